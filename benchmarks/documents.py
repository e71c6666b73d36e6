"""What WSDLs that are made have in common: one service, document/literal over HTTP."""

from __future__ import annotations

from collections.abc import Iterable

_HTTP = "http://schemas.xmlsoap.org/soap/http"


def document(
    name: str,
    schema: Iterable[str],
    messages: Iterable[str],
    operations: Iterable[str],
    bound: Iterable[str],
) -> str:
    """A WSDL 1.1 document; its own names have the prefix `s`.

    Args:
        name: The name of the service, its port, its binding and its port type.
        schema: The definitions of its schema.
        messages: Its messages.
        operations: The operations of the port type.
        bound: Those of the binding.
    """
    space = f"urn:{name.lower()}"
    parts = [
        f"""\
<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions name="{name}" targetNamespace="{space}" xmlns:s="{space}"
    xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
    xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <wsdl:types>
    <xs:schema targetNamespace="{space}" elementFormDefault="qualified">
""",
        *schema,
        "    </xs:schema>\n  </wsdl:types>\n",
        *messages,
        f'  <wsdl:portType name="{name}">\n',
        *operations,
        f'  </wsdl:portType>\n  <wsdl:binding name="{name}" type="s:{name}">\n',
        f'    <soap:binding style="document" transport="{_HTTP}"/>\n',
        *bound,
        f"""\
  </wsdl:binding>
  <wsdl:service name="{name}">
    <wsdl:port name="{name}" binding="s:{name}">
      <soap:address location="https://example.com/{name.lower()}"/>
    </wsdl:port>
  </wsdl:service>
</wsdl:definitions>
""",
    ]
    return "".join(parts)


def message(name: str, part: str, element: str) -> str:
    """A message of one part, which is an element."""
    return (
        f'  <wsdl:message name="{name}">'
        f'<wsdl:part name="{part}" element="s:{element}"/></wsdl:message>\n'
    )


def messages(operation: str) -> str:
    """What an operation asks and answers: the elements of its name."""
    asked = message(f"{operation}In", "parameters", operation)
    return asked + message(f"{operation}Out", "parameters", f"{operation}Response")
