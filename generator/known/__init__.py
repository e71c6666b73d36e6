"""Short schemas of public vocabularies, so that nothing is fetched to read a WSDL.

They are written here from what the specifications say; a document's own schema of the
namespace goes before ours.
"""

from __future__ import annotations

from typing import Final

FILES: Final = {
    "http://www.w3.org/XML/1998/namespace": "xml.xsd",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi.xsd",
    "http://www.w3.org/1999/xlink": "xlink.xsd",
    "http://schemas.xmlsoap.org/soap/encoding/": "soap11-encoding.xsd",
    "http://www.w3.org/2003/05/soap-encoding": "soap12-encoding.xsd",
    "http://schemas.xmlsoap.org/soap/envelope/": "soap11-envelope.xsd",
    "http://www.w3.org/2003/05/soap-envelope": "soap12-envelope.xsd",
    "http://www.w3.org/2005/08/addressing": "addressing-2005-08.xsd",
    "http://schemas.xmlsoap.org/ws/2004/08/addressing": "addressing-2004-08.xsd",
    "http://www.w3.org/2000/09/xmldsig#": "xmldsig.xsd",
    "http://ws-i.org/profiles/basic/1.1/xsd": "swaref.xsd",
    "http://www.w3.org/2005/05/xmlmime": "xmlmime-2005-05.xsd",
    "http://www.w3.org/2004/11/xmlmime": "xmlmime-2004-11.xsd",
    "http://www.w3.org/2004/08/xop/include": "xop.xsd",
    "http://docs.oasis-open.org/wss/2004/01/"
    "oasis-200401-wss-wssecurity-utility-1.0.xsd": "wsu.xsd",
    "http://docs.oasis-open.org/wss/2004/01/"
    "oasis-200401-wss-wssecurity-secext-1.0.xsd": "wsse.xsd",
    "http://xml.apache.org/xml-soap": "apache-soap.xsd",
}
"""The file beside this one for each namespace."""
