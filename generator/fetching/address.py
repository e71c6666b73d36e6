"""Addresses: http and https only, in one spelling each, and safe to show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from ..errors import Refused

MAX_LENGTH: Final = 2000
"""Characters that an address may have."""

_PORTS: Final = {"http": 80, "https": 443}
_HOST: Final = re.compile(
    r"[a-z0-9_]([a-z0-9_.-]{0,252}[a-z0-9_.])?|[0-9a-f:.]*:[0-9a-f:.]*"
)
_UNQUOTED: Final = "%/:=&?~+!$,;'@()*"
# What such a parameter holds is not for a terminal, a log or a lock file.
_SECRET: Final = re.compile(
    r"((?:^|[?&;])[^=?&;]*(?:token|secret|pass|pwd|key|auth|sig|cred|session)"
    r"[^=?&;]*=)[^&;]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be fetched.

    Attributes:
        scheme: `http` or `https`.
        host: In lower case; an IPv6 address without brackets.
        port: Always given.
        target: Path and query, ASCII, dots resolved.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> tuple[str, str, int]:
        """What must be the same for a secret to be sent."""
        return self.scheme, self.host, self.port

    @property
    def netloc(self) -> str:
        """The host, with the port where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def text(self) -> str:
        """The whole address, with what is secret in it."""
        return f"{self.scheme}://{self.netloc}{self.target}"

    @property
    def shown(self) -> str:
        """The address as it may be shown and kept."""
        return _SECRET.sub(r"\1***", self.text)

    def __repr__(self) -> str:
        return f"Address({self.shown!r})"


def parse(text: str, base: Address | None = None) -> Address:
    """Read an address.

    Args:
        text: The address, or a reference relative to `base`.
        base: The address of the document in which it stands.

    Raises:
        Refused: It is no http or https address that can be fetched; the reason does
            not repeat it, since a name and a password may stand in it.
    """
    text = text.strip(" \t\r\n")
    if len(text) > MAX_LENGTH:
        raise Refused(f"is an address of more than {MAX_LENGTH} characters")
    if "\\" in text or any(not c.isprintable() for c in text):
        raise Refused("is an address with a backslash or a control character in it")
    try:
        parts = urlsplit(urljoin(base.text, text) if base else text)
        port, name = parts.port, parts.hostname or ""
    except ValueError as error:
        raise Refused("is not an address that can be read") from error
    if parts.scheme not in _PORTS:
        what = f"a {parts.scheme!r} address" if parts.scheme else "no address"
        raise Refused(f"is {what}; only http and https are fetched")
    if "@" in parts.netloc:
        raise Refused("is an address with a name or password in it; use --user")
    if not _HOST.fullmatch(name) or port == 0:
        raise Refused("is an address without a host and port that can be asked")
    target = _target(parts.path) + (f"?{_quoted(parts.query)}" if parts.query else "")
    return Address(parts.scheme, name, port or _PORTS[parts.scheme], target)


def parse_host(text: str) -> tuple[str, int | None]:
    """Read `HOST` or `HOST:PORT`; the port is None where it is not given.

    Raises:
        Refused: It is neither.
    """
    try:
        address = parse(f"http://{text}")
        given = urlsplit(f"http://{text}").port
    except Refused as refused:
        raise Refused(f"--allow-host: {refused.reason}") from refused
    if address.target != "/" or "/" in text or "?" in text or "#" in text:
        raise Refused("--allow-host takes HOST or HOST:PORT, not an address")
    return address.host, given


def masked(text: str) -> str:
    """What may be shown of a text that is no address that we can read."""
    return _SECRET.sub(r"\1***", text.rpartition("@")[2])[:200]


def default_port(scheme: str) -> int:
    """The port of a scheme."""
    return _PORTS[scheme]


def _target(path: str) -> str:
    """The path with its dots resolved (RFC 3986, 5.2.4)."""
    kept: list[str] = []
    segments = path.split("/")[1:] or [""]
    for segment in segments:
        if segment == "..":
            kept = kept[:-1]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(map(_quoted, kept))


def _quoted(text: str) -> str:
    return quote(text, safe=_UNQUOTED)
