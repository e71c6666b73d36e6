"""What the package calls: the ports, the first of them the package's own."""

from __future__ import annotations

from dataclasses import replace

from ..model import Description, Port, Service, Soap


def arranged(description: Description) -> Service:
    """The ports that the package calls, as those of one service.

    The first port over SOAP 1.1 comes first, else the first. A port that has the very
    operations of one before it is left out with a note: it only has another address.

    Args:
        description: All that the WSDL describes, after selection.
    """
    every = [port for service in description.services for port in service.ports]
    first = next((p for p in every if p.soap is Soap.SOAP11), every[0])
    ports: list[Port] = []
    notes = list(description.all_notes)
    for port in (first, *(p for p in every if p is not first)):
        same = next((p for p in ports if _calls_alike(p, port)), None)
        if same is None:
            ports.append(port)
        else:
            notes.append(f"port {port.name!r} has the operations of {same.name!r}")
    home = next(s for s in description.services if first in s.ports)
    return replace(home, ports=tuple(ports), notes=tuple(dict.fromkeys(notes)))


def _calls_alike(one: Port, other: Port) -> bool:
    return one.soap is other.soap and one.operations == other.operations
