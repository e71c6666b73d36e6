"""Every decision that a template would otherwise take."""

from .package import PackageView, build, roots

__all__ = ["PackageView", "build", "roots"]
