"""Files that are none, that are elsewhere, or that have names nobody expects."""

from __future__ import annotations

import os
import re
import socket
import stat
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Final

import pytest

from generator import output
from generator.cli import main
from generator.errors import Refused

from .test_source import CUP, END, TEA, ask, include, wsdl

CUPS: Final = TEA + CUP.format("") + END

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs files of POSIX")


def _socket(place: Path) -> None:
    """A socket; its address must be short, so from beside it."""
    before = Path.cwd()
    os.chdir(place.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(place.name)
    finally:
        os.chdir(before)


def _loop(place: Path) -> None:
    place.symlink_to(place.name)


def _loop_of_two(place: Path) -> None:
    other = place.with_name("other")
    other.symlink_to(place.name)
    place.symlink_to(other.name)


def _to(where: str) -> Callable[[Path], None]:
    return lambda place: place.symlink_to(where)


def refused(
    capsys: pytest.CaptureFixture[str], file: Path, out: Path, *words: str
) -> str:
    """Why a run is refused, which is said in one line; nothing is written."""
    before = sorted(out.rglob("*")) if out.is_dir() else None
    assert main([os.fspath(file), "-o", os.fspath(out), *words]) == 2
    told = capsys.readouterr().err
    assert re.fullmatch(r"error: [^\n]+\n", told), told
    assert told.isascii()
    assert (sorted(out.rglob("*")) if out.is_dir() else None) == before
    return told.removeprefix("error: ").removesuffix("\n")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (os.mkfifo, "is no plain file"),
        (Path.mkdir, "is no plain file"),
        (_socket, "is no plain file"),
        (_to("/dev/zero"), "is outside the folder of the WSDL; --root DIR allows a"),
        (_to("../other.xsd"), "is outside the folder of the WSDL; --root DIR allows"),
        (_to("gone.xsd"), "does not exist"),
        (_loop, "cannot be read"),
        (_loop_of_two, "cannot be read"),
    ],
)
def test_what_an_import_names_must_be_a_file(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path], None],
    said: str,
) -> None:
    file = wsdl(tmp_path / "in", include("x.xsd"), ask())
    (tmp_path / "other.xsd").write_text(CUPS)
    make(tmp_path / "in" / "x.xsd")
    told = refused(capsys, file, tmp_path / "out")
    assert told.startswith(f"{file}:1: 'x.xsd' {said}")


@pytest.mark.parametrize("name", ["service.wsdl", "service.toml"])
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (os.mkfifo, "is no plain file"),
        (Path.mkdir, "is a folder, not a file"),
        (_socket, "cannot be read: No such device or address"),
        (_to("/dev/zero"), "is no plain file"),
        (_to("gone"), "no such file"),
        (_loop, "cannot be read: "),
        (_loop_of_two, "cannot be read: "),
    ],
)
def test_so_must_the_wsdl_and_its_profile(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path], None],
    said: str,
    name: str,
) -> None:
    file = wsdl(tmp_path / "in", ask())
    place = tmp_path / "in" / name
    place.unlink(missing_ok=True)
    make(place)
    told = refused(capsys, file, tmp_path / "out")
    assert told.startswith(f"{place}:1: {said}")


def test_a_profile_that_is_no_text_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = wsdl(tmp_path / "in", ask())
    profile = file.with_suffix(".toml")
    profile.write_bytes(b"\xff\xfe")
    assert refused(capsys, file, tmp_path / "out") == f"{profile}:1: is not UTF-8"


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY e SYSTEM "{}">]><a>&e;</a>',
        '<!DOCTYPE a [<!ENTITY % e SYSTEM "{}"> %e;]><a/>',
        '<!DOCTYPE a SYSTEM "{}"><a/>',
        '<!DOCTYPE a PUBLIC "-//A//B" "{}"><a/>',
    ],
)
@pytest.mark.parametrize("scheme", ["", "file://"])
def test_what_a_document_type_names_is_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, scheme: str
) -> None:
    """It is no XML: whoever reads it cannot but say so."""
    (tmp_path / "other").write_text("<")
    file = tmp_path / "service.wsdl"
    file.write_text(text.format(f"{scheme}{tmp_path}/other"))
    told = refused(capsys, file, tmp_path / "out")
    assert told == f"{file}:1: has a document type declaration; remove it"


def test_a_second_name_of_a_file_is_a_file(tmp_path: Path) -> None:
    """Whoever may make a hard link below the folder could write there as well."""
    file = wsdl(tmp_path / "in", include("x.xsd"), ask())
    (tmp_path / "other.xsd").write_text(CUPS)
    os.link(tmp_path / "other.xsd", tmp_path / "in" / "x.xsd")
    assert main([str(file), "-o", str(tmp_path / "out"), "-q"]) == 0


def test_a_file_that_grows_is_read_so_far_and_no_farther(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its size is asked for before it is read: by then it may be another."""
    file = wsdl(tmp_path / "in", include("x.xsd"), ask())
    grown = tmp_path / "in" / "x.xsd"
    grown.write_text(TEA + " " * 2000 + END)
    ask_size, asked = os.fstat, list[int]()

    def before(handle: int) -> os.stat_result:
        found = ask_size(handle)
        asked.append(found.st_size)
        return os.stat_result([*found[:6], 0, *found[7:]])

    monkeypatch.setattr(os, "fstat", before)
    most = str(sum(p.stat().st_size for p in (file, grown)) - 1)
    told = refused(capsys, file, tmp_path / "out", "--max-bytes", most)
    assert len(asked) == 2
    said = f"and what it is with are larger than {most} bytes; --max-bytes allows more"
    assert told == f"{grown}:1: {said}"


ODD: Final = [
    b"caf\xe9",
    "cr\u00e8me".encode(),
    b"a\nerror: b",
    b"a\r\x1b[31mb\x7f",
    "a\u202eb\u2028c\U0001f375".encode(),
]


@pytest.mark.parametrize("name", ODD)
def test_a_file_of_any_name_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: bytes
) -> None:
    (tmp_path / "in").mkdir()
    file = Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/" + name + b".wsdl"))
    assert main([str(file), "-o", str(tmp_path / "out")]) == 2
    file.write_bytes(b"<a/>")
    assert main([str(file), "-o", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert all(text.startswith("error: ") and text.isprintable() for text in told)
    assert told[0].endswith(".wsdl:1: no such file")
    assert told[1].endswith(".wsdl:1: is not a WSDL: its root element is 'a'")


@pytest.mark.parametrize("name", ODD)
def test_a_package_of_a_file_of_any_name_is_current_afterwards(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: bytes
) -> None:
    plain = wsdl(tmp_path / "in", include("x.xsd"), ask(), x=CUPS)
    file = Path(os.fsdecode(os.fsencode(plain.parent) + b"/" + name + b".wsdl"))
    words = [str(plain.rename(file)), "-o", str(tmp_path / "out"), "--package", "tea"]
    assert main(words) == 0
    lock = tomllib.loads((tmp_path / "out" / "tea" / "generated.toml").read_text())
    spelt = os.fsdecode(name).encode(errors="backslashreplace").decode()
    assert list(lock["sources"]) == [f"{spelt}.wsdl", "x.xsd"]
    capsys.readouterr()
    assert main(words) == 0
    told = capsys.readouterr().err
    assert "1 operation, 0 written" in told
    assert told.count("\n") == 1
    assert main([*words, "--check"]) == 0


def test_what_is_kept_is_named_on_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = wsdl(tmp_path / "in", ask())
    out = tmp_path / "out"
    assert main([str(file), "-o", str(out), "-q"]) == 0
    (out / "service" / "a\nerror: b\x1b[2J").touch()
    assert main([str(file), "-o", str(out)]) == 0
    _, note = capsys.readouterr().err.splitlines()
    assert note.isprintable()
    assert note.startswith(f"note: {out}/service/a\\nerror: b\\x1b[2J is not generated")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (os.mkfifo, "cannot be written: "),
        (_socket, "cannot be written: "),
        (_to("/dev/full"), "cannot be written: "),
        (_to("gone"), "cannot be written: "),
        (_loop, "cannot be written: "),
        (Path.touch, "cannot be written: "),
    ],
)
@pytest.mark.parametrize("name", ["out", "out/service"])
def test_what_is_no_folder_is_not_written_into(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path], None],
    said: str,
    name: str,
) -> None:
    file = wsdl(tmp_path / "in", ask())
    place = tmp_path / name
    place.parent.mkdir(exist_ok=True)
    make(place)
    before = place.lstat()
    told = refused(capsys, file, tmp_path / "out")
    if name == "out":
        assert told.startswith(f"{place}: {said}")
    elif place.is_symlink():
        assert told == f"{place}: is a link; name the folder that it leads to"
    else:
        assert told == f"{place}: is there, and is no folder; choose another"
    assert place.lstat() == before


def test_what_is_somebody_elses_stays_as_it_was(tmp_path: Path) -> None:
    """A link stays a link, and what was private stays private."""
    file = wsdl(tmp_path / "in", ask())
    words = [str(file), "-o", str(tmp_path / "out"), "-q"]
    assert main(words) == 0
    private = tmp_path / "out" / "service" / "notes"
    private.mkdir(mode=0o700)
    (private / "a").write_text("a")
    (private / "link").symlink_to("a")
    (private / "gone").symlink_to("nowhere")
    file.write_text(file.read_text().replace("urn:tea", "urn:coffee"))
    assert main(words) == 0
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert (private / "link").readlink() == Path("a")
    assert (private / "gone").readlink() == Path("nowhere")


@pytest.mark.parametrize("name", ["", ".", "..", "a/.."])
def test_a_folder_without_a_name_of_its_own_is_not_written(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(Refused, match="has no name of its own"):
        output.write(Path(name), {PurePosixPath("a"): ""})
    assert sorted(tmp_path.rglob("*")) == [tmp_path / "here"]


@pytest.mark.parametrize("name", ["/a", "../a", "a/../../b", "", "."])
def test_a_lock_that_names_what_is_elsewhere_is_refused(
    tmp_path: Path, name: str
) -> None:
    target = tmp_path / "tea"
    output.write(target, {PurePosixPath("generated.toml"): "[files]\n"})
    (target / "generated.toml").write_text(f'[files]\n"{name}" = "0"\n')
    with pytest.raises(Refused, match="which is not in the folder; restore the lock"):
        output.write(target, {PurePosixPath("generated.toml"): "[files]\n"})


def test_a_link_to_the_same_content_is_another_file(tmp_path: Path) -> None:
    file = wsdl(tmp_path / "in", ask())
    words = [str(file), "-o", str(tmp_path / "out"), "-q"]
    assert main(words) == 0
    errors = tmp_path / "out" / "service" / "errors.py"
    (tmp_path / "same.py").write_bytes(errors.read_bytes())
    errors.unlink()
    errors.symlink_to(tmp_path / "same.py")
    assert main([*words, "--check"]) == 1
    assert main([*words, "--force"]) == 0
    assert not errors.is_symlink()
    assert main([*words, "--check"]) == 0


def test_a_link_to_a_folder_may_be_named(tmp_path: Path) -> None:
    """It is the user's word: for the package's folder, and for that of the imports."""
    file = wsdl(tmp_path / "in", include("../x.xsd"), ask())
    (tmp_path / "x.xsd").write_text(CUPS)
    (tmp_path / "root").symlink_to(".")
    (tmp_path / "other").mkdir()
    (tmp_path / "out").symlink_to("other")
    words = [str(file), "-o", str(tmp_path / "out"), "--root", str(tmp_path / "root")]
    assert main([*words, "-q"]) == 0
    assert [p.name for p in (tmp_path / "other").iterdir()] == ["service"]
    assert (tmp_path / "out").is_symlink()


@pytest.mark.parametrize("make", [_loop, _to("gone"), os.mkfifo, Path.touch])
def test_a_root_that_is_no_folder_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], make: Callable[[Path], None]
) -> None:
    file = wsdl(tmp_path / "in", ask())
    make(tmp_path / "root")
    words = ("--root", str(tmp_path / "root"))
    told = refused(capsys, file, tmp_path / "out", *words)
    assert "is not a folder" in told or "cannot be read: " in told


def test_a_linked_wsdl_imports_from_beside_the_link(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = wsdl(tmp_path / "in", include("x.xsd"), ask(), x=CUPS)
    (tmp_path / "link").mkdir()
    link = tmp_path / "link" / "service.wsdl"
    link.symlink_to(file)
    told = refused(capsys, link, tmp_path / "out")
    assert told == f"{link}:1: 'x.xsd' does not exist"


@pytest.mark.parametrize("words", [[], ["--check"], ["--diff"], ["--force"]])
def test_a_pipe_where_a_file_of_the_package_was_is_not_waited_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    file, out = wsdl(tmp_path / "in", ask()), tmp_path / "out"
    assert main([str(file), "-o", str(out), "-q"]) == 0
    pipe = out / "service" / "API.md"
    pipe.unlink()
    os.mkfifo(pipe)
    told = refused(capsys, file, out, *words)
    done = "read" if {"--check", "--diff"} & {*words} else "written"
    assert told == f"{pipe}: cannot be {done}: is no file"
