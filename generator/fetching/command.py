"""The words of `fetch`: what was asked for, and the secrets, which are no words."""

from __future__ import annotations

import argparse
import base64
import getpass
import os
import re
import ssl
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ..errors import Refused
from ..usage import Parser
from .address import Address, masked, parse, parse_host
from .closure import Asked
from .sockets import trust
from .wire import Headers

_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_VALUE: Final = re.compile(r"[!-~]([ -~]*[!-~])?")
_OURS: Final = frozenset(
    "accept-encoding connection content-length expect host te trailer "
    "transfer-encoding upgrade".split()
)


def options(words: Sequence[str]) -> argparse.Namespace:
    """Read the words.

    Raises:
        Refused: There are some that cannot be meant; they are not repeated, since
            half of a header may be among them.
    """
    found, more = _parser().parse_known_args(words)
    if more:
        reason = f"fetch: {len(more)} words too many; is a header quoted as one word?"
        raise Refused(reason)
    return found


def asked(words: argparse.Namespace) -> Asked:
    """What the words ask for; may ask for a password on the terminal.

    Raises:
        Refused: It cannot be asked for like this.
    """
    try:
        address = parse(words.url)
    except Refused as refused:
        raise Refused(refused.reason, file=masked(words.url)) from refused
    return Asked(
        address=address,
        allowed=frozenset(map(parse_host, words.allow_host)),
        follow=words.follow_redirects,
        headers=_headers(words, address),
    )


def tls(words: argparse.Namespace) -> ssl.SSLContext:
    """The context for https.

    Raises:
        Refused: The file of authorities cannot be read.
    """
    try:
        return trust(words.ca_file)
    except OSError as error:  # ssl.SSLError among them
        reason = "is no file of certificates (PEM) that can be read"
        raise Refused(reason, file=words.ca_file) from error


def _headers(words: argparse.Namespace, address: Address) -> Headers:
    headers = [_header(text) for text in words.header]
    if words.user is not None:
        if any(name.lower() == "authorization" for name, _ in headers):
            raise Refused("--user and an Authorization header exclude each other")
        headers.append(("Authorization", _basic(words, address)))
    elif words.password_env is not None:
        raise Refused("--password-env needs --user")
    return tuple(headers)


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    value = value.strip(" ")
    if not colon or not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
        raise Refused("--header takes 'Name: value', in printable ASCII")
    if name.lower() in _OURS:
        raise Refused(f"--header cannot set {name}, on which the rules here depend")
    return name, value


def _basic(words: argparse.Namespace, address: Address) -> str:
    if ":" in words.user:
        raise Refused(
            "--user takes a name; the password is asked for, or --password-env"
        )
    pair = f"{words.user}:{_password(words, address)}"
    return "Basic " + base64.b64encode(pair.encode(errors="surrogateescape")).decode()


def _password(words: argparse.Namespace, address: Address) -> str:
    if words.password_env is not None:
        if (password := os.environ.get(words.password_env)) is None:
            raise Refused("--password-env names a variable that is not set")
        return password
    if not sys.stdin.isatty():
        raise Refused(
            "--user asks for a password, and there is no terminal to ask on; "
            "pass --password-env"
        )
    try:
        return getpass.getpass(f"Password of {words.user} at {address.netloc}: ")
    except EOFError as error:
        raise Refused("--user asks for a password, and there was none") from error


def _seconds(text: str) -> float:
    given = float(text)
    if not 0 < given < 86400:
        raise argparse.ArgumentTypeError("takes seconds, less than a day")
    return given


def _parser() -> Parser:
    parser = Parser(
        prog="python -m generator fetch",
        description="Fetch a WSDL and all that it imports into a folder.",
    )
    parser.add_argument("url", metavar="URL", help="its address, http or https")
    parser.add_argument(
        "-o",
        "--output",
        dest="output",
        type=Path,
        required=True,
        metavar="DIR",
        help="the folder to write into: a new one, or one of an earlier fetch",
    )
    _add_servers(parser)
    _add_login(parser)
    parser.add_argument(
        "--timeout",
        type=_seconds,
        default=120.0,
        metavar="SECONDS",
        help="the time for everything (default: 120)",
    )
    parser.add_argument(
        "--force", action="store_true", help="overwrite what was edited by hand"
    )
    return parser


def _add_servers(parser: Parser) -> None:
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="HOST[:PORT]",
        help="another server that may be asked; may be given several times",
    )
    parser.add_argument(
        "--follow-redirects",
        action="store_true",
        help="follow redirects to the same server or an allowed one",
    )
    parser.add_argument(
        "--ca-file",
        type=Path,
        metavar="FILE",
        help="trust these authorities (PEM) instead of the usual ones",
    )


def _add_login(parser: Parser) -> None:
    parser.add_argument(
        "--user", metavar="NAME", help="log in (basic); the password is asked for"
    )
    parser.add_argument(
        "--password-env", metavar="VAR", help="the variable that holds the password"
    )
    parser.add_argument(
        "--header",
        action="append",
        default=[],
        metavar="'NAME: VALUE'",
        help="send this too, to the server of URL only; may be given several times",
    )
