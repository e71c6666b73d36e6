"""Read and write durations and parts of dates (Part 2, 3.2.6 and 3.2.10 to 3.2.14).

The `read_*` functions take the raw text of an element and raise `ValueError` for a
text that is no literal of the type. The `write_*` functions raise `ValueError` for a
value the type does not take, and return text that needs no escaping.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Final, TypeVar

from .characters import unwritable
from .lexical_dates import refuse_nanoseconds
from .values import Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, Partial


def read_duration(text: str) -> Duration:
    """Read xs:duration."""
    return Duration.parse(text)


def write_duration(value: Duration | timedelta) -> str:
    """Write xs:duration: as it was spelled, or without the parts that are zero."""
    if isinstance(value, Duration):
        return str(value)
    if not isinstance(value, timedelta):
        raise unwritable("xs:duration", "a Duration or timedelta", value)
    refuse_nanoseconds("xs:duration", value)
    return str(Duration.from_timedelta(value))


_P = TypeVar("_P", bound=Partial)


def _partial_writer(kind: type[_P], name: str) -> Callable[[_P], str]:
    def write(value: _P) -> str:
        if not isinstance(value, kind):
            raise unwritable(name, f"a {kind.__name__}", value)
        return str(value)

    return write


read_g_year: Final = GYear.parse
write_g_year: Final = _partial_writer(GYear, "xs:gYear")
read_g_year_month: Final = GYearMonth.parse
write_g_year_month: Final = _partial_writer(GYearMonth, "xs:gYearMonth")
read_g_month: Final = GMonth.parse
write_g_month: Final = _partial_writer(GMonth, "xs:gMonth")
read_g_month_day: Final = GMonthDay.parse
write_g_month_day: Final = _partial_writer(GMonthDay, "xs:gMonthDay")
read_g_day: Final = GDay.parse
write_g_day: Final = _partial_writer(GDay, "xs:gDay")
