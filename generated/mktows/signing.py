"""The request signature of Marketo's SOAP API."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NoReturn, Self

from .types import AuthenticationHeader

__all__ = ["Signature"]


def _now() -> datetime:
    return datetime.now(UTC)


def _is_unicode(text: str) -> bool:
    # An encode() that fails would carry the whole text in its error.
    return text == text.encode(errors="ignore").decode()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, init=False)
class Signature:
    """Signs each request anew, for `Client(url, sign=Signature(...))`.

    The signature is the HMAC-SHA1, in lower-case hexadecimal, of the request's
    timestamp followed by the user id, under the encryption key. The timestamp goes out
    as the very string that was signed. The body is not part of what is signed, and a
    signature grows too old after a while: an attempt that is made again needs its own.

    Attributes:
        user_id: The user id of the account that calls.
        key: The encryption key that belongs to it. It is only computed with: it is
            never sent, and shown in no repr, no error and no pickle.
        clock: Tells the time of a request, with its offset from UTC.
    """

    user_id: str
    key: str = field(repr=False, compare=False)
    clock: Callable[[], datetime] = field(repr=False)

    def __init__(
        self, *, user_id: str, key: str, clock: Callable[[], datetime] = _now
    ) -> None:
        object.__setattr__(self, "user_id", user_id)
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "clock", clock)
        # Some tracebacks show local variables: no frame that raises may hold the key.
        del key
        for name in ("user_id", "key"):
            if not isinstance(getattr(self, name), str):
                raise TypeError(f"{name} must be a str")
            if not getattr(self, name):
                raise ValueError(f"{name} must not be empty")
            if not _is_unicode(getattr(self, name)):
                raise ValueError(f"{name} must be text that UTF-8 can spell")

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled: the key would lie in it for everybody to read.

        Raises:
            TypeError: Always.
        """
        raise TypeError("a Signature cannot be pickled, as it holds a key")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __call__(self) -> tuple[AuthenticationHeader, ...]:
        """Sign one attempt at a request.

        Returns:
            The header that says who calls, when, and proves it.

        Raises:
            TypeError: The clock tells something else than a datetime.
            ValueError: The clock's time has no offset, or one with odd seconds.
        """
        timestamp = _timestamp(self.clock())
        return (
            AuthenticationHeader(
                mktows_user_id=self.user_id,
                request_signature=hmac.new(
                    self.key.encode(),
                    (timestamp + self.user_id).encode(),
                    hashlib.sha1,
                ).hexdigest(),
                request_timestamp=timestamp,
            ),
        )


def _timestamp(moment: object) -> str:
    """Spell a time as `YYYY-MM-DDThh:mm:ss+hh:mm`, UTC as `+00:00`."""
    if not isinstance(moment, datetime):
        raise TypeError("the clock must return a datetime")
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(
            "the clock must return a datetime with an offset, "
            "such as datetime.now(UTC) or datetime.now().astimezone()"
        )
    if offset % timedelta(minutes=1):
        raise ValueError(
            "the clock's offset must be whole minutes; "
            "moment.astimezone(UTC) makes it so"
        )
    # Not moment.isoformat(): a subclass may spell UTC as Z.
    return datetime.isoformat(moment, timespec="seconds")
