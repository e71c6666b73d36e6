"""The errors of one service, by its own codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .errors import SoapFault

if TYPE_CHECKING:
    from .declared import DeclaredFault
    from .reading import Node, Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """Tells the errors of one service from one another.

    Attributes:
        code: The local names of the elements that lead from the fault to the service's
            own code, as in `("detail", "serviceException", "code")`.
        pattern: Else, a pattern whose first group is the code at the head of the fault
            string.
        errors: The class for each code.
    """

    code: tuple[str, ...] = ()
    pattern: str = ""
    errors: Mapping[str, type[SoapFault]] = field(
        default_factory=dict[str, type[SoapFault]]
    )

    def error(
        self, fault: Node, reader: Reader, declared: Iterable[DeclaredFault] = ()
    ) -> SoapFault:
        """The error for a fault (SOAP 1.1, section 4.4; SOAP 1.2, section 5.4).

        Args:
            fault: The fault's element.
            reader: Knows the HTTP status that came with it.
            declared: The faults that the operation declares.

        Raises:
            ProtocolError: It says more than the error has room for.
        """
        # Most processes never see a fault, and load nothing for it.
        from .fault_elements import declared_in, read, service_code

        said = read(fault, reader)
        code = service_code(fault, said.string, self.code, self.pattern)
        detail = said.xml()  # as it came: to be read, it is called as declared
        kind, value, problem = declared_in(said.detail, reader, declared)
        error = self.errors.get(code or "", kind)(
            said.code,
            said.string,
            actor=said.actor,
            detail=detail,
            service_code=code,
            status=reader.status,
        )
        error.subcodes, error.reasons, error.value = said.subcodes, said.reasons, value
        if problem is not None:
            error.add_problem(problem)
        return error
