"""The difference between a package and what would be written."""

from __future__ import annotations

import difflib
import re
from pathlib import Path, PurePosixPath

from .folder import read, refusing
from .planning import Files, Plan, as_bytes


def diff(target: Path, files: Files, planned: Plan) -> str:
    """The difference between a package and what would be written, as a unified diff."""
    text = []
    with refusing("cannot be read", target):
        for name in sorted((*planned.new, *planned.changed, *planned.stale)):
            there, wanted = name not in planned.new, name not in planned.stale
            old = read(target / name).decode(errors="replace") if there else ""
            content = as_bytes(files[PurePosixPath(name)]) if wanted else b""
            new = content.decode(errors="replace")
            before = f"a/{name}" if there else "/dev/null"
            after = f"b/{name}" if wanted else "/dev/null"
            lines = difflib.unified_diff(_lines(old), _lines(new), before, after)
            text += list(lines) or [f"--- {before}\n", f"+++ {after}\n"]
    none = "\n\\ No newline at end of file\n"
    return "".join(t if t.endswith("\n") else t + none for t in text)


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)
