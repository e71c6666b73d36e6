"""Writes a package: planned, staged beside the target, swapped in by one rename.

The lock in the package (`generated.toml`) tells what was written last time. What it
does not name is somebody else's and is kept; what no longer has its hash was edited by
hand and is not overwritten unasked. What is no package has a lock of another name.
"""

from .differences import diff
from .planning import Files, Plan, plan
from .writing import write

__all__ = ["Files", "Plan", "diff", "plan", "write"]
