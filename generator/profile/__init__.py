"""The overlay beside a WSDL: what a WSDL cannot say.

Words, header policy, documentation, error codes and provider code of one service stand
in `<stem>.toml`. It is strict: what is not of its kind is refused here, on its line;
what fits nothing in the service is refused by `fit`.
"""

from .load import load
from .notes import (
    ErrorClass,
    HeaderNotes,
    Module,
    OperationNotes,
    Policy,
    Profile,
    TypeNotes,
)

__all__ = [
    "ErrorClass",
    "HeaderNotes",
    "Module",
    "OperationNotes",
    "Policy",
    "Profile",
    "TypeNotes",
    "load",
]
