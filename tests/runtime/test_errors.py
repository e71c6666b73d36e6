"""Errors survive what logging, queues and process pools do with them."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from mktows import LeadNotFound

from generator.runtime.errors import (
    MessageError,
    ProtocolError,
    ServiceError,
    SoapFault,
    TransportError,
)


class Ours(SoapFault):
    """Made otherwise than its base, as provider code may do."""

    def __init__(self, number: int) -> None:
        super().__init__("code", f"number {number}", status=404)
        self.number = number


ERRORS = [
    ServiceError("text"),
    TransportError("syncLead: ReadTimeout: slow"),
    TransportError(),
    MessageError("reason"),
    MessageError("reason", path="/Envelope/Body"),
    ProtocolError("reason"),
    ProtocolError("reason", path="/Envelope", status=500, content=b"\xff"),
    SoapFault("code", "text"),
    SoapFault(
        "code", "text", actor="a", detail="<detail/>", service_code="1", status=200
    ),
    LeadNotFound("code", "20103 - text", service_code="20103"),
    Ours(3),
]


@pytest.mark.parametrize("error", ERRORS, ids=repr)
@pytest.mark.parametrize(
    "again",
    [
        copy.copy,
        copy.deepcopy,
        *(
            lambda error, version=version: pickle.loads(pickle.dumps(error, version))
            for version in range(pickle.HIGHEST_PROTOCOL + 1)
        ),
    ],
)
def test_a_copy_is_the_same(error: Exception, again: Callable[[Any], Any]) -> None:
    error.add_note("a note")
    copied = again(again(error))
    assert type(copied) is type(error)
    assert copied is not error
    assert str(copied) == str(error)
    assert copied.args == error.args
    assert vars(copied) == vars(error)


def test_a_copy_can_be_raised_and_changed() -> None:
    error = MessageError("reason", path="/a")
    copied = copy.copy(error)
    copied.path = "/b"
    assert error.path == "/a"
    with pytest.raises(ValueError, match="/a: reason"):
        raise copied
