"""Whether two envelopes say the same, whatever their prefixes."""

from __future__ import annotations

from typing import Any

from lxml import etree

_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def same(one: Any, other: Any, *, encoded: bool = False) -> str:
    """What differs first, or "".

    Args:
        one: Our envelope.
        other: The other one.
        encoded: Whether ours may say more of types than the other: in SOAP's encoding
            it says them all, and the encoding itself.
    """
    return _differs(_root(one), _root(other), "", encoded)


def _root(given: Any) -> Any:
    return etree.fromstring(given) if isinstance(given, bytes) else given


def _differs(one: Any, other: Any, way: str, encoded: bool) -> str:
    way = f"{way}/{etree.QName(one).localname}"
    if one.tag != other.tag:
        return f"{way}: {one.tag} and {other.tag}"
    ours, theirs = _attributes(one), _attributes(other)
    if encoded:
        ours = {name: value for name, value in ours.items() if name in theirs}
    if ours != theirs:
        return f"{way}: {ours} and {theirs}"
    texts = [
        (node.text or "").strip() if len(node) else node.text or ""
        for node in (one, other)
    ]
    if texts[0] != texts[1]:
        return f"{way}: {texts[0]!r} and {texts[1]!r}"
    children = [[c for c in node if not _is_empty_header(c)] for node in (one, other)]
    if len(children[0]) != len(children[1]):
        return f"{way}: {len(children[0])} and {len(children[1])} elements"
    pairs = zip(*children, strict=True)
    return next(filter(None, (_differs(a, b, way, encoded) for a, b in pairs)), "")


def _attributes(node: Any) -> dict[str, str]:
    """The attributes; names in values with their namespaces."""
    found = {}
    for name, value in node.attrib.items():
        prefix, _, rest = value.rpartition(":")
        is_name = name == _TYPE or name.endswith("}arrayType")
        found[name] = (
            f"{{{node.nsmap.get(prefix or None)}}}{rest}" if is_name else value
        )
    return found


def _is_empty_header(node: Any) -> bool:
    return node.tag.endswith("}Header") and not len(node)
