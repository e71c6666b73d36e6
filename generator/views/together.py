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
        elif item.least > 1 or (item.most or 1) > 1:
            yield f"`{item.field}` has {_bounds(item)}."


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
        bounds = item.least > 1 or (item.most or 1) > 1
        return f"`{item.field}`" + (f" ({_bounds(item)})" if bounds else "")
    if item.choice:
        return " or ".join(map(_phrase, item.items))
    return " with ".join(
        _phrase(part) + ("" if _insists(part) else " (optional)") for part in item.items
    )


def _bounds(leaf: Leaf) -> str:
    if leaf.most is None:
        return f"at least {leaf.least} items"
    if leaf.least == leaf.most:
        return f"{leaf.least} items"
    if not leaf.least:
        return f"at most {leaf.most} items"
    return f"{leaf.least} to {leaf.most} items"
