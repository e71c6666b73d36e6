"""Which calls are tried again, how often, and after how long."""

from __future__ import annotations

from dataclasses import dataclass

from . import options
from .errors import ProtocolError, Retry, ServiceError, SoapFault, TransportError


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrying:
    """How often a call is tried, and how long to wait between.

    Attributes:
        attempts: The most times that a call is sent.
        pause: Seconds before the second attempt; doubled before each further one.
    """

    attempts: int = 3
    pause: float = 1.0

    def __post_init__(self) -> None:
        options.count("attempts", self.attempts)
        options.seconds("pause", self.pause)

    def again(
        self, error: ServiceError, safe: bool, attempt: int, renewed: bool = False
    ) -> bool:
        """Whether to try once more.

        Args:
            error: What the attempt ended with.
            safe: Whether the operation changes nothing.
            attempt: How many attempts there were.
            renewed: Whether there was one for the sake of a fresh signature.
        """
        if attempt >= self.attempts or isinstance(error, ProtocolError):
            return False
        if isinstance(error, SoapFault):
            signed_anew = error.retry is Retry.SIGNED_ANEW and not renewed
            if_safe = error.retry is Retry.IF_SAFE and safe
            return signed_anew or if_safe or error.retry is Retry.AFTER_PAUSE
        if safe or not isinstance(error, TransportError):
            return isinstance(error, TransportError)
        from .transport import NOT_SENT

        return isinstance(error.__cause__, NOT_SENT)

    def wait(self, attempt: int) -> float:
        """Seconds to wait after an attempt."""
        # Beyond so many doublings it is the longest anyway, and no float at last.
        return min(float(self.pause * 2 ** min(attempt - 1, 64)), options.LONGEST)


class Attempts:
    """Counts the attempts of one call."""

    def __init__(self, retry: Retrying, safe: bool) -> None:
        self._retry = retry
        self._safe = safe
        self._count = 0
        self._renewed = False

    def pause(self, error: ServiceError) -> float | None:
        """Seconds to wait before the next attempt; None if there is to be none."""
        self._count += 1
        if not self._retry.again(error, self._safe, self._count, self._renewed):
            return None
        if isinstance(error, SoapFault) and error.retry is Retry.SIGNED_ANEW:
            self._renewed = True
        return self._retry.wait(self._count)
