"""Proves that every entry of a profile fits the service, and that its names are free.

A name that the generator makes is settled where it collides; a name that the profile
gives is one that somebody chose, so it is taken as it is or refused, on its line.
"""

from __future__ import annotations

from ..bindings import Bindings
from ..model import Service
from ..naming import Names
from ..profile import Profile
from .entries import Entries
from .exports import Exports
from .given import Given

__all__ = ["check"]


def check(
    service: Service,
    profile: Profile,
    bindings: Bindings,
    names: Names,
    *,
    whole: bool = True,
) -> None:
    """Prove that a profile fits.

    Args:
        service: The service.
        profile: Its profile.
        bindings: The catalogue of its types.
        names: The spelling rules that the profile gives.
        whole: Whether the service has all its operations: of a part, what the profile
            says of the rest fits nothing.

    Raises:
        Refused: An entry fits nothing, or a name in it cannot be had.
    """
    if whole:
        Entries(service, profile, bindings, names).check()
    Given(service, profile, bindings, names).check()
    Exports(service, profile, bindings, names).check()
