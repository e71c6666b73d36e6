"""Qualified names as values of a schema (XML Schema Part 2, 3.2.18).

Defaults, fixed values and enumerations are spelt with prefixes, which mean what they
mean where the schema says so, whatever a message declares.
"""

from __future__ import annotations

from xsdata.models.mixins import ElementBase

from ..model import QName
from ..xml import NCNAME, XML
from .schemas import prefixes
from .values import Facets, Scope


def expanded(node: ElementBase, text: str) -> QName:
    """The name that a text stands for.

    Args:
        node: Where it stands.
        text: The text.

    Raises:
        ValueError: It is no qualified name, or its prefix is not declared.
    """
    prefix, colon, name = text.strip(" \t\r\n").rpartition(":")
    known = {"xml": XML, **prefixes(node)}
    if colon and prefix not in known:
        raise ValueError(f"the prefix of {text!r} is not declared")
    if NCNAME.fullmatch(name) is None:
        raise ValueError(f"{text!r} is no qualified name")
    return QName(known.get(prefix, ""), name)


def scope(node: ElementBase, facets: Facets, *texts: str | None) -> Scope:
    """What the prefixes in some texts mean, where values of their type hold names.

    Args:
        node: Where they stand.
        facets: What their type allows.
        texts: The texts, if they are there.
    """
    if not facets.named:
        return ()
    words = [word for text in texts for word in (text or "").split()]
    used = {word.rpartition(":")[0] for word in words}
    return tuple((p, uri) for p, uri in sorted(prefixes(node).items()) if p in used)
