"""The built-in types of XML Schema as the package sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_VALUES: Final = "_runtime.values"
_QNAMES: Final = "_runtime.qnames"


@dataclass(frozen=True, slots=True)
class Simple:
    """A built-in type.

    Attributes:
        annotation: The Python type of its values.
        home: The module that this type is imported from, or "" for a builtin.
        codec: The module of its functions, or "" where they are no functions of texts.
        lexical: What follows `read_` and `write_` in the names of its functions.
    """

    annotation: str
    home: str
    codec: str
    lexical: str


def _of(annotation: str, home: str, codec: str, **lexical: str) -> dict[str, Simple]:
    return {
        xsd: Simple(
            annotation, home, f"_runtime.lexical_{codec}" if codec else "", name
        )
        for xsd, name in lexical.items()
    }


ATOMICS: Final[dict[str, Simple]] = {
    **_of(
        "str",
        "",
        "strings",
        string="string",
        anySimpleType="string",
        normalizedString="normalized_string",
        token="token",
        language="language",
        Name="name",
        NCName="ncname",
        NMTOKEN="nmtoken",
        ID="ncname",
        IDREF="ncname",
        ENTITY="ncname",
        anyURI="any_uri",
    ),
    "QName": Simple("QName", _QNAMES, _QNAMES, "qname"),
    **_of("bool", "", "numbers", boolean="boolean"),
    **_of("float", "", "floats", float="float", double="double"),
    **_of("Decimal", "decimal", "decimals", decimal="decimal"),
    **_of("MimePart", "_runtime.mime", "", swaRef="swa_ref"),
    **_of("bytes", "", "binary", hexBinary="hex_binary", base64Binary="base64_binary"),
    **_of("datetime", "datetime", "dates", dateTime="date_time"),
    **_of("date", "datetime", "dates", date="date"),
    **_of("time", "datetime", "dates", time="time"),
    **_of("Duration", _VALUES, "durations", duration="duration"),
    **_of("GYear", _VALUES, "durations", gYear="g_year"),
    **_of("GYearMonth", _VALUES, "durations", gYearMonth="g_year_month"),
    **_of("GMonth", _VALUES, "durations", gMonth="g_month"),
    **_of("GMonthDay", _VALUES, "durations", gMonthDay="g_month_day"),
    **_of("GDay", _VALUES, "durations", gDay="g_day"),
    **_of(
        "int",
        "",
        "numbers",
        integer="integer",
        long="long",
        int="int",
        short="short",
        byte="byte",
        nonNegativeInteger="non_negative_integer",
        positiveInteger="positive_integer",
        nonPositiveInteger="non_positive_integer",
        negativeInteger="negative_integer",
        unsignedLong="unsigned_long",
        unsignedInt="unsigned_int",
        unsignedShort="unsigned_short",
        unsignedByte="unsigned_byte",
    ),
}

STRINGS: Final = ("string", "anySimpleType")
"""The types whose lexical form is the text as it stands."""
