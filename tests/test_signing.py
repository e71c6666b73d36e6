"""The provider code of mktows that signs requests, apart from any package."""

from __future__ import annotations

import hashlib
import hmac
import importlib.util
import pickle
import re
import sys
import traceback
from collections.abc import Callable, Iterator
from copy import copy, deepcopy
from dataclasses import FrozenInstanceError, dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SIGNING = Path(__file__).parents[1] / "wsdl" / "mktows" / "signing.py"

USER = "bigcorp1_461839624B16E06BA2D663"
KEY = "899756834129871744AAEE88DDCC77CDEEDEC1AAAD66"
FORM = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"


@dataclass(frozen=True, kw_only=True)
class AuthenticationHeader:
    """Stands in for the generated type."""

    mktows_user_id: str
    request_signature: str
    request_timestamp: str
    audit: str | None = None
    mode: int | None = None


@pytest.fixture(scope="module")
def signing() -> Iterator[Any]:
    package = ModuleType("signing_alone")
    package.__path__ = []
    types: Any = ModuleType("signing_alone.types")
    types.AuthenticationHeader = AuthenticationHeader
    spec = importlib.util.spec_from_file_location("signing_alone.signing", SIGNING)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        for loaded in (package, types, module):
            patch.setitem(sys.modules, loaded.__name__, loaded)
        spec.loader.exec_module(module)
        yield module


def at(text: str) -> Callable[[], datetime]:
    return lambda: datetime.fromisoformat(text)


def everything_shown(error: BaseException) -> str:
    """What the most talkative of tools would print of an error."""
    shown = "".join(traceback.TracebackException.from_exception(error).format())
    # The first frame is the test's own, which is free to hold the key.
    frames = traceback.walk_tb(error.__traceback__ and error.__traceback__.tb_next)
    for frame, _ in frames:
        shown += repr(frame.f_locals)
    linked = [link for link in (error.__cause__, error.__context__) if link]
    return shown + repr(error) + str(error) + "".join(map(everything_shown, linked))


@pytest.mark.parametrize(
    ("key", "user", "timestamp", "signature"),
    [
        (
            "27272727aa",
            "demo17_1_809934544BFABAE58E5D27",
            "2013-08-01T18:22:30-07:00",
            "b5e21953ae9f1b263e644da5eccce9ff33802513",
        ),
        (
            KEY,
            USER,
            "2010-04-09T14:04:54-07:00",
            "ffbff4d4bef354807481e66dc7540f7890523a87",
        ),
    ],
)
def test_the_published_vectors(
    signing: Any, key: str, user: str, timestamp: str, signature: str
) -> None:
    sign = signing.Signature(user_id=user, key=key, clock=at(timestamp))
    assert sign() == (
        AuthenticationHeader(
            mktows_user_id=user,
            request_signature=signature,
            request_timestamp=timestamp,
        ),
    )


@pytest.mark.parametrize(
    ("moment", "spelt"),
    [
        (datetime(2013, 8, 1, 18, 22, 30, tzinfo=UTC), "2013-08-01T18:22:30+00:00"),
        ("2013-08-01T18:22:30-07:00", "2013-08-01T18:22:30-07:00"),
        ("2013-08-01T18:22:30+02:00", "2013-08-01T18:22:30+02:00"),
        ("2013-08-01T18:22:30+05:30", "2013-08-01T18:22:30+05:30"),
        ("2013-08-01T18:22:30-03:30", "2013-08-01T18:22:30-03:30"),
        ("2013-08-01T18:22:30.999999+01:00", "2013-08-01T18:22:30+01:00"),
        ("2013-08-01T00:00:00Z", "2013-08-01T00:00:00+00:00"),
    ],
)
def test_the_timestamp_has_the_offset_and_no_fraction(
    signing: Any, moment: datetime | str, spelt: str
) -> None:
    clock = at(moment) if isinstance(moment, str) else lambda: moment
    (header,) = signing.Signature(user_id=USER, key=KEY, clock=clock)()
    assert header.request_timestamp == spelt


def test_a_datetime_that_spells_itself_otherwise(signing: Any) -> None:
    class Zulu(datetime):
        def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
            return super().isoformat(sep, timespec).replace("+00:00", "Z")

    def clock() -> datetime:
        return Zulu(2013, 8, 1, tzinfo=UTC)

    (header,) = signing.Signature(user_id=USER, key=KEY, clock=clock)()
    assert header.request_timestamp == "2013-08-01T00:00:00+00:00"


def test_the_header_carries_the_string_that_was_signed(signing: Any) -> None:
    (header,) = signing.Signature(user_id=USER, key=KEY)()
    signed = header.request_timestamp + header.mktows_user_id
    digest = hmac.new(KEY.encode(), signed.encode(), hashlib.sha1)
    assert header.request_signature == digest.hexdigest()


def test_each_call_signs_anew(signing: Any) -> None:
    moments = iter(
        datetime(2013, 8, 1, 18, 22, second, tzinfo=UTC) for second in (1, 2)
    )
    sign = signing.Signature(user_id=USER, key=KEY, clock=lambda: next(moments))
    (first,), (second,) = sign(), sign()
    assert first.request_timestamp < second.request_timestamp
    assert first.request_signature != second.request_signature


def test_the_default_clock_tells_the_present(
    signing: Any,
) -> None:
    (header,) = signing.Signature(user_id=USER, key=KEY)()
    told = datetime.fromisoformat(header.request_timestamp)
    assert abs(datetime.now(UTC) - told) < timedelta(minutes=1)
    assert re.fullmatch(FORM, header.request_timestamp)


class NoOffset(tzinfo):
    """A time zone that leaves the offset open."""

    def utcoffset(self, when: datetime | None) -> None:
        return None

    def dst(self, when: datetime | None) -> None:
        return None

    def tzname(self, when: datetime | None) -> None:
        return None


@pytest.mark.parametrize(
    ("moment", "error", "words"),
    [
        (datetime(2013, 8, 1), ValueError, r"datetime\.now\(UTC\)"),
        (datetime(2013, 8, 1, tzinfo=NoOffset()), ValueError, "with an offset"),
        (
            datetime(2013, 8, 1, tzinfo=timezone(timedelta(minutes=19, seconds=32))),
            ValueError,
            "whole minutes",
        ),
        ("2013-08-01T00:00:00Z", TypeError, "must return a datetime"),
        (None, TypeError, "must return a datetime"),
    ],
)
def test_a_clock_that_cannot_be_spelt_is_refused(
    signing: Any, moment: object, error: type[Exception], words: str
) -> None:
    sign = signing.Signature(user_id=USER, key=KEY, clock=lambda: moment)
    with pytest.raises(error, match=words) as caught:
        sign()
    assert KEY not in everything_shown(caught.value)


def test_a_clock_that_fails(signing: Any) -> None:
    def stopped() -> datetime:
        raise OSError("stopped")

    sign = signing.Signature(user_id=USER, key=KEY, clock=stopped)
    with pytest.raises(OSError, match="stopped") as caught:
        sign()
    assert KEY not in everything_shown(caught.value)


@pytest.mark.parametrize(
    ("user", "key", "error", "words"),
    [
        ("", KEY, ValueError, "user_id must not be empty"),
        (None, KEY, TypeError, "user_id must be a str"),
        (USER + "\udc80", KEY, ValueError, "user_id must be text"),
        (USER, "", ValueError, "key must not be empty"),
        (USER, KEY.encode(), TypeError, "key must be a str"),
        (USER, [KEY], TypeError, "key must be a str"),
        (USER, KEY + "\udc80", ValueError, "key must be text"),
    ],
)
def test_what_cannot_sign_is_refused_and_not_shown(
    signing: Any, user: object, key: object, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words) as caught:
        signing.Signature(user_id=user, key=key)
    shown = everything_shown(caught.value)
    assert KEY not in shown
    assert not user or str(user) not in str(caught.value)


def test_a_misspelt_argument(signing: Any) -> None:
    with pytest.raises(TypeError) as caught:
        signing.Signature(user_id=USER, key=KEY, secret=KEY)
    assert KEY not in everything_shown(caught.value)
    with pytest.raises(TypeError) as caught:
        signing.Signature(USER, KEY)
    assert KEY not in everything_shown(caught.value)


def test_the_key_is_not_shown(signing: Any) -> None:
    sign = signing.Signature(user_id=USER, key=KEY)
    assert repr(sign) == f"Signature(user_id={USER!r})"
    assert KEY not in f"{sign} {sign!s} {sign():} {[sign]}"


def test_the_key_is_not_pickled(signing: Any) -> None:
    sign = signing.Signature(user_id=USER, key=KEY)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="cannot be pickled") as caught:
            pickle.dumps({"sign": sign}, protocol)
        assert KEY not in everything_shown(caught.value)
    assert copy(sign) is sign
    assert deepcopy([sign]) == [sign]


def test_the_key_is_not_compared(signing: Any) -> None:
    """A tool that explains why two are not equal would show what it compared."""
    sign = signing.Signature(user_id=USER, key=KEY)
    assert sign == sign
    assert sign != signing.Signature(user_id=USER, key=KEY)
    compared = [
        field.name
        for field in vars(type(sign))["__dataclass_fields__"].values()
        if field.compare
    ]
    assert "key" not in compared


def test_it_is_frozen_and_slotted(signing: Any) -> None:
    sign = signing.Signature(user_id=USER, key=KEY)
    with pytest.raises(FrozenInstanceError):
        sign.user_id = "another"
    assert not hasattr(sign, "__dict__")
