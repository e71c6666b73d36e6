"""Reads the words of a command; what is wrong with them is refused like all else."""

from __future__ import annotations

import argparse
from typing import NoReturn

from .errors import Refused


class Parser(argparse.ArgumentParser):
    """A parser that refuses in one line, and takes options by their whole names."""

    def __init__(self, *, prog: str, description: str, epilog: str = "") -> None:
        super().__init__(
            prog=prog, description=description, epilog=epilog, allow_abbrev=False
        )

    def error(self, message: str) -> NoReturn:
        """Refuse.

        Raises:
            Refused: Always.
        """
        raise Refused(f"{message}; see {self.prog} --help")
