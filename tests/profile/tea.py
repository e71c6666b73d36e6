"""Provider code that a profile may name."""

from __future__ import annotations

from pathlib import PurePath as Place

__all__ = ["KETTLES", "Signer", "helper"]

KETTLES, _spare = 2, 1
announced: int

if KETTLES:
    spout = True


class Signer:
    """Signs nothing."""

    inner = 1


def helper() -> Place:
    """Help with nothing."""
    for local in ("tea",):
        return Place(local)
    return Place()
