"""Read and write the string types and xs:anyURI (Part 2, 3.2.1, 3.2.17 and 3.3).

The `read_*` functions take the raw text of an element and raise `ValueError` for a
text that is no literal of the type. The `write_*` functions raise `ValueError` for a
value the type does not take, and return text escaped for element content.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from .characters import (
    collapse,
    escape,
    is_collapsed,
    replace,
    shown,
    unreadable,
    unwritable,
)

# The name characters of XML 1.0, 5th edition (2.3): those of the 2nd edition, which
# Part 2 refers to, and the ones added to Unicode since.
NAME_START: Final = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
    "\U00010000-\U000effff"
)
NAME_PART: Final = NAME_START + "\\-.0-9\xb7\u0300-\u036f\u203f\u2040"


def _later(pattern: str) -> Callable[[str], re.Match[str] | None]:
    """Make the test of whole texts with a pattern, compiled when it is first used.

    These take as long to compile as all else that a package loads, and are rarely used.
    """

    @cache
    def compiled() -> re.Pattern[str]:
        return re.compile(pattern)

    return lambda text: compiled().fullmatch(text)


_LANGUAGE: Final = re.compile("[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*").fullmatch
_NAME: Final = _later(f"[:{NAME_START}][:{NAME_PART}]*")
_NCNAME: Final = _later(f"[{NAME_START}][{NAME_PART}]*")
_NMTOKEN: Final = _later(f"[:{NAME_PART}]+")


# RFC 2396 as changed by RFC 2732, after the escaping of all that a URI may not hold
# (Part 2, 3.2.17), which makes a character of `_ESCAPED` as good as an escape.
_ESCAPED: Final = '\x00- "<>\\\\^`{|}\x7f-\U0010ffff'
_PLAIN: Final = f"A-Za-z0-9\\-_.!~*'(){_ESCAPED}"
_HEX: Final = "%[0-9A-Fa-f]{2}"
_URIC: Final = f"(?:[{_PLAIN};/?:@&=+$,\\[\\]]|{_HEX})"
_PATH: Final = f"(?:/(?:[{_PLAIN}:@&=+$,;]|{_HEX})*)"
_SERVER: Final = f"(?:[{_PLAIN};:&=+$,@]|{_HEX})*"
_LITERAL: Final = f"(?:(?:[{_PLAIN};:&=+$,]|{_HEX})*@)?\\[[0-9A-Fa-f:.]+\\](?::[0-9]*)?"
_HIERARCHY: Final = f"(?://(?:{_LITERAL}|{_SERVER}){_PATH}*|{_PATH}+)"
_RELATIVE: Final = f"(?:[{_PLAIN};@&=+$,]|{_HEX})+{_PATH}*"
_URI: Final = _later(
    f"(?:[A-Za-z][A-Za-z0-9+\\-.]*:(?:{_HIERARCHY}(?:\\?{_URIC}*)?|(?!/){_URIC}+)"
    f"|(?:{_HIERARCHY}|{_RELATIVE})?(?:\\?{_URIC}*)?)(?:#{_URIC}*)?"
)


# RFC 3986, as libxml2 has it: it reads no message where a prefix stands for another.
_SEGMENTS: Final = f"(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@/]|{_HEX})*"
_USER: Final = f"(?:(?:[A-Za-z0-9\\-._~!$&'()*+,;=:]|{_HEX})*@)?"
_HOST: Final = f"(?:\\[[0-9A-Fa-f:.]+\\]|(?:[A-Za-z0-9\\-._~!$&'()*+,;=]|{_HEX})*)"
_AUTHORITY: Final = f"//{_USER}{_HOST}(?::[0-9]*)?(?:/{_SEGMENTS})?"
_QUERY: Final = f"(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@/?]|{_HEX})"
_REFERENCE: Final = _later(
    f"(?:[A-Za-z][A-Za-z0-9+\\-.]*:|(?![^/?#]*:))(?:{_AUTHORITY}|(?!//){_SEGMENTS})"
    f"(?:\\?{_QUERY}*)?(?:#(?:{_QUERY}|[\\[\\]])*)?"
)


def is_namespace(text: str) -> bool:
    """Whether a prefix can stand for a namespace (Namespaces in XML 1.0, section 2)."""
    return bool(text) and _REFERENCE(text) is not None


def read_string(text: str) -> str:
    """Read xs:string: the text as it is."""
    return text


def write_string(value: str) -> str:
    """Write xs:string. Characters forbidden in XML are the caller's to check."""
    if type(value) is not str:
        if not isinstance(value, str):
            raise unwritable("xs:string", "a str", value)
        value = str.__str__(value)  # not what a subclass, as an enum, makes of it
    return escape(value)


def read_normalized_string(text: str) -> str:
    """Read xs:normalizedString: tabs and line ends become spaces."""
    return replace(text)


def _string_writer(name: str, valid: Callable[[str], object]) -> Callable[[str], str]:
    def write(value: str) -> str:
        if not isinstance(value, str):
            raise unwritable(name, "a str", value)
        value = str.__str__(value)
        if not valid(value):
            raise ValueError(f"{shown(value)} is no value of {name}")
        return escape(value)

    return write


def _string_reader(name: str, valid: Callable[[str], object]) -> Callable[[str], str]:
    def read(text: str) -> str:
        value = collapse(text)
        if not valid(value):
            raise unreadable(name, text)
        return value

    return read


def _is_uri(value: str) -> bool:
    return is_collapsed(value) and _URI(value) is not None


write_normalized_string: Final = _string_writer(
    "xs:normalizedString", lambda value: replace(value) == value
)
read_token: Final = collapse
write_token: Final = _string_writer("xs:token", is_collapsed)
read_language: Final = _string_reader("xs:language", _LANGUAGE)
write_language: Final = _string_writer("xs:language", _LANGUAGE)
read_name: Final = _string_reader("xs:Name", _NAME)
write_name: Final = _string_writer("xs:Name", _NAME)
read_ncname: Final = _string_reader("xs:NCName", _NCNAME)
write_ncname: Final = _string_writer("xs:NCName", _NCNAME)
read_nmtoken: Final = _string_reader("xs:NMTOKEN", _NMTOKEN)
write_nmtoken: Final = _string_writer("xs:NMTOKEN", _NMTOKEN)
read_any_uri: Final = _string_reader("xs:anyURI", _URI)
write_any_uri: Final = _string_writer("xs:anyURI", _is_uri)
