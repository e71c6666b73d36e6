"""The command as a user runs it: what it writes, what it refuses, and when."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from generator import cli, output
from generator.arguments import Arguments
from generator.cli import main
from generator.errors import Refused
from generator.generate import Generated
from generator.output import disk, exchange, leftovers
from generator.output.folder import Folder
from generator.output.holding import alone

ROOT = Path(__file__).parents[1]
WSDL = ROOT / "wsdl" / "mktows.wsdl"


@pytest.fixture(scope="module", autouse=True)
def generated_once() -> Iterator[None]:
    """Generate once for each WSDL and name: these tests are about what comes after."""
    real, known = cli._generate, dict[str, Generated]()

    def remembered(asked: Arguments) -> Generated:
        key = f"{asked.wsdl} {asked.package} {asked.chosen}"
        if key not in known:
            known[key] = real(asked)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cli, "_generate", remembered)
        yield


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package as the command writes it, made once."""
    folder = tmp_path_factory.mktemp("made")
    assert main([str(WSDL), "-o", str(folder), "-q"]) == 0
    return folder


@pytest.fixture
def tea(tmp_path: Path) -> Path:
    """A small service."""
    plain = ROOT / "tests" / "golden" / "document-wrapped" / "service.wsdl"
    return Path(shutil.copy(plain, tmp_path / "tea.wsdl"))


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "out")
    return tmp_path / "out"


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }


def test_the_committed_package_is_current() -> None:
    assert main([str(WSDL), "-o", str(ROOT / "generated"), "--check"]) == 0


def test_two_runs_give_the_same_bytes(made: Path, tmp_path: Path) -> None:
    """In another folder, and with another order of Python's sets."""
    other = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for name in ("mktows.wsdl", "mktows.toml"):
        shutil.copy(WSDL.with_name(name), folder / name)
    shutil.copytree(WSDL.parent / "mktows", folder / "mktows")
    subprocess.run(
        [sys.executable, "-m", "generator", "mktows.wsdl", "-o", "out", "-q"],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": other, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert tree(folder / "out") == tree(made)


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("Tea-Shop.v2", "tea_shop_v2"),
        ("cr\u00e8me br\u00fbl\u00e9e", "creme_brulee"),
        ("\u65e5\u672c", "service"),
        ("3_1", "service_3_1"),
        ("class", "class_"),
        ("json", "json_"),
        ("httpx", "httpx_"),
        ("it's $(odd)", "it_s_odd"),
        ("two\nlines", "two_lines"),
    ],
)
def test_a_package_is_named_after_its_file(
    tea: Path, stem: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    wsdl = tea.rename(tea.with_name(f"{stem}.wsdl"))
    out = tea.parent / "a folder" / "\u00fc"
    assert main([str(wsdl), "-o", f"{out}/"]) == 0
    assert capsys.readouterr().err.startswith(f"{out / name}: 1 operation, ")
    header = (out / name / "__init__.py").read_text().partition("\n")[0]
    assert header.isascii() and header.isprintable()


def test_a_package_in_a_package_is_refused(
    tea: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tea.parent / "out"
    assert main([str(tea), "-o", str(out)]) == 0
    capsys.readouterr()
    assert main([str(tea), "-o", str(out / "tea")]) == 2
    assert capsys.readouterr().err == (
        f"error: {out / 'tea'}: is a package itself; name the folder that it is in\n"
    )


def test_not_every_file_that_is_kept_is_named(
    tea: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tea.parent / "out"
    assert main([str(tea), "-o", str(out)]) == 0
    for number in range(5):
        (out / "tea" / f"own_{number}.py").touch()
    capsys.readouterr()
    assert main([str(tea), "-o", str(out)]) == 0
    _, *notes = capsys.readouterr().err.splitlines()
    own = f"note: {out / 'tea'}/own_"
    assert [n.removeprefix(own)[0] for n in notes[:3]] == ["0", "1", "2"]
    assert notes[3:] == ["note: so were 2 others"]


def test_nothing_but_the_package_is_left(made: Path) -> None:
    assert [p.name for p in made.iterdir()] == ["mktows"]


def test_a_current_package_is_left_alone(copy: Path) -> None:
    before = (copy / "mktows").stat().st_mtime_ns
    assert main([str(WSDL), "-o", str(copy)]) == 0
    assert (copy / "mktows").stat().st_mtime_ns == before


def test_check_names_what_differs(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / "mktows/aio/sync_lead.py").unlink()
    with (copy / "mktows/API.md").open("a") as stream:
        stream.write("more\n")
    before = tree(copy)
    assert main([str(WSDL), "-o", str(copy), "--check"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in told] == ["new", "changed"]
    assert told[0].endswith("sync_lead.py")
    assert told[1].endswith("API.md")
    assert tree(copy) == before


def test_diff_shows_what_differs(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / "mktows/py.typed").write_text("by hand\n")
    assert main([str(WSDL), "-o", str(copy), "--diff"]) == 1
    assert (
        capsys.readouterr().out
        == "--- a/py.typed\n+++ b/py.typed\n@@ -1 +0,0 @@\n-by hand\n"
    )


def test_a_file_edited_by_hand_is_not_overwritten(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = copy / "mktows/aio/sync_lead.py"
    edited.write_text("mine = 1\n")
    before = tree(copy)
    assert main([str(WSDL), "-o", str(copy)]) == 2
    told = capsys.readouterr().err
    assert told == f"error: {edited}: was edited by hand; pass --force to overwrite\n"
    assert tree(copy) == before
    assert main([str(WSDL), "-o", str(copy), "--force"]) == 0
    assert "mine" not in edited.read_text()


def test_files_of_other_people_are_kept(copy: Path) -> None:
    own = copy / "mktows/own/notes.txt"
    own.parent.mkdir()
    own.write_text("mine\n")
    (copy / "mktows/aio/sync_lead.py").unlink()
    assert main([str(WSDL), "-o", str(copy)]) == 0
    assert own.read_text() == "mine\n"
    assert (copy / "mktows/aio/sync_lead.py").is_file()


def test_a_folder_of_other_people_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mktows").mkdir()
    (tmp_path / "mktows/thesis.txt").write_text("all my work\n")
    assert main([str(WSDL), "-o", str(tmp_path)]) == 2
    assert "not written by this generator" in capsys.readouterr().err
    assert tree(tmp_path) == {"mktows/thesis.txt": b"all my work\n"}


def test_a_link_is_refused(made: Path, tmp_path: Path) -> None:
    (tmp_path / "mktows").symlink_to(made / "mktows")
    assert main([str(WSDL), "-o", str(tmp_path)]) == 2


def test_a_link_in_the_package_is_not_written_through(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (copy / "mktows" / "types").rename(elsewhere)
    (copy / "mktows" / "types").symlink_to(elsewhere)
    before = tree(elsewhere)
    assert main([str(WSDL), "-o", str(copy), "-q"]) == 2
    assert "types: stands in the package's way" in capsys.readouterr().err
    assert tree(elsewhere) == before


@pytest.mark.parametrize(
    "name", [".mktows.old-backup", ".mktows.staged-1", ".mktows.staged-abcd1234"]
)
def test_folders_that_look_like_ours_are_kept(copy: Path, name: str) -> None:
    (copy / name).mkdir()
    (copy / name / "thesis.txt").write_text("years of work")
    (copy / "mktows" / "API.md").unlink()
    assert main([str(WSDL), "-o", str(copy), "-q"]) == 0
    assert (copy / name / "thesis.txt").read_text() == "years of work"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX permissions")
def test_what_cannot_be_seen_is_not_lost(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hidden = copy / "mktows" / "hidden"
    hidden.mkdir()
    real = os.scandir

    def scandir(path: str | os.PathLike[str] = ".") -> object:
        if Path(path) == hidden:
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    (copy / "mktows" / "API.md").unlink()
    assert main([str(WSDL), "-o", str(copy), "-q"]) == 2
    assert "hidden: cannot be written: Permission denied" in capsys.readouterr().err
    assert hidden.is_dir()


def test_what_is_cleared_keeps_its_lock_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By it the next run knows a folder that a run which was ended has left."""

    def ended(_: Path) -> None:
        raise OSError(5, "Input/output error")

    for name in ("a.py", "generated.toml", "z.py"):
        (tmp_path / name).touch()
    monkeypatch.setattr(shutil, "rmtree", ended)
    leftovers.remove(Folder(tmp_path, "generated.toml"))
    assert [p.name for p in tmp_path.iterdir()] == ["generated.toml"]


def test_a_stale_file_goes(copy: Path, tmp_path: Path) -> None:
    files = {PurePosixPath(p): t.decode() for p, t in tree(copy / "mktows").items()}
    del files[PurePosixPath("aio/sync_lead.py")]
    done = output.write(copy / "mktows", files)
    assert done.stale == ("aio/sync_lead.py",)
    assert not (copy / "mktows/aio/sync_lead.py").exists()


@pytest.mark.parametrize("step", ["writing._stage", "exchange._exchange", "disk.sync"])
def test_a_run_that_fails_leaves_all_or_nothing(
    copy: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    (copy / "mktows/aio/sync_lead.py").unlink()
    before = tree(copy)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"generator.output.{step}", fail)
    assert main([str(WSDL), "-o", str(copy)]) == 2
    assert tree(copy) == before
    assert [p.name for p in copy.iterdir()] == ["mktows"]


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("exchanging", [True, False])
def test_a_run_that_fails_at_its_very_end_puts_all_back(
    tea: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    there: bool,
    exchanging: bool,
) -> None:
    """The package is in its place by then, and the folder around it is not on disk."""
    out = tea.parent / "out"
    if there:
        assert main([str(tea), "-o", str(out), "-q"]) == 0
        (out / "tea" / "API.md").unlink()
    before, real = tree(out), disk.sync

    def fail(path: Path) -> None:
        if path == out:
            raise OSError(5, "Input/output error")
        real(path)

    monkeypatch.setattr(disk, "sync", fail)
    if not exchanging:
        monkeypatch.setattr(exchange, "_exchange", lambda *_: False)
    assert main([str(tea), "-o", str(out)]) == 2
    told = capsys.readouterr().err
    assert told == f"error: {out / 'tea'}: cannot be written: Input/output error\n"
    assert tree(out) == before
    assert out.exists() is there
    assert [p.name for p in out.glob(".*")] == []


class _Library:
    """A C library whose exchange of two folders fails with some error."""

    def __init__(self, number: int) -> None:
        self.number = number

    def renameat2(self, *_: object) -> int:
        ctypes.set_errno(self.number)
        return -1

    def renamex_np(self, *_: object) -> int:
        return self.renameat2()


@pytest.mark.parametrize(
    "library",
    [object(), *map(_Library, (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP))],
)
def test_where_folders_cannot_be_exchanged_they_are_moved(
    tea: Path, monkeypatch: pytest.MonkeyPatch, library: object
) -> None:
    out = tea.parent / "out"
    assert main([str(tea), "-o", str(out), "-q"]) == 0
    wanted = tree(out)
    (out / "tea" / "API.md").unlink()
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: library)
    for platform in ("linux", "darwin", "freebsd14"):
        monkeypatch.setattr(sys, "platform", platform)
        assert main([str(tea), "-o", str(out), "-q"]) == 0
        assert tree(out) == wanted
        (out / "tea" / "API.md").unlink()


def test_an_exchange_that_fails_says_why(
    tea: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tea.parent / "out"
    assert main([str(tea), "-o", str(out), "-q"]) == 0
    (out / "tea" / "API.md").unlink()
    before = tree(out)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: _Library(errno.EIO))
    for platform in ("linux", "darwin"):
        monkeypatch.setattr(sys, "platform", platform)
        assert main([str(tea), "-o", str(out)]) == 2
        assert "cannot be written: Input/output error" in capsys.readouterr().err
        assert tree(out) == before


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system itself")
def test_the_system_s_own_error_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        exchange._exchange(tmp_path / "a", tmp_path / "b")


@pytest.mark.parametrize("step", [1, 2, 3])
def test_an_exchange_in_steps_that_fails_at_any_is_undone(
    tea: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    step: int,
) -> None:
    out = tea.parent / "out"
    assert main([str(tea), "-o", str(out), "-q"]) == 0
    (out / "tea" / "API.md").unlink()
    before, real, steps = tree(out), Path.rename, list[Path]()

    def rename(path: Path, other: Path) -> Path:
        steps.append(other)
        if len(steps) == step:
            raise OSError(5, "Input/output error")
        return real(path, other)

    monkeypatch.setattr(exchange, "_exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", rename)
    assert main([str(tea), "-o", str(out)]) == 2
    assert "cannot be written: Input/output error" in capsys.readouterr().err
    assert tree(out) == before
    assert [p.name for p in out.iterdir()] == ["tea"]


@pytest.mark.skipif(os.name != "posix", reason="needs modes of POSIX")
def test_a_package_is_as_open_as_any_folder_that_is_made(tea: Path) -> None:
    for mask in (0o022, 0o077):
        before = os.umask(mask)
        try:
            assert main([str(tea), "-o", str(tea.parent / f"{mask}"), "-q"]) == 0
            plain = tea.parent / f"plain-{mask}"
            plain.mkdir()
        finally:
            os.umask(before)
        made = tea.parent / f"{mask}" / "tea"
        modes = {p.stat().st_mode for p in (plain, made, made / "types")}
        assert len(modes) == 1


def test_a_lock_that_nobody_can_read_is_no_reason_not_to_compare(
    tea: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [str(tea), "-o", str(tea.parent / "out")]
    lock = tea.parent / "out" / "tea" / "generated.toml"
    assert main(words) == 0
    before = lock.read_bytes()
    lock.write_text("<<<<<<< ours")
    capsys.readouterr()
    assert main([*words, "--check"]) == 1
    assert capsys.readouterr().err == f"changed: {lock}\n"
    assert main(words) == 2
    assert f"{lock}: is no lock that can be read" in capsys.readouterr().err
    assert main([*words, "--force"]) == 0
    assert lock.read_bytes() == before


@pytest.mark.parametrize(
    "step",
    ["writing._stage", "exchange._exchange", "exchange._move_aside", "disk.sync"],
)
def test_a_killed_run_leaves_a_whole_package(
    tea: Path, tmp_path: Path, step: str
) -> None:
    wsdl, out = str(tea), tmp_path / "out"
    assert main([wsdl, "-o", str(out), "-q"]) == 0
    wanted = tree(out)
    (out / "tea/aio/brew.py").unlink()
    before = tree(out)
    script = f"""
import os, signal, sys
from generator.arguments import Arguments
from generator.cli import main
from generator.output import disk, exchange, writing
real = {step}
def die(*arguments):
    real(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
{step} = die
if {step!r} == "exchange._move_aside":
    exchange._exchange = lambda *_: False
main(sys.argv[1:])
"""
    ended = subprocess.run(
        [sys.executable, "-c", script, wsdl, "-o", str(out)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    whole = {path: text for path, text in tree(out).items() if path[0] != "."}
    assert whole in (before, wanted)
    assert len(list(out.iterdir())) > 1, "the run was killed before it left anything"
    assert main([wsdl, "-o", str(out), "-q"]) == 0
    assert tree(out) == wanted
    assert [p.name for p in out.iterdir()] == ["tea"]


def test_all_is_on_the_disk_before_a_package_is_in_its_place(
    tea: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_disk: set[Path] = set()
    real = exchange.put

    def put(staged: Path, target: Path) -> None:
        assert on_disk == {staged, *staged.rglob("*")}
        real(staged, target)

    monkeypatch.setattr(disk, "sync", on_disk.add)
    monkeypatch.setattr(exchange, "put", put)
    assert main([str(tea), "-o", str(tmp_path / "out"), "-q"]) == 0
    assert len(on_disk) > 10


def test_a_package_moved_aside_comes_back(copy: Path, made: Path) -> None:
    (copy / "mktows").rename(copy / ".mktows.old-x")
    assert main([str(WSDL), "-o", str(copy), "-q"]) == 0
    assert tree(copy) == tree(made)


def test_two_runs_at_once(copy: Path) -> None:
    with alone(copy), pytest.raises(Refused, match="another run"):
        output.write(copy / "mktows", {})


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["no-such.wsdl"], "error: no-such.wsdl:1: no such file\n"),
        ([str(WSDL), "--package", "not-a-name"], "error: --package 'not-a-name' is"),
        ([str(WSDL), "--package", "json"], "error: --package 'json' would hide the"),
        ([str(WSDL), "--package", "lxml"], "error: --package 'lxml' would hide the"),
        (
            [str(WSDL), "--package", "acme.tea"],
            "error: --package 'acme.tea' is not a name that Python can import; "
            "pass -o DIR/acme for a folder\n",
        ),
        ([str(ROOT / "wsdl")], f"error: {ROOT / 'wsdl'}:1: is a folder, not a file\n"),
        ([os.devnull], f"error: {os.devnull}:1: is no plain file\n"),
        (["https://example.com/a?wsdl"], "error: https://example.com/a?wsdl: gene"),
        ([], "error: the following arguments are required: wsdl; see python -m gen"),
        ([str(WSDL), "--chek"], "error: unrecognized arguments: --chek; see"),
        ([str(WSDL), "--che"], "error: unrecognized arguments: --che; see"),
        ([str(WSDL), "--max-bytes", "0"], "error: argument --max-bytes: invalid"),
    ],
)
def test_refusals_are_one_line(
    arguments: list[str],
    told: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["-o", str(tmp_path / "out"), *arguments]) == 2
    error = capsys.readouterr().err
    assert error.startswith(told)
    assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()


TWO_PORTS = """
    <wsdl:port name="OtherPort" binding="t:TeaSoap">
      <soap:address location="https://example.com/other"/>
    </wsdl:port>
  </wsdl:service>"""


@pytest.fixture
def two_ports(tea: Path) -> str:
    text = tea.read_text().replace("</wsdl:service>", TWO_PORTS.lstrip("\n"))
    tea.write_text(text)
    return str(tea)


def test_services_and_ports_are_chosen(
    two_ports: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["-o", str(tmp_path / "out")]
    assert main([two_ports, *out]) == 0
    assert (
        "note: port 'OtherPort' has the operations of 'TeaPort'"
        in capsys.readouterr().err
    )
    lock = tmp_path / "out" / "tea" / "generated.toml"
    assert '[options]\npackage = "tea"\n\n' in lock.read_text()
    assert (
        main([two_ports, *out, "--service", "TeaService", "--port", "OtherPort"]) == 0
    )
    assert "is not generated" not in capsys.readouterr().err
    options = tomllib.loads(lock.read_text())["options"]
    assert options["services"] == ["TeaService"]
    assert options["ports"] == ["OtherPort"]
    assert main([two_ports, *out, "--port", "OtherPort", "--port", "TeaPort"]) == 0
    assert (
        "note: port 'OtherPort' has the operations of 'TeaPort'"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize("option", ["--service", "--port"])
def test_a_choice_that_fits_nothing_is_refused(
    option: str, two_ports: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    near = {"--service": "TeaServise", "--port": "OtherPor"}[option]
    assert main([two_ports, "-o", str(tmp_path / "out"), option, near]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"error: {two_ports}:1: there is no {option[2:]} '{near}'")
    assert told.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_part_of_the_operations(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["-o", str(tmp_path), "-q"]
    assert main([str(WSDL), *out, "--operations", "get*", "--operations", "*List"]) == 0
    made = {p.stem for p in (tmp_path / "mktows" / "operations").glob("*.py")}
    assert "get_lead" in made
    assert "import_to_list" in made
    assert "sync_lead" not in made
    assert "merge_leads" not in (tmp_path / "mktows" / "API.md").read_text()
    assert main([str(WSDL), *out, "--operations", "gte*"]) == 2
    assert "no operation fits 'gte*'" in capsys.readouterr().err
