"""The modules that guard something, and the tests that hold them to it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .changes import Mutant

_FILES: Final = "test_hostile_files.py"
_HOSTILE: Final = f"test_refused.py test_source.py test_limits.py test_wsdl.py {_FILES}"
_COMPONENTS: Final = f"{_HOSTILE} test_guard.py test_bombs.py test_wsdl_files.py"
_WHOLE: Final = f"test_whole_or_not.py test_command.py {_FILES}"
_CALLS: Final = "test_client.py test_deadline.py"
_READ: Final = "test_answers.py test_envelopes.py test_truncations.py"
_ANSWERS: Final = f"{_READ} test_headers.py test_encoded.py"
_NODES: Final = "runtime/test_reading.py runtime/test_errors.py"
_BESIDE: Final = "test_attachments.py"
_ENCODED: Final = "test_encoded.py test_dimensions.py runtime/test_references.py"
TESTS: Final = {
    "generator/source/appearance.py": _HOSTILE,
    "generator/guard.py": _COMPONENTS,
    "generator/source/closure.py": _HOSTILE,
    "generator/source/files.py": _HOSTILE,
    "generator/source/parsing.py": _HOSTILE,
    "generator/source/well_known.py": _HOSTILE,
    "generator/location.py": _HOSTILE,
    "generator/components.py": _COMPONENTS,
    "generator/extent.py": _COMPONENTS,
    "generator/references.py": f"{_HOSTILE} test_wsdl_files.py",
    "generator/structure.py": f"{_HOSTILE} test_wsdl_files.py",
    "generator/source/roots.py": f"{_HOSTILE} test_wsdl_files.py",
    "generator/document.py": f"{_HOSTILE} test_wsdl_files.py",
    "generator/budget.py": "test_limits.py test_whole_or_not.py",
    "generator/interrupts.py": f"test_limits.py {_WHOLE}",
    "generator/output/disk.py": _WHOLE,
    "generator/output/exchange.py": _WHOLE,
    "generator/output/folder.py": _WHOLE,
    "generator/output/holding.py": f"test_limits.py {_WHOLE}",
    "generator/output/leftovers.py": _WHOLE,
    "generator/output/planning.py": _WHOLE,
    "generator/output/writing.py": f"test_limits.py {_WHOLE}",
    "generator/lock.py": _WHOLE,
    "generator/told.py": "test_told.py",
    "generator/literal.py": "test_literal.py test_shape.py",
    "generator/naming.py": "test_naming.py test_bombs.py",
    "generator/fetching/address.py": "test_fetch.py",
    "generator/fetching/ranges.py": "test_fetch.py",
    "generator/fetching/sockets.py": "test_fetch.py",
    "generator/fetching/wire.py": "test_fetch.py",
    "generator/fetching/closure.py": "test_fetch.py",
    "generator/fetching/filenames.py": "test_fetch.py",
    "generator/runtime/multipart.py": f"{_BESIDE} runtime/test_multipart.py",
    "generator/runtime/unpacking.py": _BESIDE,
    "generator/runtime/encoded.py": _ENCODED,
    "generator/runtime/positions.py": _ENCODED,
    "generator/runtime/envelope.py": f"{_ANSWERS} runtime/test_blocks.py",
    "generator/runtime/reading.py": f"{_ANSWERS} {_NODES}",
    "generator/runtime/understanding.py": _ANSWERS,
    "generator/runtime/free_blocks.py": "test_headers.py runtime/test_blocks.py",
    "generator/runtime/prefixed.py": "test_open_attributes.py",
    "generator/runtime/characters.py": f"{_ANSWERS} test_writing.py",
    "generator/runtime/transport.py": _CALLS,
    "generator/runtime/deadline.py": _CALLS,
    "generator/runtime/session.py": _CALLS,
    "generator/runtime/client.py": f"{_CALLS} test_streaming.py",
    "generator/runtime/options.py": _CALLS,
    "generator/runtime/streaming.py": "test_streaming.py",
    "generator/runtime/scopes.py": "test_scopes.py",
}


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A mistake that makes no difference.

    Attributes:
        module: Where.
        within: The function or class.
        statement: The first line of the statement, as `ast.unparse` has it.
        code: What of it is changed.
        what: How.
        reason: Why it makes none.
    """

    module: str
    within: str
    statement: str
    code: str
    what: str
    reason: str

    def is_(self, module: str, mutant: Mutant) -> bool:
        """Whether a mutant is this mistake."""
        mine = (self.within, self.statement, self.code, self.what)
        its = (mutant.within, mutant.statement, mutant.code, mutant.what)
        return (self.module, mine) == (module, its)


def equivalents() -> list[Equivalent]:
    """The mistakes that make no difference."""
    place = Path(__file__).with_name("equivalent.toml")
    found = tomllib.loads(place.read_text())
    return [Equivalent(**each) for each in found.get("mutant", [])]
