"""xsdata: classes of its own generator, its serializer and its parser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from ..workload import AUTHENTICATION, BIG, CONTEXT, SMALL, WSDL, answer, leads


def reader(folder: Path) -> Any:
    """What reads an answer."""
    expected = _generated(folder).MktowsPortGetMultipleLeadsOutput
    parsers: Any = import_module("xsdata.formats.dataclass.parsers")
    parser = parsers.XmlParser()
    return lambda content: parser.from_bytes(content, expected)


def tasks(folder: Path) -> dict[str, Any]:
    """The tasks, by name."""
    made = _generated(folder)
    serializers: Any = import_module("xsdata.formats.dataclass.serializers")
    (small,), big, content = leads(SMALL), leads(BIG), answer()
    writer, read = serializers.XmlSerializer(), reader(folder)
    body = made.ParamsSyncLead(lead_record=_lead(made, small), return_lead=False)
    kind = made.MktowsPortSyncLeadInput
    one = _envelope(made, kind, True, params_sync_lead=body)
    every = made.ArrayOfLeadRecord(lead_record=[_lead(made, lead) for lead in big])
    body = made.ParamsSyncMultipleLeads(lead_record_list=every)
    kind = made.MktowsPortSyncMultipleLeadsInput
    many = _envelope(made, kind, False, params_sync_multiple_leads=body)
    return {
        "small": lambda: writer.render(one).encode(),
        "big": lambda: writer.render(many).encode(),
        "parse": lambda: read(content),
    }


def _generated(folder: Path) -> Any:
    """The classes, generated anew where they are not there."""
    if not (folder / "by_xsdata").exists():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(WSDL, folder)
        bin_ = Path(sys.executable).parent
        command = [str(bin_ / "xsdata"), "generate", WSDL.name]
        options = ["--package", "by_xsdata", "--slots"]
        style = ["--structure-style", "single-package"]
        path = f"{bin_}{os.pathsep}{os.environ.get('PATH', '')}"
        subprocess.run(
            [*command, *options, *style],
            cwd=folder,
            check=True,
            capture_output=True,
            env={**os.environ, "PATH": path},
        )
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    return import_module("by_xsdata")


def _lead(made: Any, lead: dict[str, Any]) -> Any:
    attributes = [
        made.Attribute(
            attr_name=one["attrName"],
            attr_type=one["attrType"],
            attr_value=one["attrValue"],
        )
        for one in lead["leadAttributeList"]["attribute"]
    ]
    return made.LeadRecord(
        id=lead["Id"],
        email=lead["Email"],
        lead_attribute_list=made.ArrayOfAttribute(attribute=attributes),
    )


def _envelope(made: Any, kind: Any, context: bool, **body: Any) -> Any:
    signed = made.AuthenticationHeader(
        mktows_user_id=AUTHENTICATION["mktowsUserId"],
        request_signature=AUTHENTICATION["requestSignature"],
        request_timestamp=AUTHENTICATION["requestTimestamp"],
    )
    headers = {"authentication_header": signed}
    if context:
        where = made.MktowsContextHeader(target_workspace=CONTEXT["targetWorkspace"])
        headers["mktows_context_header"] = where
    return kind(header=kind.Header(**headers), body=kind.Body(**body))
