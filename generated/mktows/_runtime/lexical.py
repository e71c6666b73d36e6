"""Read and write the built-in atomic types of XML Schema Part 2 (1.0, 2nd edition).

The `read_*` functions take the raw text of an element and raise `ValueError` for a
text that is no literal of the type. The `write_*` functions raise `ValueError` for a
value the type does not take, and return text escaped for element content.
"""

import binascii
from typing import Final

from .characters import (
    WHITE_SPACE,
    escape,
    escape_attribute,
    forbidden,
    unreadable,
    unwritable,
)
from .lexical_dates import (
    read_date,
    read_date_time,
    read_duration,
    read_g_day,
    read_g_month,
    read_g_month_day,
    read_g_year,
    read_g_year_month,
    read_time,
    write_date,
    write_date_time,
    write_duration,
    write_g_day,
    write_g_month,
    write_g_month_day,
    write_g_year,
    write_g_year_month,
    write_time,
)
from .lexical_numbers import (
    read_byte,
    read_decimal,
    read_double,
    read_float,
    read_int,
    read_integer,
    read_long,
    read_negative_integer,
    read_non_negative_integer,
    read_non_positive_integer,
    read_positive_integer,
    read_short,
    read_unsigned_byte,
    read_unsigned_int,
    read_unsigned_long,
    read_unsigned_short,
    write_byte,
    write_decimal,
    write_double,
    write_float,
    write_int,
    write_integer,
    write_long,
    write_negative_integer,
    write_non_negative_integer,
    write_non_positive_integer,
    write_positive_integer,
    write_short,
    write_unsigned_byte,
    write_unsigned_int,
    write_unsigned_long,
    write_unsigned_short,
)
from .lexical_strings import (
    read_any_uri,
    read_language,
    read_name,
    read_ncname,
    read_nmtoken,
    read_normalized_string,
    read_string,
    read_token,
    write_any_uri,
    write_language,
    write_name,
    write_ncname,
    write_nmtoken,
    write_normalized_string,
    write_string,
    write_token,
)

__all__ = [
    "escape",
    "escape_attribute",
    "forbidden",
    "read_any_uri",
    "read_base64_binary",
    "read_boolean",
    "read_byte",
    "read_date",
    "read_date_time",
    "read_decimal",
    "read_double",
    "read_duration",
    "read_float",
    "read_g_day",
    "read_g_month",
    "read_g_month_day",
    "read_g_year",
    "read_g_year_month",
    "read_hex_binary",
    "read_int",
    "read_integer",
    "read_language",
    "read_long",
    "read_name",
    "read_ncname",
    "read_negative_integer",
    "read_nmtoken",
    "read_non_negative_integer",
    "read_non_positive_integer",
    "read_normalized_string",
    "read_positive_integer",
    "read_short",
    "read_string",
    "read_time",
    "read_token",
    "read_unsigned_byte",
    "read_unsigned_int",
    "read_unsigned_long",
    "read_unsigned_short",
    "write_any_uri",
    "write_base64_binary",
    "write_boolean",
    "write_byte",
    "write_date",
    "write_date_time",
    "write_decimal",
    "write_double",
    "write_duration",
    "write_float",
    "write_g_day",
    "write_g_month",
    "write_g_month_day",
    "write_g_year",
    "write_g_year_month",
    "write_hex_binary",
    "write_int",
    "write_integer",
    "write_language",
    "write_long",
    "write_name",
    "write_ncname",
    "write_negative_integer",
    "write_nmtoken",
    "write_non_negative_integer",
    "write_non_positive_integer",
    "write_normalized_string",
    "write_positive_integer",
    "write_short",
    "write_string",
    "write_time",
    "write_token",
    "write_unsigned_byte",
    "write_unsigned_int",
    "write_unsigned_long",
    "write_unsigned_short",
]

_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}


def read_boolean(text: str) -> bool:
    """Read xs:boolean (Part 2, 3.2.2)."""
    value = _BOOLEANS.get(text)
    if value is None:
        value = _BOOLEANS.get(text.strip(WHITE_SPACE))
        if value is None:
            raise unreadable("xs:boolean", text)
    return value


def write_boolean(value: bool) -> str:
    """Write xs:boolean as true or false."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    raise unwritable("xs:boolean", "a bool", value)


def read_hex_binary(text: str) -> bytes:
    """Read xs:hexBinary, in digits of either case (Part 2, 3.2.15)."""
    try:
        return binascii.unhexlify(text.strip(WHITE_SPACE))
    except ValueError:
        raise unreadable("xs:hexBinary", text) from None


def write_hex_binary(value: bytes | bytearray) -> str:
    """Write xs:hexBinary in its canonical upper case."""
    if not isinstance(value, (bytes, bytearray)):
        raise unwritable("xs:hexBinary", "bytes", value)
    return value.hex().upper()


def read_base64_binary(text: str) -> bytes:
    """Read xs:base64Binary, with white space anywhere (Part 2, 3.2.16)."""
    try:
        data = text.encode("ascii").translate(None, b" \t\n\r")
        value = binascii.a2b_base64(data)
    except ValueError:
        raise unreadable("xs:base64Binary", text) from None
    # The decoder passes over much that is wrong, as bits left over at the end.
    if binascii.b2a_base64(value, newline=False) != data:
        raise unreadable("xs:base64Binary", text)
    return value


def write_base64_binary(value: bytes | bytearray) -> str:
    """Write xs:base64Binary in its canonical form, on one line."""
    if not isinstance(value, (bytes, bytearray)):
        raise unwritable("xs:base64Binary", "bytes", value)
    return binascii.b2a_base64(value, newline=False).decode("ascii")
