"""Constants of the modules of codecs: what they are called."""

from __future__ import annotations

from generator.bindings import Bindings
from generator.naming import Names
from generator.views.layout import arrange
from generator.views.modules import Module, Prefixes


def test_constants_are_called_after_what_they_are_for_or_counted() -> None:
    bindings = Bindings(types={}, elements={}, declared={})
    module = Module(
        bindings=bindings,
        layout=arrange(bindings, {}, Names((), {})),
        prefix=Prefixes(by_namespace={}),
        name="tea",
    )
    assert module.constant("READ", "a()", "TEA") == "_READ_TEA"
    assert module.constant("READ", "b()") == "_READ_1"
    assert module.constant("READ", "a()") == "_READ_TEA"
    assert module.constant("READ", "c()", "TEA") == "_READ_2"  # another is called so
    assert module.constant("WRITE", "c(d)", "TEA") == "_WRITE_TEA"
    assert module.constants == {
        "_READ_TEA": "a()",
        "_READ_1": "b()",
        "_READ_2": "c()",
        "_WRITE_TEA": "c(d)",
    }
