"""The value types: honest about what the standard types cannot hold."""

import copy
import operator
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.runtime.values import (
    NIL,
    Date,
    DateTime,
    Duration,
    GDay,
    GMonth,
    GMonthDay,
    GYear,
    GYearMonth,
    Nil,
    Partial,
    Time,
)

FIXED = settings(derandomize=True, deadline=None, max_examples=400, database=None)
EAST = timezone(timedelta(hours=14))
ORDERS = [operator.lt, operator.le, operator.gt, operator.ge]

INEXACT = [
    *("10000-01-01T00:00:00", "9999-12-31T24:00:00", "-0001-12-31T23:59:59Z"),
    *("2020-01-01T00:00:00.1234567", "2020-01-01T00:00:00.12345678Z"),
    *("123456789-12-31T00:00:00+14:00", "-10000-02-29T00:00:00.0000001"),
]
EXACT = {
    "2020-01-01T00:00:00+00:00": datetime(2020, 1, 1, tzinfo=UTC),
    "2020-01-01T00:00:00-00:00": datetime(2020, 1, 1, tzinfo=UTC),
    "2020-01-01T00:00:00.500": datetime(2020, 1, 1, 0, 0, 0, 500000),
    "2020-01-01T00:00:00.1234560000": datetime(2020, 1, 1, 0, 0, 0, 123456),
    "2020-02-28T24:00:00": datetime(2020, 2, 29),
    "2019-12-31T24:00:00.00+14:00": datetime(2020, 1, 1, tzinfo=EAST),
    "0001-01-01T00:00:00.0+14:00": datetime(1, 1, 1, tzinfo=EAST),
}


def test_nil_is_one_object() -> None:
    assert Nil() is NIL
    assert repr(NIL) == "NIL"
    assert copy.copy(NIL) is NIL
    assert copy.deepcopy([NIL])[0] is NIL
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(NIL, protocol)) is NIL


@pytest.mark.parametrize(("text", "plain"), EXACT.items())
def test_an_exact_value_is_as_good_as_the_plain_one(text: str, plain: datetime) -> None:
    value: Any = DateTime.parse(f" {text}\n")
    assert value.exact
    assert value.lexical == str(value) == value.isoformat() == f"{value}" == text
    assert value == plain
    assert plain == value
    assert operator.ne(value, plain) is False
    assert not plain < value <= plain
    assert plain <= value
    assert hash(value) == hash(plain)
    assert value - plain == plain - value == timedelta()
    assert value.replace(minute=1) == plain.replace(minute=1)
    assert value.replace(minute=1).lexical is None
    assert value + timedelta(1) == plain + timedelta(1)
    assert (timedelta(1) + value).lexical is None
    assert (value - timedelta(0)).lexical is None
    assert value.isoformat(" ") == plain.isoformat(" ")
    assert f"{value:%Y}" == f"{plain:%Y}"


@pytest.mark.parametrize("text", INEXACT)
@pytest.mark.parametrize(
    "compute",
    [
        lambda value: value + timedelta(0),
        lambda value: timedelta(0) + value,
        lambda value: value - timedelta(0),
        lambda value: value - value,
        lambda value: value - datetime(2020, 1, 1, tzinfo=value.tzinfo),
        lambda value: datetime(2020, 1, 1, tzinfo=value.tzinfo) - value,
        lambda value: DateTime(2020, 1, 1, tzinfo=value.tzinfo) - value,
        lambda value: value.replace(year=2020),
        lambda value: value.astimezone(UTC),
        lambda value: value.timestamp(),
        lambda value: value.date(),
        lambda value: value.time(),
        lambda value: value.strftime("%Y"),
        lambda value: f"{value:%Y}",
        lambda value: value.isoformat(" "),
        lambda value: value.toordinal(),
        lambda value: value.weekday(),
    ],
)
def test_an_inexact_value_refuses_to_compute(
    text: str, compute: Callable[[Any], object]
) -> None:
    with pytest.raises(OverflowError, match=text[:10]):
        compute(DateTime.parse(text))


@pytest.mark.parametrize("text", INEXACT)
def test_an_inexact_value_is_not_the_near_one(text: str) -> None:
    value = DateTime.parse(text)
    near = datetime(
        *(value.year, value.month, value.day, value.hour, value.minute),
        *(value.second, value.microsecond, value.tzinfo),
    )
    assert not value.exact
    assert value != near
    assert near != value
    assert (value > near) is not (value < near)
    assert (near < value) is (value > near)
    assert value == DateTime.parse(text)
    assert hash(value) == hash(DateTime.parse(text))
    assert str(value) == value.isoformat() == f"{value}" == text
    assert repr(value) == f"DateTime.parse({text!r})"


KINDS: list[tuple[Any, list[str]]] = [
    (DateTime, [*INEXACT, *EXACT]),
    (Date, ["2020-01-01Z", "10000-01-01", "-0001-12-31-14:00"]),
    (Time, ["24:00:00", "00:00:00.1234567Z", "12:00:00+00:00"]),
    (Duration, ["P1Y", "PT24H", "-PT1.50S"]),
    (GYear, ["2020", "-0001Z"]),
    (GYearMonth, ["2020-12+00:00"]),
    (GMonth, ["--12"]),
    (GMonthDay, ["--02-29"]),
    (GDay, ["---31-14:00"]),
]


@pytest.mark.parametrize(("kind", "texts"), KINDS)
def test_values_are_copied_whole(kind: Any, texts: list[str]) -> None:
    for text in texts:
        value = kind.parse(text)
        copies = [copy.copy(value), copy.deepcopy(value)]
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            copies.append(pickle.loads(pickle.dumps(value, protocol)))
        for other in copies:
            assert type(other) is kind
            assert (other, hash(other)) == (value, hash(value))
            assert other.lexical == str(other) == text
            assert getattr(other, "exact", True) is getattr(value, "exact", True)


@pytest.mark.parametrize(("kind", "texts"), KINDS)
def test_values_cannot_be_changed(kind: Any, texts: list[str]) -> None:
    value = kind.parse(texts[0])
    with pytest.raises((AttributeError, TypeError)):
        value.lexical = "<"
    assert str(value) == texts[0]


def test_a_value_made_from_numbers_has_no_spelling() -> None:
    value = DateTime(2020, 1, 2, tzinfo=UTC)
    assert value.lexical is None
    assert value.exact
    assert value == datetime(2020, 1, 2, tzinfo=UTC)
    assert str(value) == "2020-01-02 00:00:00+00:00"
    assert pickle.loads(pickle.dumps(value)) == value
    assert repr(Date(2020, 1, 2)) == "Date(2020, 1, 2)"
    assert Time(1).isoformat() == "01:00:00"


def test_values_beyond_the_fields_equal_the_plain_value_at_their_point() -> None:
    late, plain = "10000-01-01T00:00:00+14:00", datetime(9999, 12, 31, 10, tzinfo=UTC)
    assert DateTime.parse(late) == plain
    assert hash(DateTime.parse(late)) == hash(plain)
    early, first = "-0001-12-31T10:00:00Z", datetime(1, 1, 1, tzinfo=EAST)
    assert DateTime.parse(early) == first
    assert hash(DateTime.parse(early)) == hash(first)


def test_there_is_no_year_between_minus_one_and_one() -> None:
    one = DateTime.parse("0001-01-01T00:00:00.0Z")
    assert DateTime.parse("-0001-12-31T24:00:00Z") == one
    with pytest.raises(ValueError, match="expected xs:dateTime, found '0000-"):
        DateTime.parse("0000-01-01T00:00:00")


def test_naive_and_aware_values_differ_and_have_no_order() -> None:
    naive, aware = DateTime.parse(INEXACT[0]), DateTime.parse(INEXACT[0] + "Z")
    assert naive != aware
    assert naive != datetime(2020, 1, 1, tzinfo=UTC)
    for order in ORDERS:
        with pytest.raises(TypeError):
            order(naive, aware)
        with pytest.raises(TypeError):
            order(datetime(2020, 1, 1), aware)
    assert naive != "2020"
    assert naive != date(2020, 1, 1)


def moments() -> st.SearchStrategy[Any]:
    """A literal, the seconds and fraction it stands for, and its offset."""

    def build(days: int, seconds: int, fraction: str, minutes: int | None) -> Any:
        # An independent calendar: 400 years are 146097 days, whatever the start.
        cycle, rest = divmod(days, 146097)
        day = date(2000, 1, 1) + timedelta(rest)
        year = day.year + 400 * cycle
        hour, left = divmod(seconds, 3600)
        zone = ""
        if minutes is not None:
            zone = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:"
            zone += f"{abs(minutes) % 60:02}"
        sign = "-" if year < 0 else ""
        text = f"{sign}{abs(year):04}-{day.month:02}-{day.day:02}T{hour:02}:"
        text += f"{left // 60:02}:{left % 60:02}" + (f".{fraction}" if fraction else "")
        # Year 0 of this calendar does not exist: what is before it moves up.
        point = (days + (366 if year < 0 else 0)) * 86400 + seconds
        return text + zone, point - (minutes or 0) * 60, fraction, minutes, year

    edges = [-730486, -730485, -730487, -730120, -730119, 2921939, 2921940, 0]
    days = st.sampled_from(edges) | st.integers(-(10**6), 4 * 10**6)
    fractions = st.sampled_from(["", "0", "5", "50", "123456", "1234567", "1234560"])
    offsets = st.sampled_from([None, 0, 840, -840, 1])
    seconds = st.sampled_from([0, 1, 36000, 50400, 86399])
    built: Any = st.builds(build, days, seconds, fractions, offsets)
    real: st.SearchStrategy[Any] = built.filter(lambda found: found[4] != 0)
    return real.map(lambda found: found[:4])


@settings(FIXED, max_examples=1500)
@given(moments(), moments())
def test_comparison_is_that_of_the_points_on_the_time_line(one: Any, two: Any) -> None:
    left, right = DateTime.parse(one[0]), DateTime.parse(two[0])
    points = [side[1] + Fraction(f"0.{side[2] or 0}") for side in (one, two)]
    if (one[3] is None) != (two[3] is None):
        assert left != right
        return
    assert (left == right) is (points[0] == points[1])
    assert (left != right) is (points[0] != points[1])
    for order in ORDERS:
        assert order(left, right) is order(*points)
    if left == right:
        assert hash(left) == hash(right)


def test_dates_with_an_offset() -> None:
    value = Date.parse("2020-01-31+02:00")
    assert value.exact
    assert value.offset == timezone(timedelta(hours=2))
    assert value != date(2020, 1, 31)
    assert date(2020, 1, 31) != value
    assert Date.parse("2020-01-01+14:00") == Date.parse("2019-12-31-10:00")
    assert hash(Date.parse("2020-01-01Z")) == hash(Date.parse("2020-01-01+00:00"))
    assert value > Date.parse("2020-01-31+03:00")
    assert str(value + timedelta(1)) == "2020-02-01+02:00"
    assert str(value.replace(year=2019)) == "2019-01-31+02:00"
    assert value - Date.parse("2020-01-31Z") == timedelta(hours=-2)
    for compute in (operator.sub, operator.lt):
        with pytest.raises(TypeError):
            compute(value, date(2020, 1, 1))
        with pytest.raises(TypeError):
            compute(date(2020, 1, 1), value)


def test_dates_beyond_the_years_of_a_date() -> None:
    late = Date.parse("10000-01-01")
    assert not late.exact
    assert late > date.max
    assert date.max < late
    assert late != date.max
    for compute in (late.toordinal, late.isocalendar, lambda: date.max - late):
        with pytest.raises(OverflowError):
            compute()
    with pytest.raises(ValueError, match="expected xs:date"):
        Date.parse("2021-02-29")


def test_times() -> None:
    assert Time.parse("24:00:00") == time()
    assert hash(Time.parse("12:00:00+00:00")) == hash(time(12, tzinfo=UTC))
    fine = Time.parse("12:00:00.0000001")
    assert not fine.exact
    assert time(12) != fine
    assert time(12) < fine < time(12, 0, 0, 1)
    with pytest.raises(OverflowError):
        fine.replace(hour=1)
    assert Time.parse("12:00:00.50").replace(hour=1) == time(1, 0, 0, 500000)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("P1Y", "P12M"),
        ("P1D", "PT24H"),
        ("PT1M", "PT60.0S"),
        ("-PT0S", "P0Y"),
        ("-P1Y2M", "-P14M"),
    ],
)
def test_durations_of_the_same_totals_are_equal(text: str, same: str) -> None:
    one, other = Duration.parse(text), Duration.parse(same)
    assert one == other
    assert hash(one) == hash(other)
    assert str(one) == text


def test_other_durations_differ() -> None:
    assert Duration.parse("P1M") != Duration.parse("P30D")
    assert Duration.parse("P1D") != Duration.parse("-P1D")
    assert Duration.parse("PT1S") != Duration.parse(
        "PT1.00000000000000000000000000001S"
    )
    assert Duration(days=1) != timedelta(1)


@FIXED
@given(st.timedeltas())
def test_timedeltas_come_back(delta: timedelta) -> None:
    value = Duration.from_timedelta(delta)
    assert value.to_timedelta() == delta
    assert Duration.parse(str(value)).to_timedelta() == delta


@pytest.mark.parametrize("text", ["P1M", "-P1Y", "PT0.0000001S", "P1000000000D"])
def test_durations_that_no_timedelta_holds(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        Duration.parse(text).to_timedelta()


@pytest.mark.parametrize(
    "parts",
    [
        {"years": -1},
        {"days": 1.5},
        {"hours": True},
        {"seconds": Decimal(-1)},
        {"seconds": Decimal("NaN")},
        {"seconds": Decimal("Infinity")},
        {"seconds": 1.5},
        {"seconds": True},
    ],
)
def test_durations_of_wrong_parts_are_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"is no|are a Decimal"):
        Duration(**parts)


def test_durations_are_written_in_their_parts() -> None:
    value = Duration(True, 1, 2, 3, 4, 5, Decimal("6E+1"))
    assert str(value) == "-P1Y2M3DT4H5M60S"
    assert str(Duration(years=1)) == "P1Y"
    assert str(Duration()) == "PT0S"
    assert Duration(seconds=Decimal(5)) == Duration.parse("PT5S")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (GYear(2020), "2020"),
        (GYear(-1, offset=UTC), "-0001Z"),
        (GYear(12345), "12345"),
        (GYearMonth(1, 2), "0001-02"),
        (GMonth(2, offset=EAST), "--02+14:00"),
        (GMonthDay(2, 29), "--02-29"),
        (GDay(31), "---31"),
    ],
)
def test_partial_dates(value: Partial, text: str) -> None:
    assert str(value) == text
    assert type(value).parse(text) == value
    assert hash(type(value).parse(text)) == hash(value)


@pytest.mark.parametrize(
    "make",
    [
        lambda: GYear(0),
        lambda: GMonth(13),
        lambda: GMonthDay(2, 30),
        lambda: GMonthDay(4, 31),
        lambda: GDay(0),
        lambda: GYear(True),
        lambda: GYear("2020"),  # type: ignore[arg-type]
        lambda: GDay(1, offset=timezone(timedelta(hours=15))),
        lambda: GDay.parse("--1"),
        lambda: GDay(1, offset=[]),  # type: ignore[arg-type]
    ],
)
def test_wrong_partial_dates_are_refused(make: Callable[[], object]) -> None:
    with pytest.raises(
        ValueError, match=r"expected xs:g|is an? (int|timezone), not|offset 15"
    ):
        make()


def test_partial_dates_of_other_kinds_differ() -> None:
    month: Partial = GMonth(1)
    assert month != GDay(1)
    assert GDay(1) != GDay(1, offset=UTC)
    assert GDay.parse("---01+00:00") == GDay.parse("---01Z")
