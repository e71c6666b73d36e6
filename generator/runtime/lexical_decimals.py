"""Read and write xs:decimal (Part 2, 3.2.3).

The functions are as those of `lexical_numbers`.
"""

import re
from decimal import Decimal
from typing import Final

from .characters import shown, unreadable, unwritable
from .lexical_numbers import POINT, SPACE, digits

_DECIMAL: Final = re.compile(f"{SPACE}{POINT}{SPACE}").fullmatch
# Decimals may stand for more digits than any memory holds.
_LONGEST: Final = 10_000_000


def read_decimal(text: str) -> Decimal:
    """Read xs:decimal, with all its digits (Part 2, 3.2.3)."""
    if _DECIMAL(text) is None:
        raise unreadable("xs:decimal", text)
    return Decimal(text)


def write_decimal(value: Decimal | int) -> str:
    """Write xs:decimal without an exponent, with all digits of the value."""
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{value} is no value of xs:decimal")
        text = Decimal.__str__(value)
        # The exponent is in either case, as the caller's decimal context has it.
        if "E" not in text and "e" not in text:
            return text
        if abs(value.adjusted()) > _LONGEST:
            raise ValueError(f"{shown(value)} has too many digits to write")
        return Decimal.__format__(value, "f")
    if not isinstance(value, int) or isinstance(value, bool):
        raise unwritable("xs:decimal", "a Decimal or int", value)
    return digits("xs:decimal", value)
