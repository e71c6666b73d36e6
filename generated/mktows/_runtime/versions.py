"""The versions of SOAP: what their envelopes and their HTTP messages have to say."""

from __future__ import annotations

from enum import Enum
from typing import Final

_NAMESPACES: Final = {
    "1.1": "http://schemas.xmlsoap.org/soap/envelope/",
    "1.2": "http://www.w3.org/2003/05/soap-envelope",
}
_ENCODINGS: Final = {
    "1.1": "http://schemas.xmlsoap.org/soap/encoding/",
    "1.2": "http://www.w3.org/2003/05/soap-encoding",
}
_PREFIXES: Final = {"1.1": "SOAP-ENV", "1.2": "env"}


class Soap(Enum):
    """A version of SOAP, by its number."""

    SOAP11 = "1.1"
    SOAP12 = "1.2"

    namespace: str
    """The namespace of its envelopes."""
    encoding: str
    """The namespace of its encoding (SOAP 1.1, section 5; SOAP 1.2, part 2, 3)."""
    prefix: str
    """The prefix that envelopes are written with."""

    def __init__(self, number: str) -> None:
        self.namespace = _NAMESPACES[number]
        self.encoding = _ENCODINGS[number]
        self.prefix = _PREFIXES[number]

    @property
    def media_type(self) -> str:
        """The media type of its envelopes."""
        return "text/xml" if self is Soap.SOAP11 else "application/soap+xml"

    def clark(self, local: str) -> str:
        """A name in its namespace, in Clark's notation."""
        return f"{{{self.namespace}}}{local}"

    def content_type(self, action: str = "") -> str:
        """What HTTP says of an envelope; only SOAP 1.2 says its action there."""
        parameter = f'; action="{action}"' if action and self is Soap.SOAP12 else ""
        return f"{self.media_type}; charset=utf-8{parameter}"

    def http_headers(self, action: str) -> dict[str, str]:
        """What an HTTP request says of the message (SOAP 1.1, 6.1; SOAP 1.2, 7.1).

        Args:
            action: The action of the operation, possibly empty.
        """
        headers = {
            "Content-Type": self.content_type(action),
            "Accept": f"{self.media_type}, multipart/related",
        }
        if self is Soap.SOAP11:
            headers["SOAPAction"] = f'"{action}"'
        return headers
