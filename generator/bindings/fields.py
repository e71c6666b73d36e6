"""Content models to fields: one Python field for each thing that may stand there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ..model import QName
from ..naming import Names, Settled
from . import schemas
from .catalogue import Field, Place
from .content_models import Leaf, Model, Order
from .particles import (
    UNBOUNDED,
    ElementUse,
    GroupUse,
    Particle,
    WildcardUse,
    leaves,
    may_be_empty,
    turns,
)
from .scopes import scope
from .values import Facets, Key, Opaque, Reference, Type

TypeOf = Callable[[ElementUse], tuple[Type, Facets]]
GroupOf = Callable[[GroupUse, int], Key]


class Unmatched(Exception):
    """A restriction has something that its base has not."""


@dataclass(slots=True)
class Collector:
    """Collects the fields of one record.

    Attributes:
        names: The spelling rules.
        type_of: Gives the type of an element.
        group_of: Gives the record for elements that repeat together.
        inherited: The fields of the base, whose names are taken.
        restricts: Whether no new fields may come up: those of the base serve.
        fields: The record's own fields so far.
        narrowed: What is allowed of fields of the base, by their names.
    """

    names: Names
    type_of: TypeOf
    group_of: GroupOf
    inherited: Sequence[Field] = ()
    restricts: bool = False
    fields: list[Field] = field(default_factory=list)
    narrowed: dict[str, Facets] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)
    _groups: Counter[str] = field(default_factory=Counter)
    _settled: Settled | None = None

    def whole(self, group: GroupUse) -> Model:
        """Make fields of all that a type holds; also of one group that repeats."""
        if group.most == 1:
            return self._model(group)
        return Model(items=tuple(self._item(group, False)))

    def _model(self, group: GroupUse, optional: bool = False) -> Model:
        """Make fields of a group that stands at most once."""
        choice = group.order is Order.CHOICE
        optional = optional or choice or group.least == 0
        items = [i for p in group.items for i in self._item(p, optional)]
        return Model(choice=choice, items=tuple(items), required=group.least > 0)

    def _item(self, particle: Particle, optional: bool) -> Iterable[Leaf | Model]:
        if not isinstance(particle, GroupUse):
            yield self._leaf(particle, optional)
            return
        only = _only(particle)
        if only is not None:
            yield self._leaf(only, optional)
        elif particle.most > 1:
            yield self._repeated(particle, optional)
        elif particle.items:
            yield self._model(particle, optional)

    def _leaf(self, use: ElementUse | WildcardUse, optional: bool) -> Leaf:
        made = self._wildcard(use) if isinstance(use, WildcardUse) else self._of(use)
        made = replace(
            made, required=use.least > 0 and not optional, repeated=use.most > 1
        )
        kept = self._keep(made)
        most = None if use.most >= UNBOUNDED else use.most
        return Leaf(field=kept.name, least=use.least, most=most, turn=use.turn)

    def _of(self, use: ElementUse) -> Field:
        found = self.type_of(use)
        node = use.node
        return Field(
            name=self.names.field(use.name.name),
            wire=use.name,
            place=Place.ELEMENT,
            type=found[0],
            required=False,
            repeated=False,
            nillable=node.nillable,
            help=node.display_help or "",
            default=node.default,
            fixed=node.fixed,
            scope=scope(node, found[1], node.default, node.fixed),
            facets=found[1],
            media=schemas.expected(node),
        )

    def _wildcard(self, use: WildcardUse) -> Field:
        return Field(
            name="any_elements" if use.most > 1 else "any_element",
            wire=QName(use.home, use.namespaces),
            place=Place.WILDCARD,
            type=Opaque(),
            required=False,
            repeated=False,
            nillable=False,
            help=use.help,
        )

    def _repeated(self, group: GroupUse, optional: bool) -> Leaf:
        # What puts nothing on the wire is no turn: then there need be none.
        least = 0 if may_be_empty(group) else group.least
        group = turns(group)
        word = group_word(group)
        self._groups[word] += 1
        number = self._groups[word]
        made = Field(
            name=f"{word}s",
            wire=QName(word, str(number)),
            place=Place.GROUP,
            type=(
                _NOTHING if self.restricts else Reference(self.group_of(group, number))
            ),
            required=least > 0 and not optional,
            repeated=True,
            nillable=False,
            help="",
        )
        most = None if group.most >= UNBOUNDED else group.most
        return Leaf(field=self._keep(made).name, least=least, most=most)

    def _keep(self, made: Field) -> Field:
        if self.restricts:
            for old in self.inherited:
                same = (old.place, old.wire) == (made.place, made.wire)
                if same and old.name not in self._used:
                    if made.repeated and not old.repeated:
                        raise Unmatched(made.wire)
                    self._used.add(old.name)
                    self.narrow(old, made.facets)
                    return old
            raise Unmatched(made.wire)
        return self.add(made)

    def narrow(self, old: Field, facets: Facets) -> None:
        """Take note of what is allowed of a field of the base."""
        if facets not in (Facets(), old.facets):
            self.narrowed[old.name] = facets

    def add(self, made: Field) -> Field:
        """Take a field in, under a name that no other has."""
        if self._settled is None:
            self._settled = Settled(
                (f.name for f in (*self.inherited, *self.fields)), by_case=False
            )
        kept = replace(made, name=self._settled.one(made.name))
        self.fields.append(kept)
        return kept


_NOTHING: Final = Opaque()


def single(name: str, place: Place, type_: Type, facets: Facets) -> Field:
    """The one field that a text, or an element that is kept whole, is in."""
    return Field(
        name=name,
        wire=QName("", ""),
        place=place,
        type=type_,
        required=True,
        repeated=False,
        nillable=False,
        facets=facets,
    )


def group_word(group: GroupUse) -> str:
    """What a record of elements that repeat together is called by."""
    return "choice" if group.order is Order.CHOICE else "group"


def _only(group: GroupUse) -> ElementUse | WildcardUse | None:
    """The one particle that a group repeats, with the bounds of both."""
    if group.most <= 1 or len(group.items) != 1:
        return None
    item = group.items[0]
    if isinstance(item, GroupUse):
        once = (item.least, item.most) == (1, 1)
        return _only(replace(group, items=item.items)) if once else None
    most = min(UNBOUNDED, group.most * item.most)
    least = group.least * item.least
    return replace(item, least=least, most=most, turn=_turn(group, item))


def _turn(
    group: GroupUse, item: ElementUse | WildcardUse
) -> tuple[int, int | None] | None:
    """The bounds of one turn, where some counts are in no number of turns.

    `(a{2,4})*` allows no single `a`. The more turns, the closer are the counts that
    they allow, so what is between the first two decides.
    """
    after = (group.least + 1) * item.least
    if group.least == group.most or after <= group.least * item.most + 1:
        return None
    return item.least, None if item.most >= UNBOUNDED else item.most


def is_ordered(particle: Particle, groups: bool) -> bool:
    """Whether a name does not tell which particle an element belongs to."""
    names = [use.name for use in leaves(particle) if isinstance(use, ElementUse)]
    wildcards = [u for u in leaves(particle) if isinstance(u, WildcardUse)]
    return groups or len(set(names)) != len(names) or len(wildcards) > 1
