"""Every decision that a template would otherwise take."""

from .messages import Carrier, Carriers, carriers, used
from .package import ERRORS, EXPORTS, PARTS, PackageView, build
from .supported import arranged

__all__ = [
    "ERRORS",
    "EXPORTS",
    "PARTS",
    "Carrier",
    "Carriers",
    "PackageView",
    "arranged",
    "build",
    "carriers",
    "used",
]
