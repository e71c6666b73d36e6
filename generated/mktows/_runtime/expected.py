"""What a schema says of the elements and attributes in an element.

The decoders do not need it: only who asks for drift or for strict order looks here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

IN_ORDER, ONE_OF, ALL_OF = "sequence", "choice", "all"


class Child:
    """An element in a content model.

    Attributes:
        name: Its name in Clark's notation.
        least: How often it must stand there.
        most: How often it may, or None without a bound.
        expect: What stands in it.
    """

    __slots__ = ("expect", "least", "most", "name")

    def __init__(self, name: str, least: int, most: int | None, expect: Expect) -> None:
        self.name = name
        self.least = least
        self.most = most
        self.expect = expect


class Wild:
    """Elements that the schema leaves open (XML Schema Part 1, 3.10).

    Attributes:
        namespaces: What it allows.
        home: The target namespace of its schema.
        least: How many there must be.
        most: How many there may be, or None.
    """

    __slots__ = ("home", "least", "most", "namespaces")

    def __init__(
        self, namespaces: str, home: str, least: int, most: int | None
    ) -> None:
        self.namespaces = namespaces
        self.home = home
        self.least = least
        self.most = most


class Group:
    """A model group (Part 1, 3.8).

    Attributes:
        order: How its items follow one another.
        items: What it is made of.
        least: How often it must stand.
        most: How often it may, or None.
    """

    __slots__ = ("items", "least", "most", "order")

    def __init__(
        self, order: str, items: tuple[Particle, ...], least: int, most: int | None
    ) -> None:
        self.order = order
        self.items = items
        self.least = least
        self.most = most


Particle = Child | Wild | Group


class Expected:
    """What may stand in an element.

    Attributes:
        content: Its content model.
        children: What the elements in it are known to hold, by their names.
        wilds: The wildcards among them.
        attributes: The names of its attributes.
        others: Which others it may have: the namespaces and the home of the wildcard.
        is_kept: Whether all of it is kept as it stands, so that nothing is lost.
        items: What the items of an array in SOAP's encoding hold, whatever their names.
        types: What is to be expected instead by the element's `xsi:type`.
        named: The name of the type, which is the only one that an `xsi:type` may say
            where there are no `types`; "" where it has none, and None where it is
            simple: then any may be said, since the text alone decides.
        once: The elements that stand once at most, of which a wildcard may take more.
    """

    __slots__ = (
        "attributes",
        "children",
        "content",
        "is_kept",
        "items",
        "named",
        "once",
        "others",
        "types",
        "wilds",
    )

    def __init__(
        self,
        content: Group | None = None,
        *attributes: str,
        others: tuple[str, str] | None = None,
        is_kept: bool = False,
        items: Expect | None = None,
        types: Mapping[str, Expect] | None = None,
        named: str | None = "",
    ) -> None:
        self.content = content
        self.children: dict[str, Expect] = {}
        self.wilds: list[Wild] = []
        self.attributes = frozenset(attributes)
        self.others = others
        self.is_kept = is_kept
        self.items = items
        self.types = types
        self.named = named
        self.once: set[str] = set()
        if content is not None:
            self._add(content, True)

    def _add(self, particle: Particle, once: bool) -> None:
        once = once and particle.most == 1
        if isinstance(particle, Child):
            name = particle.name
            if once and name not in self.children:
                self.once.add(name)
            else:
                self.once.discard(name)
            self.children[name] = particle.expect
        elif isinstance(particle, Wild):
            self.wilds.append(particle)
        else:
            for item in particle.items:
                self._add(item, once)


Expect = Callable[[], Expected]
"""Makes what is expected in an element; types may need themselves."""


def simple() -> Expected:
    """What stands in an element of a simple type: neither elements nor attributes."""
    return Expected(named=None)


def kept() -> Expected:
    """What stands in an element that is kept as XML: anything."""
    return Expected(is_kept=True)


def element(
    name: str, expect: Expect = simple, least: int = 1, most: int | None = 1
) -> Child:
    """An element in a content model."""
    return Child(name, least, most, expect)


def wild(namespaces: str, home: str, least: int = 1, most: int | None = 1) -> Wild:
    """Elements that are left open."""
    return Wild(namespaces, home, least, most)


def in_order(*items: Particle, least: int = 1, most: int | None = 1) -> Group:
    """A sequence: all its items, one after the other."""
    return Group(IN_ORDER, items, least, most)


def one_of(*items: Particle, least: int = 1, most: int | None = 1) -> Group:
    """A choice: one of its items."""
    return Group(ONE_OF, items, least, most)


def all_of(*items: Particle, least: int = 1, most: int | None = 1) -> Group:
    """All its items, in any order."""
    return Group(ALL_OF, items, least, most)
