"""The generated package as a whole: what loads, what is typed, what it needs."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "generated" / "mktows"
SOURCES = sorted(PACKAGE.rglob("*.py"))


def run(
    script: str, *, path: Path = PACKAGE.parent, python: str = sys.executable
) -> str:
    done = subprocess.run(
        [python, "-c", script],
        cwd=path,
        env={"PYTHONPATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_an_operation_loads_only_its_own() -> None:
    loaded = run(
        "import sys; from mktows import sync_lead;"
        "print(*sorted(m for m in sys.modules if m.startswith('mktows.types.')))"
    )
    types = (
        "attribute",
        "authentication_header",
        "lead_record",
        "sync_lead",
        "sync_status",
    )
    assert loaded.split() == [f"mktows.types.{name}" for name in types]


WITHOUT_HTTP = """
import sys
from mktows import Client, OPERATIONS
from mktows.types import ParamsSyncLead, LeadRecord, ResultSyncLead, SuccessSyncLead
from mktows.types import LeadSyncStatus, SyncStatus
operation = OPERATIONS["syncLead"]
message = ParamsSyncLead(lead_record=LeadRecord(email="a@b.example"), return_lead=True)
assert operation.decode_request(operation.encode_request(message)) == (message, ())
status = SyncStatus(lead_id=7, status=LeadSyncStatus.CREATED)
answer = SuccessSyncLead(result=ResultSyncLead(lead_id=7, sync_status=status))
assert operation.decode_response(operation.encode_response(answer)) == answer
print(*sys.modules)
"""

RARE = {
    "attaching",
    "dates",
    "declared",
    "encoded",
    "fault_elements",
    "mime",
    "multipart",
    "partials",
    "related",
    "streaming",
    "transport",
    "understanding",
    "unpacking",
    "values",
}
"""Modules of the runtime that an ordinary message does not need."""


def test_without_a_client_there_is_no_http_and_nothing_that_is_rarely_needed() -> None:
    loaded = set(run(WITHOUT_HTTP).split())
    assert "lxml.etree" in loaded
    assert not loaded & {"httpx", "httpcore", "ssl", "asyncio"}
    assert all((PACKAGE / "_runtime" / f"{name}.py").exists() for name in RARE)
    assert not loaded & {f"mktows._runtime.{name}" for name in RARE}


def test_to_ask_for_an_operation_does_not_load_it() -> None:
    loaded = run(
        "import sys; from mktows import OPERATIONS;"
        "print('syncLead' in OPERATIONS, 'nothing' in OPERATIONS, 3 in OPERATIONS,"
        "'syncLead' in OPERATIONS.keys(), len(OPERATIONS), len(list(OPERATIONS)),"
        "*(m for m in sys.modules if m.startswith('mktows.operations.')))"
    )
    assert loaded == "True False False True 23 23"


def test_a_function_goes_before_its_module() -> None:
    assert (
        run(
            "import mktows.aio.sync_lead, inspect; from mktows import aio;"
            "from mktows.aio import sync_lead;"
            "print(inspect.iscoroutinefunction(sync_lead), aio.sync_lead is sync_lead)"
        )
        == "True True"
    )


def test_names_are_there_before_they_are_loaded() -> None:
    assert (
        run(
            "import mktows; print('sync_lead' in dir(mktows), len(mktows.OPERATIONS),"
            "hasattr(mktows, 'nothing'), set(mktows.__all__) <= set(dir(mktows)))"
        )
        == "True 23 False True"
    )


@pytest.mark.parametrize(
    "path", SOURCES, ids=lambda p: p.relative_to(PACKAGE).as_posix()
)
def test_every_module_is_plain_and_unsuppressed(path: Path) -> None:
    text = path.read_text()
    assert text.isascii()
    assert not [w for w in ("type: ignore", "pyright: ignore", "noqa") if w in text]
    classes = [n.name for n in ast.walk(ast.parse(text)) if isinstance(n, ast.ClassDef)]
    assert not [name for name in classes if name[-1].isdigit() or "ArrayOf" in name]


def test_the_runtime_is_copied_verbatim() -> None:
    for path in (ROOT / "generator" / "runtime").glob("*.py"):
        assert (PACKAGE / "_runtime" / path.name).read_bytes() == path.read_bytes()


USER = """
from mktows import Client, Signature, sync_lead
from mktows.types import LeadRecord
client = Client("https://example.com", sign=Signature(user_id="me", key="k"))
identifier: int = sync_lead(client, lead_record=LeadRecord(), return_lead=False).lead_id
"""


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ("", ""),
        ("from mktows import no_such_name", "no_such_name"),
        ("sync_lead(client, lead_record=3, return_lead=False)", "arg-type"),
        ("sync_lead(client, return_lead=False)", "call-arg"),
        ("client.no_such_method", "attr-defined"),
    ],
)
def test_a_type_checker_knows_the_package(
    tmp_path: Path, more: str, wrong: str
) -> None:
    script = tmp_path / "user.py"
    script.write_text(USER + more + "\n")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(script)],
        env={
            "MYPYPATH": str(PACKAGE.parent),
            "MYPY_CACHE_DIR": str(ROOT / ".mypy_cache/user"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) is (not wrong), done.stdout
    assert wrong in done.stdout


CLEAN = """
import importlib, pkgutil
for name in ("xsdata", "jinja2", "black", "click", "generator"):
    try:
        importlib.import_module(name)
    except ImportError:
        continue
    raise SystemExit(f"{name} is installed here")
import httpx, mktows
for found in pkgutil.walk_packages(mktows.__path__, "mktows."):
    importlib.import_module(found.name)
from mktows.types import LeadKey, LeadKeyRef, ResultGetLead, SuccessGetLead
op = mktows.OPERATIONS["getLead"]
answer = op.encode_response(SuccessGetLead(result=ResultGetLead(count=0)))
stand_in = httpx.MockTransport(lambda r: httpx.Response(200, content=answer))
client = mktows.Client("https://example.com", http=httpx.Client(transport=stand_in))
key = LeadKey(key_type=LeadKeyRef.EMAIL, key_value="a")
print(mktows.get_lead(client, lead_key=key).count)
"""


def test_it_works_where_the_generator_is_not_installed(tmp_path: Path) -> None:
    """In an environment of its own, with what httpx and lxml bring and no more."""
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", tmp_path / "env"], check=True
    )
    (site,) = (tmp_path / "env" / "lib").glob("python*/site-packages")
    needed = [
        "httpx",
        "httpcore",
        "h11",
        "anyio",
        "idna",
        "certifi",
        "typing_extensions",
        "lxml",
    ]
    for name in needed:
        for file in metadata.files(name) or ():
            place = Path(str(file.locate()))
            target = site / file.parts[0]
            if ".." not in file.parts and not target.exists():
                target.symlink_to(
                    place.parents[len(file.parts) - 2] if len(file.parts) > 1 else place
                )
    (site / "mktows").symlink_to(PACKAGE)
    assert run(CLEAN, path=tmp_path, python=str(tmp_path / "env/bin/python")) == "0"
