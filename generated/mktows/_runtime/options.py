"""What a client is made with, checked before anything is sent."""

from __future__ import annotations

import re
from collections.abc import Collection
from ipaddress import ip_address
from typing import Any, Final

import httpx

LONGEST: Final = 2_000_000.0
"""The most seconds to wait: sockets take no more than some 24 days."""

_ADDRESS: Final = "the URL of a service is https:// or http:// and a host"
_HOST: Final = re.compile(
    r"(?=.{1,253}\Z)[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*\.?"
).fullmatch


def address(url: str | httpx.URL) -> httpx.URL:
    """The address of a service.

    Raises:
        TypeError: It is no text.
        ValueError: It is no absolute URL of HTTP. The error does not show it, as it may
            hold a password.
    """
    if not isinstance(url, str | httpx.URL):
        raise TypeError(f"expected a URL, found a {type(url).__name__}")
    parts = _parse(url)
    if parts is None or parts.scheme not in ("http", "https"):
        raise ValueError(_ADDRESS)
    if not _is_host(parts.raw_host.decode("ascii")):
        raise ValueError(f"{_ADDRESS}, which is a name or an IP address")
    if parts.port is not None and not 0 < parts.port < 65536:
        raise ValueError(f"{_ADDRESS}, and perhaps a port from 1 to 65535")
    return parts


def _parse(url: str | httpx.URL) -> httpx.URL | None:
    # None rather than an error, whose context would show the URL.
    try:
        parts = httpx.URL(url)
        return parts if parts.host else None  # which decodes the host
    except (httpx.InvalidURL, ValueError):
        return None


def _is_host(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return _HOST(host) is not None
    return True


def seconds(name: str, value: object, least: float = 0.0) -> float:
    """A length of time.

    Args:
        name: What the option is called.
        value: What was given for it.
        least: What it is at least.

    Raises:
        TypeError: It is no number.
        ValueError: It is too short or too long, or not a number to IEEE 754.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{name} is a number of seconds, not a {type(value).__name__}")
    if not least <= value <= LONGEST:
        raise ValueError(f"{name} is from {least:g} to {LONGEST:.0f} seconds")
    return float(value)


def count(name: str, value: object) -> int:
    """A number of things, one at least.

    Raises:
        TypeError: It is no whole number.
        ValueError: It is less than one.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{name} is a whole number, not a {type(value).__name__}")
    if value < 1:
        raise ValueError(f"{name} is at least 1")
    return value


def names(name: str, value: object) -> frozenset[str]:
    """Some names.

    Raises:
        TypeError: It is not a collection of texts; one text alone is none.
    """
    if isinstance(value, str | bytes) or not isinstance(value, Collection):
        raise TypeError(f"{name} is a collection of names")
    if not all(isinstance(item, str) for item in value):
        raise TypeError(f"{name} is a collection of names, which are texts")
    return frozenset(value)


def instance(name: str, value: object, *kinds: type[Any]) -> None:
    """Refuse what is of none of some types.

    Raises:
        TypeError: It is of none of them.
    """
    if not isinstance(value, kinds):
        known = " or ".join(kind.__name__ for kind in kinds)
        raise TypeError(f"{name} is a {known}, not a {type(value).__name__}")
