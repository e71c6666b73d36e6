"""Attributes that a schema leaves open, where prefixes stand in their texts.

Nobody knows which texts are qualified names. So whatever looks like a prefix, and is
one where it stands, keeps its meaning: its declaration stands among the attributes, in
the namespace that XML has for it (Namespaces in XML 1.0, section 3).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import count
from typing import Final

from .characters import collapse, shown
from .errors import MessageError
from .lexical_strings import is_namespace, read_ncname
from .opaque import prefixes
from .qnames import XMLNS, Declared, Scope, in_scope
from .reading import XSI
from .versions import Soap

_START: Final = f"{{{XMLNS}}}"
_OURS: Final = re.compile(r"xml.*|q(_\d+)?|(ns|a|q)\d+(_\d+)?")
"""Prefixes that the element, or one in it, may be written with."""
_EVERYWHERE: Final = {"xsi": XSI, **{soap.prefix: soap.namespace for soap in Soap}}
"""Those that mean the same in all messages."""


def with_prefixes(
    values: Mapping[str, str],
    scope: Scope,
    readers: Mapping[str, Callable[[str], object]],
) -> dict[str, str]:
    """Attributes as they were read, with the prefixes in their texts.

    Args:
        values: Their texts, by their names in Clark's notation.
        scope: The prefixes where they stand.
        readers: What reads those that are declared, by their names.
    """
    found: dict[str, str] = {}
    used: dict[str | None, str] = {}
    for name, text in values.items():
        own: Scope = {p: scope[p] for p in prefixes(text) if p in scope}
        prefix = ""
        if name in readers and scope.get(None):
            prefix = next(p for p in map("d{}".format, count(1)) if p not in scope)
            said = _without_default(text, own, scope[None], prefix, readers[name])
            prefix, text = (prefix, said) if said else ("", text)
        found[name] = text
        used |= {**own, prefix: scope[None]} if prefix else own
    ordered = sorted(used.items(), key=str)
    return found | {f"{_START}{prefix}": namespace for prefix, namespace in ordered}


def _without_default(
    text: str, own: Scope, default: str, prefix: str, read: Callable[[str], object]
) -> str:
    """The same value where there is no default namespace; "" if that needs no change.

    No element of ours can declare one: it would be that of the elements in it, too.
    """
    words = collapse(text).split(" ")
    made = " ".join(w if ":" in w else f"{prefix}:{w}" for w in words)
    try:
        value = in_scope({**own, None: default}, read)(text)
        if value == in_scope(own, read)(text):
            return ""
        is_same = value == in_scope({**own, prefix: default}, read)(made)
    except ValueError:
        return ""
    return made if is_same else ""


def declared(values: Mapping[str, str]) -> Declared:
    """The prefixes that are declared among attributes.

    Raises:
        MessageError: That cannot be written where they stand.
    """
    found = Declared("")
    for name, namespace in values.items():
        if not (isinstance(name, str) and name.startswith(_START)):
            continue
        prefix = name.removeprefix(_START)
        problem = _problem(prefix, namespace)
        if problem:
            raise MessageError(problem, path=f"@{name}")
        found[prefix] = namespace
    return found


def _problem(prefix: str, namespace: str) -> str:
    """What is wrong with the declaration of a prefix, or ""."""
    try:
        if read_ncname(prefix) != prefix:
            return "a prefix has no white space"
    except ValueError as error:
        return str(error)
    if not isinstance(namespace, str) or namespace in ("", XMLNS):
        return "a prefix stands for a namespace"
    if not is_namespace(namespace):
        return f"no prefix can be declared for {shown(namespace)}"
    if _OURS.fullmatch(prefix) or _EVERYWHERE.get(prefix, namespace) != namespace:
        return "the message may need this prefix for itself: take another"
    return ""
