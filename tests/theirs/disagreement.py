"""What is raised where xsdata does not agree."""

from __future__ import annotations


class Disagreement(Exception):
    """Something of ours is not as xsdata has it."""
