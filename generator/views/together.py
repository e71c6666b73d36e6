"""What a content model says beyond each field: which of them stand together."""

from __future__ import annotations

from collections.abc import Iterator

from ..bindings import Leaf, Model


def said(model: Model) -> Iterator[str]:
    """A sentence for each rule that a caller has to know, by the fields' names."""
    if model.choice:
        few = "Exactly" if _insists(model) else "At most"
        yield f"{few} one of these stands: {'; '.join(map(_phrase, model.items))}."
        return
    for item in model.items:
        if isinstance(item, Model):
            yield from _grouped(item)
        elif _is_bounded(item):
            yield f"`{item.field}` has {_bounds(item)}."


def counted(model: Model) -> Iterator[str]:
    """The same for an array, by how many items it has."""
    for leaf in model.leaves():
        if _is_bounded(leaf):
            bounds = _bounds(leaf)
            yield f"{bounds[0].upper()}{bounds[1:]}."


def _grouped(model: Model) -> Iterator[str]:
    needed = [item for item in model.items if not isinstance(item, Leaf) or item.least]
    if not model.required and not model.choice and len(needed) > 1:
        yield f"All of these stand or none does: {'; '.join(map(_phrase, needed))}."
    yield from said(model)


def _insists(item: Leaf | Model) -> bool:
    """Whether something must stand."""
    if isinstance(item, Leaf):
        return item.least > 0
    held = all if item.choice else any
    return item.required and held(map(_insists, item.items))


def _phrase(item: Leaf | Model) -> str:
    if isinstance(item, Leaf):
        bounds = f" ({_bounds(item)})" if _is_bounded(item) else ""
        return f"`{item.field}`{bounds}"
    if item.choice:
        return " or ".join(map(_phrase, item.items))
    return " with ".join(
        _phrase(part) + ("" if _insists(part) else " (optional)") for part in item.items
    )


def _is_bounded(leaf: Leaf) -> bool:
    return leaf.least > 1 or (leaf.most or 1) > 1 or leaf.turn is not None


def _bounds(leaf: Leaf) -> str:
    said = f"{_from_to(leaf.least, leaf.most)} items"
    if leaf.turn is None:
        return said
    turns = f"groups of {_from_to(*leaf.turn)} items"
    if leaf.most is None and not leaf.least:
        return f"any number of {turns}"
    return f"{said}, in {turns}"


def _from_to(least: int, most: int | None) -> str:
    if most is None:
        return f"at least {least}"
    if least == most:
        return f"{least}"
    return f"{least} to {most}" if least else f"at most {most}"
