"""What a document may make a run use, open and end with."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator import budget, cli, extent, guard, interrupts, render, source
from generator.cli import main
from generator.errors import Refused

from .test_source import BARE, CUP, END, TEA, ask, element, include, wsdl

ROOT = Path(__file__).parents[1]
DEPTH = 256
"""Elements in one another that the XML parser takes."""


def line(file: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The one line that a file is refused with."""
    out = file.parent.parent / "out"
    assert main([str(file), "-o", str(out), *words]) == 2
    told = capsys.readouterr().err
    assert re.fullmatch(r"error: [^:\n]+:\d+: [^\n]+\n", told), told
    assert not out.exists()
    return told


def test_the_limits_are_those_that_people_are_told() -> None:
    told = " ".join((ROOT / "SECURITY.md").read_text().split())
    said = f"""{source.MAX_BYTES / 2**20:g} MiB, {source.MAX_DOCUMENTS:,} documents and
        {source.MAX_ELEMENTS:,} elements (a document that is read for several namespaces
        counts for each), {DEPTH} elements in one another, {guard.MAX_NAME:,} characters
        of a name or a namespace, {guard.MAX_VALUE:,} of any other attribute,
        {extent.MAX_NESTING} definitions that build on one another,
        {extent.MAX_EXPANDED:,} parts of one definition with what is put into it
        (groups, bases, what may stand for an element), {extent.MAX_PUT_IN:,} that
        are put into all of them together, {render.MAX_OUTPUT / 10**6:g} million
        characters of output, {budget.SECONDS} seconds, {budget.MEBIBYTES / 2**10:g} GiB
        of memory."""
    assert " ".join(said.split()) in told


def test_elements_in_one_another_have_a_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "in" / "a.wsdl"
    file.parent.mkdir()
    file.write_text("<a>" * DEPTH + "</a>" * DEPTH)
    assert "is not a WSDL: its root element is 'a'" in line(file, capsys)
    file.write_text("<a>" * (DEPTH + 1) + "</a>" * (DEPTH + 1))
    assert "is not well-formed XML: Excessive depth in document" in line(file, capsys)


def test_a_closure_has_a_number_of_elements(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = wsdl(tmp_path / "in", ask(*(element(f"e{n}", "xs:int") for n in range(99))))
    text = file.read_text()
    elements = text.count("<") - text.count("</")
    assert source.load(file, max_elements=elements).documents
    fewer = str(elements - 1)
    told = f"{file}:1: and what it is with have more than {fewer} elements"
    assert line(file, capsys, "--max-elements", fewer).startswith(f"error: {told}; ")


def test_what_has_a_namespace_of_its_own_is_read_once(tmp_path: Path) -> None:
    text = TEA + CUP.format(element("a", "xs:int")) + END
    named = '<xs:import namespace="urn:tea" schemaLocation="x.xsd"/>'
    other = TEA.replace('Namespace="urn:tea', 'Namespace="urn:other') + named + END
    more = '<xs:import namespace="urn:other" schemaLocation="o.xsd"/>'
    file = wsdl(tmp_path / "in", include("x.xsd"), more, ask(), x=text, o=other)
    all_three = f"{file.read_text()}{text}{other}"
    elements = all_three.count("<") - all_three.count("</")
    assert len(source.load(file, max_elements=elements).documents) == 3


def test_what_is_read_for_many_namespaces_counts_for_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spaces = [
        f'<xs:import namespace="urn:{n}" schemaLocation="x.xsd"/>' for n in range(20)
    ]
    text = BARE + CUP.format(element("a", "xs:int")) + END
    file = wsdl(tmp_path / "in", *spaces, ask(), x=text)
    assert source.load(file, max_elements=200).documents
    assert "--max-elements" in line(file, capsys, "--max-elements", "80")


def test_documents_are_numbered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.source.closure.MAX_DOCUMENTS", 3)
    files = {f"x{n}": TEA + include(f"x{n + 1}.xsd") + END for n in range(5)}
    file = wsdl(tmp_path / "in", include("x0.xsd"), ask(), x5=TEA + END, **files)
    assert "more than 3 documents" in line(file, capsys)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "--max-memory"),
        (RecursionError(), "too deep"),
        (KeyError("a canary of the document"), "internal error (KeyError in "),
    ],
)
def test_whatever_goes_wrong_is_one_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    said: str,
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("generator.guard.check", fail)
    file = wsdl(tmp_path / "in", ask())
    told = line(file, capsys)
    assert told.startswith(f"error: {file}:1: ")
    assert said in told
    assert "canary" not in told
    monkeypatch.setenv(cli.TRACE, "1")
    assert main([str(file), "-o", str(tmp_path / "out")]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_a_run_has_an_end() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(Refused) as caught, budget.limited(Path("x"), 1):
        while True:
            pass
    told = "x:1: takes more than 1 seconds; --max-seconds allows more"
    assert str(caught.value) == told
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) is before


def test_a_run_is_asked_to_end_each_second_again() -> None:
    """What is raised in a destructor is lost."""
    with budget.limited(Path("x"), 50):
        left, again = signal.getitimer(signal.ITIMER_REAL)
        assert 0 < left <= 50
        assert again == 1


def test_time_is_kept_where_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signals reach the main thread alone, and some systems have no such timer."""

    def without() -> tuple[float, float]:
        with budget.limited(Path("x"), 50):
            return signal.getitimer(signal.ITIMER_REAL)

    with ThreadPoolExecutor(1) as other:
        assert other.submit(without).result() == (0, 0)
    ask = signal.getitimer
    monkeypatch.delattr(signal, "setitimer")
    assert without() == ask(signal.ITIMER_REAL) == (0, 0)


def test_memory_is_limited_while_it_lasts_and_never_widened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resource = pytest.importorskip("resource")
    kind, mebibyte = resource.RLIMIT_AS, 1 << 20
    before = soft, hard = resource.getrlimit(kind)
    ample = 1 << 40 if soft == resource.RLIM_INFINITY else soft
    inside = []
    resource.setrlimit(kind, (ample, hard))
    try:
        for most in (ample - mebibyte, ample, ample + mebibyte):
            with budget.limited(Path("x"), 50, most >> 20):
                inside.append(resource.getrlimit(kind))
            assert resource.getrlimit(kind) == (ample, hard)
        monkeypatch.setattr(sys, "platform", "win32")
        with budget.limited(Path("x"), 50, (ample >> 20) - 1):
            inside.append(resource.getrlimit(kind))
    finally:
        resource.setrlimit(kind, before)
    less = (ample - mebibyte) >> 20 << 20
    assert inside == [(less, hard), *[(ample, hard)] * 3]


def test_a_run_has_so_much_memory(tmp_path: Path) -> None:
    file = wsdl(tmp_path / "in", ask())
    code = (
        "import sys; from pathlib import Path; from generator import budget\n"
        "from generator.errors import Refused\n"
        "try:\n"
        "    with budget.limited(Path('x'), 60, 512):\n"
        "        held = [bytes(1 << 20) for _ in range(2000)]\n"
        "except Refused as refused:\n"
        "    print(refused)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert file.exists()
    assert "--max-memory" in done.stdout


@pytest.mark.parametrize("kind", ["pipe", "folder", "link to a device", "sparse"])
def test_only_plain_files_of_some_size_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    file = wsdl(tmp_path / "in", include("x.xsd"), ask())
    place = tmp_path / "in" / "x.xsd"
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    elif kind == "sparse":
        with place.open("wb") as stream:
            stream.truncate(1 << 40)
    else:
        place.symlink_to("/dev/zero")
    line(file, capsys)


WATCHED = """
import sys
opened, reached = [], []
watching = []
def hook(event, values):
    if not watching:
        return
    if event == "open" and not isinstance(values[0], int):
        opened.append(values[0] if isinstance(values[0], str) else repr(values[0]))
    elif event.split(".")[0] in ("socket", "subprocess", "urllib", "http", "os.system"):
        reached.append(event)
sys.addaudithook(hook)
from generator.cli import main
watching.append(1)
status = main(sys.argv[1:])
watching.clear()
import os
here = os.path.realpath(os.getcwd())
fine = (here, os.path.realpath(sys.prefix), os.path.realpath(sys.base_prefix), ROOT)
for name in opened:
    if not os.path.realpath(name).startswith(fine):
        print("opened", name)
for event in reached:
    print("reached", event)
sys.exit(status)
"""


@pytest.mark.parametrize(
    "location",
    [
        "x.xsd",
        "link.xsd",
        "../canary.xsd",
        "%2e%2e/canary.xsd",
        "file:///etc/hostname",
        "/etc/hostname",
        "\\\\host\\share\\x.xsd",
        "http://127.0.0.1:9/x.xsd",
        "/dev/zero",
    ],
)
def test_nothing_else_is_opened_and_nothing_reached(
    tmp_path: Path, location: str
) -> None:
    """By what the interpreter itself reports: every file and every socket."""
    wsdl(tmp_path / "in", include(location), ask(), x=TEA + END)
    (tmp_path / "canary.xsd").write_text(TEA + END)
    (tmp_path / "in" / "link.xsd").symlink_to(tmp_path / "canary.xsd")
    code = f"ROOT = {str(ROOT)!r}\n{WATCHED}"
    done = subprocess.run(
        [sys.executable, "-c", code, "service.wsdl", "-o", "out"],
        cwd=tmp_path / "in",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode in (0, 2), done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_request_to_end_waits_for_what_is_held() -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt), interrupts.heard(), interrupts.held():
        os.kill(os.getpid(), signal.SIGTERM)
        done.append("all")
    assert done == ["all"]
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_folders_that_were_made_for_nothing_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.output.writing._stage", full)
    file = wsdl(tmp_path / "in", ask())
    assert main([str(file), "-o", str(tmp_path / "a" / "b")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "a").exists()


def test_names_have_a_length(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = wsdl(tmp_path / "in", ask(element("a" * 1001, "xs:int")))
    assert "more than 1000 characters" in line(file, capsys)


def test_what_nests_deeper_than_python_takes_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deep = "".join(
        f'<xs:sequence minOccurs="0">{element(f"e{n}", "xs:int")}' for n in range(120)
    )
    file = wsdl(tmp_path / "in", ask(deep + "</xs:sequence>" * 120))
    line(file, capsys)
