"""Small passes over xsdata's classes, one rule each."""

from __future__ import annotations

from collections import defaultdict

from xsdata.codegen.models import Class
from xsdata.models.enums import Tag


def fold(classes: list[Class]) -> tuple[list[Class], dict[str, str]]:
    """Fold a complex type into the one global element that it types.

    Element `paramsSyncLead` of type `ParamsSyncLead` would become two classes, one of
    them numbered; where nothing else uses the type, it is the element.

    Args:
        classes: The classes as mapped, before xsdata's own passes.

    Returns:
        The classes that remain, in the same order, and the types that were folded, by
        the element.
    """
    types = {c.qname: c for c in classes if c.tag == Tag.COMPLEX_TYPE}
    users: dict[str, list[Class]] = defaultdict(list)
    for c in classes:
        for used in c.types():
            users[used.qname].append(c)
    folded: dict[int, str] = {}
    by_element: dict[str, str] = {}
    for element in classes:
        source = types.get(_only_type(element))
        if source is not None and users[source.qname] == [element]:
            element.attrs, element.inner = source.attrs, source.inner
            element.extensions = list(source.extensions)
            element.abstract, element.mixed = source.abstract, source.mixed
            element.ns_map = {**source.ns_map, **element.ns_map}
            element.help = element.help or source.help
            folded[source.ref] = source.qname
            by_element[element.qname] = source.qname
    return [c for c in classes if c.ref not in folded], by_element


def aliases(classes: list[Class]) -> dict[str, str]:
    """Elements that only give a complex type a name, with that type.

    No class of their own is needed: the element's value is a value of the type.
    """
    types = {c.qname for c in classes if c.tag == Tag.COMPLEX_TYPE}
    named = {c.qname: _only_type(c) for c in classes}
    return {element: type_ for element, type_ in named.items() if type_ in types}


def _only_type(element: Class) -> str:
    """The type that a global element has, where it adds nothing to it."""
    if element.tag != Tag.ELEMENT or element.attrs or len(element.extensions) != 1:
        return ""
    return element.extensions[0].type.qname


def arrays(classes: list[Class]) -> set[str]:
    """The types that do nothing but wrap one repeated element, by name `ArrayOf...`."""
    bases = {e.type.qname for c in classes for e in c.extensions}
    return {
        c.qname
        for c in classes
        if c.tag == Tag.COMPLEX_TYPE
        and c.name.startswith("ArrayOf")
        and not (c.extensions or c.abstract or c.mixed or c.qname in bases)
        and len(c.attrs) == 1
        and c.attrs[0].tag == Tag.ELEMENT
        and c.attrs[0].is_list
    }
