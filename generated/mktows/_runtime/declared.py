"""What operations declare of their faults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .element import Element
from .errors import SoapFault


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredFault:
    """A fault that an operation declares.

    Attributes:
        element: The element in the fault's detail.
        error: The class that is raised.
        types: In SOAP's encoding, what `xsi:type` says of it: there an element in the
            detail may be called anything.
    """

    element: Element[Any]
    error: type[SoapFault]
    types: tuple[str, ...] = ()
