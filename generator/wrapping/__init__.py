"""Long lines of Python, broken as black breaks them.

Black spends most of its time on finding out what a line is. The views write few kinds
of lines, so this module breaks just these, by black's own rules: at the delimiters of
the highest priority, else at the last pair of brackets. What it does not know for sure
it leaves to black. The tests hold lines of any shape and width against black itself.
"""

from .lines import fitted, wrapped
from .tokens import WIDTH, Unknown

__all__ = ["WIDTH", "Unknown", "fitted", "wrapped"]
