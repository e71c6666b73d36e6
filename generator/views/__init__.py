"""Every decision that a template would otherwise take."""

from .errors import ERRORS
from .exports import EXPORTS
from .messages import Carrier, Carriers, carriers, used
from .package import PackageView, build
from .ports import PARTS
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
