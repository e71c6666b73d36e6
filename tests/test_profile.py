"""Profiles that are wrong: each is refused in one line, at the line of the TOML."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import fit, guard, profile, source
from generator.cli import main
from generator.errors import Refused
from generator.generate import bound
from generator.naming import Names
from generator.profile.places import places
from generator.profile.provider import defined
from generator.render import _prove

HERE = Path(__file__).parent / "profile"
DEEP = "[" * 5000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a service and provider code, which is also the current one."""
    shutil.copytree(HERE, tmp_path / "in")
    monkeypatch.chdir(tmp_path / "in")
    return tmp_path / "in"


def told(folder: Path, text: str | bytes, capsys: pytest.CaptureFixture[str]) -> str:
    """What the command says of a profile."""
    content = text if isinstance(text, bytes) else text.encode()
    (folder / "service.toml").write_bytes(content)
    status = main(["service.wsdl", "-o", "out", "-q"])
    err = capsys.readouterr().err
    assert (status, err.count("\n")) == ((2, 1) if err else (0, 0)), err
    assert (folder / "out").exists() == (not err)
    return err


TEXT = ["7", "true", "1.5", "2024-01-01", "[]", "{}", '""', '" "', "nan"]
LIST = ["7", "false", '"Signer"', '""', "{}", "07:00:00", "[7]", "[[]]", '[""]', "[{}]"]
TABLE = ["7", "true", '"text"', '""', "[]", "1979-05-27T07:32:00Z", "-inf"]
BOOL = ["0", "1", '"yes"', '""', "[]", "{}", "1.0"]

KEYS = [
    ("", "title", TEXT),
    ("", "description", TEXT),
    ("", "names", TABLE),
    ("", "modules", TABLE),
    ("", "headers", TABLE),
    ("", "operations", TABLE),
    ("", "types", TABLE),
    ("", "faults", TABLE),
    ("[names]", "words", LIST),
    ("[names]", "renamed", TABLE),
    ("[names.renamed]", "leaf", TEXT),
    ("[modules]", '"tea.py"', LIST),
    ("[headers]", "Ticket", TABLE),
    ("[headers.Ticket]", "policy", TEXT),
    ("[headers.Ticket]", "name", TEXT),
    ("[headers.Ticket]", "description", TEXT),
    ("[operations]", "ask", TABLE),
    ("[operations.ask]", "summary", TEXT),
    ("[operations.ask]", "description", TEXT),
    ("[operations.ask]", "returns", TEXT),
    ("[operations.ask]", "safe", BOOL),
    ("[operations.ask]", "arguments", TABLE),
    ("[operations.ask.arguments]", "leaf", TEXT),
    ("[types]", "Cup", TABLE),
    ("[types.Cup]", "summary", TEXT),
    ("[types.Cup]", "description", TEXT),
    ("[types.Cup]", "fields", TABLE),
    ("[types.Cup.fields]", "size", TEXT),
    ("[faults]", "code", TEXT),
    ("[faults]", "pattern", TEXT),
    ("[faults]", "errors", [v for v in LIST if v != "[{}]"]),
    ("[[faults.errors]]", "name", TEXT),
    ('[[faults.errors]]\nname = "Cold"', "summary", TEXT),
    ('[[faults.errors]]\nname = "Cold"', "base", TEXT),
    ('[[faults.errors]]\nname = "Cold"', "retry", TEXT),
    ('[[faults.errors]]\nname = "Cold"', "codes", LIST),
]


@pytest.mark.parametrize(
    ("before", "key", "value"),
    [(before, key, value) for before, key, values in KEYS for value in values],
)
def test_a_value_of_the_wrong_kind(
    before: str, key: str, value: str, tmp_path: Path
) -> None:
    file = tmp_path / "service.toml"
    file.write_text(f"# first\n{before}\n{key} = {value}\n")
    with pytest.raises(Refused) as caught:
        profile.load(file)
    assert (caught.value.file, caught.value.line) == (file, 3 + before.count("\n"))


UNREADABLE: list[tuple[str | bytes, int, str]] = [
    (b'title = "x"\n# \xff', 2, "is not UTF-8"),
    (b'\xef\xbb\xbftitle = "x"', 1, "byte order mark"),
    (b'title = "x\x00"', 1, "not TOML"),
    ("title = 1\n\ntitle = 2\n", 3, "Cannot overwrite"),
    ("title = 1\ntitle = 2", 2, "Cannot overwrite"),
    ("[names]\n[names]\n", 2, "Cannot declare"),
    ('\ntitle = "x\n', 2, "not TOML"),
    ('\n\ntitle = """x', 3, "Unterminated"),
    ("\ntitle = 2024-02-30\n", 2, "Invalid date"),
    ("\ntitle = " + "9" * 5000, 2, "too many digits"),
    (f"title = {DEEP}", 1, "nested too deep"),
    ('# \u2028\u0085 are no line ends\n[names]\nwords = [""]', 3, "is empty"),
]

MALFORMED: list[tuple[str, int, str]] = [
    ("colour = 1", 1, "no entry 'colour'"),
    ("tittle = 'x'", 1, "did you mean 'title'?"),
    ("title = 0x" + "f" * 5000, 1, "is not a text"),
    ("[names]\nword = []", 2, "did you mean 'words'?"),
    ("[operations.ask]\nsave = true", 2, "did you mean 'safe'?"),
    ("[names]\nwords = [\n'leaf',\n\n'leaf']", 5, "'leaf' is there twice"),
    ("[names]\nwords = [\n'a-b']", 3, "ASCII letters and digits"),
    ("[names]\nwords = ['caf\u00e9']", 2, "ASCII letters and digits"),
    ("[names.renamed]\nleaf = '2leaf'", 2, "not a name"),
    ("[names.renamed]\nleaf = '_leaf'", 2, "not a name"),
    ("[names.renamed]\nleaf = 'caf\u00e9'", 2, "not a name"),
    ("[names.renamed]\nleaf = 'class'", 2, "not a name"),
    ("names.renamed.leaf = '''\na b'''", 1, "not a name"),
    ("[headers.Ticket]\n\npolicy = 'Session'", 3, "policy is one of"),
    ("[headers.Ticket]\nname = 'a-b'", 2, "not a name"),
    ("[headers.Ticket]\nname = 'x'\npolicy = 'omit'", 2, "no argument"),
    ("[modules]\n'nope.py' = []", 2, "no such file"),
    ("[modules]\n'tea.txt' = []", 2, "not a module"),
    ("[modules]\n'/tea.py' = []", 2, "not a module"),
    ("[modules]\n'../in/tea.py' = []", 2, "not a module"),
    ("[modules]\n'./tea.py' = []", 2, "not a module"),
    ('[modules]\n"a\\u0000b/tea.py" = []', 2, "not a module"),
    ("[modules]\n'a\\tea.py' = []", 2, "not a module"),
    ("[modules]\n'class.py' = []", 2, "not a name"),
    ("[modules]\n'__init__.py' = []", 2, "not a name"),
    ("[modules]\n'_runtime.py' = []", 2, "not a name"),
    ("[modules]\n'py.typed' = []", 2, "not a module"),
    ("[modules]\n'" + "x" * 5000 + ".py' = []", 2, "cannot be read"),
    ("[modules]\n'tea.py' = ['Signer',\n'class']", 3, "not a name"),
    ("[modules]\n'tea.py' = ['Signer',\n'Signer']", 3, "there twice"),
    ("[modules]\n'tea.py' = ['signer']", 2, "did you mean 'Signer'?"),
    ("[modules]\n'tea.py' = ['inner']", 2, "does not define 'inner'"),
    ("[modules]\n'tea.py' = ['local']", 2, "does not define 'local'"),
    ("[modules]\n'tea.py' = ['Place']", 2, "does not define 'Place'"),
    ("[modules]\n'tea.py' = ['announced']", 2, "does not define 'announced'"),
    ("[faults]\ncode = 'detail//code'", 2, "not a path"),
    ("[faults]\ncode = '/'", 2, "not a path"),
    ("[faults]\npattern = '(x'", 2, "unterminated"),
    ("[faults]\npattern = 'x{99999999999}(y)'", 2, "pattern"),
    ("[faults]\npattern = '(x)(y)'", 2, "exactly one group"),
    ("[[faults.errors]]\nsummary = 'Cold.'", 1, "has no name"),
    ("[[faults.errors]]\nname = 'class'", 2, "not a name"),
    ("[[faults.errors]]\nname = 'A'\n[[faults.errors]]\nname = 'A'", 4, "twice"),
    ("faults.errors = [{name = 'A'},\n{name = 'A'}]", 2, "twice"),
    ("[[faults.errors]]\nname = 'A'\nbase = 'A'", 3, "is not above"),
    ("[[faults.errors]]\nname = 'A'\nretry = 'never'", 3, "no codes"),
    ("[[faults.errors]]\nname = 'A'\nretry = 'maybe'", 3, "retry is one of"),
    ("[[faults.errors]]\nname = 'A'\ncodes = ['1', '1']", 3, "there twice"),
    ("[[faults.errors]]\nname = 'A'\ncodes = ['1']", 3, "where a fault has its code"),
    (
        "[[faults.errors]]\nname = 'A'\ncodes = ['1']\n"
        "[[faults.errors]]\nname = 'B'\ncodes = ['2',\n'1']",
        7,
        "'1' is A's already",
    ),
]

UNFIT: list[tuple[str, int, str]] = [
    ("[headers.ticket]", 1, "did you mean 'Ticket'?"),
    ("[operations.asked]", 1, "did you mean 'ask'?"),
    ("[operations.ask.arguments]\ncups = 'x'", 2, "did you mean 'cup'?"),
    ("[operations.pour]\n[operations.ask.arguments]\nsize = 'x'", 3, "no argument"),
    ("[types.Cups]", 1, "did you mean 'Cup'?"),
    ("[types.Cup.fields]\nsizes = 'x'", 2, "did you mean 'size'?"),
    ("[types.Kind.fields]\nGREY = 'x'", 2, "did you mean 'GREEN'?"),
    ("[names]\nwords = ['leaf',\n'leef']", 3, "did you mean 'leaf'?"),
    ("[names]\nwords = ['eaf']", 2, "no name has the word 'eaf'"),
    ("[names.renamed]\nleef = 'x'", 2, "did you mean 'leaf'?"),
    ("[names.renamed]\nGREEN = 'x'", 2, "named 'GREEN'"),
    ("[headers.Ticket]\nname = 'x'\n[names.renamed]\nTicketType = 'X'", 4, "named"),
]

TAKEN: list[tuple[str, int, str]] = [
    ("[names.renamed]\nleaf = 'list'", 2, "'list'"),
    ("[names.renamed]\nleaf = 'client'", 2, "'client'"),
    ("[names.renamed]\nleaf = 'cup'", 2, "'cup'"),
    ("[names.renamed]\nleaf = 'Cup'", 2, "'cup'"),
    ("[names.renamed]\ncup = 'leaf'", 2, "'leaf'"),
    ("[names.renamed]\nleaf = 'x'\notherCup = 'x'", 3, "'x'"),
    ("[names.renamed]\nask = 'pour'", 2, "'Pour'"),
    ("[names.renamed]\nask = 'date'", 2, "'date'"),
    ("[names.renamed]\nask = 'errors'", 2, "'errors'"),
    ("[names.renamed]\nask = 'print'", 2, "'print'"),
    ("[names.renamed]\nask = 'expose'", 2, "'expose'"),
    ("[names.renamed]\nCup = 'Kind'", 2, "'Kind'"),
    ("[names.renamed]\nCup = 'Exception'", 2, "'Exception'"),
    ("[names.renamed]\nCup = 'Client'", 2, "'Client'"),
    ("[names.renamed]\nCup = 'Decimal'", 2, "'Decimal'"),
    ("[names.renamed]\nCup = 'ASK'", 2, "'ASK'"),
    ("[names.renamed]\nCup = 'ASK_ELEMENT'", 2, "'ASK_ELEMENT'"),
    ("[names.renamed]\nCup = 'Saucer'", 2, "'Saucer'"),
    ("[names.renamed]\nTicket = 'leaf'", 2, "both named 'leaf'"),
    ("[headers.Ticket]\nname = 'leaf'", 2, "both named 'leaf'"),
    ("[headers.Ticket]\nname = 'locale'", 2, "both named 'locale'"),
    ("[headers.Ticket]\nname = 'other_cup'", 2, "both named 'other_cup'"),
    ("[headers.Ticket]\nname = 'client'", 2, "'client' cannot be"),
    ("[headers.Ticket]\nname = 'Ticket'", 2, "'Ticket' cannot be"),
    *(
        (f"[[faults.errors]]\nname = 'A'\n[[faults.errors]]\nname = '{name}'", 4, name)
        for name in "FAULTS Faults Final SoapFault ServiceError TransportError "
        "ProtocolError MessageError Retry Exception ValueError TimeoutError Client "
        "AsyncClient Exchange Retrying NIL OPERATIONS TYPE_CHECKING expose errors "
        "types print ask pour".split()
    ),
    ("[modules]\n'errors.py' = []", 2, "'errors.py'"),
    ("[modules]\n'Types.py' = []", 2, "'Types.py'"),
    ("[modules]\n'sub/operations.py' = []", 2, "'sub/operations.py'"),
    ("[modules]\n'aio.py' = []", 2, "'aio.py'"),
    ("[modules]\n'codecs.py' = []", 2, "'codecs.py'"),
    ("[modules]\n'ask.py' = []", 2, "operation 'ask'"),
    ("[modules]\n'Client.py' = []", 2, "'Client'"),
    ("[modules]\n'tea.py' = []\n'sub/Tea.py' = []", 3, "one module"),
    ("[modules]\n'any.py' = ['Client']", 2, "'Client'"),
    ("[modules]\n'any.py' = ['Retry']", 2, "'Retry'"),
    ("[modules]\n'any.py' = ['errors']", 2, "'errors'"),
    ("[modules]\n'any.py' = ['print']", 2, "'print'"),
    ("[modules]\n'any.py' = ['pour']", 2, "operation 'pour'"),
    ("[modules]\n'any.py' = ['x']\n'tea.py' = []\n'other.py' = ['x']", 4, "any.py"),
    ("[modules]\n'other.py' = ['tea']\n'tea.py' = []", 2, "module 'tea.py'"),
    (
        "[modules]\n'tea.py' = ['Signer']\n[[faults.errors]]\nname = 'Signer'",
        2,
        "class of errors",
    ),
    ("[modules]\n'tea.py' = []\n[[faults.errors]]\nname = 'tea'", 2, "class of errors"),
]

ANY = "Client = Retry = errors = print = pour = x = tea = 1\n"
"""A module that defines whatever a test wants to export."""


@pytest.mark.parametrize(
    ("text", "line", "reason"), [*UNREADABLE, *MALFORMED, *UNFIT, *TAKEN]
)
def test_a_profile_is_refused_on_its_line(
    text: str | bytes,
    line: int,
    reason: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (folder / "sub").mkdir()
    names = re.findall(r"'((?:sub/)?\w{1,20}\.py)'", str(text))
    for name in {"any.py", "other.py", *names} - {"tea.py", "nope.py"}:
        (folder / name).write_text(ANY)
    err = told(folder, text, capsys)
    assert err.startswith(f"error: service.toml:{line}: "), err
    assert reason in err


FINE = [
    "",
    "title = 'Tea'\n[operations.ask]\n[operations.pour]\nsafe = false\n",
    "[names]\nwords = ['leaf', 'Cup', 'OTHER']",
    "[names.renamed]\nask = 'query'\ncup = 'mug'\nCup = 'TeaMug'\nleaf = 'type'",
    "[names.renamed]\nTicket = 'class_'\n[headers.Locale]\nname = 'language'",
    "[modules]\n'tea.py' = ['Signer', 'helper', 'KETTLES', 'spout']",
    "[modules]\n'sub/tea.py' = ['tea']\n'sub/any.py' = ['x']",
    "[types.TicketType.fields]\nnumber = 'x'\n[types.Kind.fields]\nGREEN = 'x'",
    "[faults]\npattern = ' (\\\\d+)'\n[[faults.errors]]\nname = 'Cold'\ncodes = ['1']"
    "\n[[faults.errors]]\nname = 'Icy'\nbase = 'Cold'\ncodes = ['2']\nretry = 'never'",
]


@pytest.mark.parametrize("text", FINE)
def test_what_is_right_is_not_refused(
    text: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "sub").mkdir()
    for name in ("any.py", "tea.py"):
        (folder / "sub" / name).write_text(ANY)
    assert told(folder, text, capsys) == ""


def test_a_pattern_keeps_its_spaces(tmp_path: Path) -> None:
    (tmp_path / "service.toml").write_text("[faults]\npattern = ' (x) '")
    assert profile.load(tmp_path / "service.toml").fault_pattern == " (x) "


def test_one_name_serves_a_class_and_a_function(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(folder, "[names.renamed]\nask = 'tea_query'", capsys) == ""
    module = (folder / "out" / "service" / "operations" / "tea_query.py").read_text()
    assert "def tea_query(" in module
    assert "request = TeaQuery(" in module


def test_a_header_that_the_profile_does_not_name_is_settled(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    service = (folder / "service.wsdl").read_text().replace('"leaf"', '"ticket"')
    (folder / "service.wsdl").write_text(service)
    assert told(folder, "", capsys) == ""
    module = (folder / "out" / "service" / "operations" / "ask.py").read_text()
    assert "ticket_2: Ticket | None = None" in module


@pytest.mark.parametrize("target", ["file", "folder", "loop"])
def test_a_link_that_leads_out_of_the_folder(
    target: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.py").write_text("x = 1")
    name = "x.py" if target != "folder" else "linked/x.py"
    link = folder / name.partition("/")[0]
    places = {"file": outside / "x.py", "folder": outside, "loop": link}
    link.symlink_to(places[target])
    err = told(folder, f"[modules]\n'{name}' = []", capsys)
    # Python 3.13 resolves a loop to itself, where older ones fail.
    loop = ("cannot be read", "no such file")
    reasons = loop if target == "loop" else ("leads out of the profile's",)
    assert err.startswith(f"error: service.toml:2: '{name}'")
    assert any(reason in err for reason in reasons)


def test_a_link_inside_the_folder(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "link.py").symlink_to("tea.py")
    assert told(folder, "[modules]\n'link.py' = ['Signer']", capsys) == ""


@pytest.mark.parametrize(
    ("code", "place"),
    [
        (b"x = 1\ndef f(:\n", "tea.py:2: is not Python"),
        (b"\nreturn\n", "tea.py:2: is not Python"),
        (b"x = 1\x00\n", "tea.py:1: is not Python"),
        (b"# coding: none-such\n", "tea.py:1: is not Python"),
        (b"x = " + b"(" * 9999, "tea.py:1: is not Python"),
        (b"# \xff\n", "service.toml:2: 'tea.py': is not UTF-8"),
    ],
)
def test_provider_code_that_is_no_python(
    code: bytes, place: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "tea.py").write_bytes(code)
    err = told(folder, "[modules]\n'tea.py' = []", capsys)
    assert err.startswith(f"error: {place}")


def test_provider_code_is_not_run_and_its_warnings_are_its_own(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    canary = "from pathlib import Path\nPath('canary').touch()\nx = '\\d'\n"
    (folder / "tea.py").write_text(canary)
    assert told(folder, "[modules]\n'tea.py' = ['x']", capsys) == ""
    assert not (folder / "canary").exists()


def test_what_a_module_defines() -> None:
    text = (HERE / "tea.py").read_text()
    own = {"KETTLES", "Signer", "_spare", "helper", "spout", "__all__"}
    assert defined(text, Path("tea.py")) == own
    checked = "if TYPE_CHECKING:\n    x = 1\nelse:\n    y = [z for z in ()]\n"
    assert defined(checked, Path("tea.py")) == {"y"}


@pytest.mark.parametrize("kind", ["folder", "dangling"])
def test_a_profile_that_is_no_file_is_not_passed_over(
    kind: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beside = folder / "service.toml"
    beside.mkdir() if kind == "folder" else beside.symlink_to("nowhere")
    assert main(["service.wsdl", "-o", "out", "-q"]) == 2
    assert capsys.readouterr().err.startswith("error: service.toml:1: ")


def test_the_proof_finds_an_argument_that_is_there_twice() -> None:
    _prove(PurePosixPath("operations/ask.py"), "def ask(a, b): ...\n")
    with pytest.raises(Refused, match="duplicate argument 'a'"):
        _prove(PurePosixPath("operations/ask.py"), "def ask(a, a): ...\n")


def test_arguments_are_those_of_the_elements_type(folder: Path) -> None:
    """An element that only names a type has that type's fields, inherited ones too."""
    text = (folder / "service.wsdl").read_text()
    text = text.replace(
        'part name="body" element="t:pour"', 'part name="body" element="t:Ticket"'
    )
    (folder / "service.wsdl").write_text(text)
    (folder / "service.toml").write_text("[operations.pour.arguments]\nnumber = 'x'")
    loaded = source.load(folder / "service.wsdl")
    guard.check(loaded)
    said, names = profile.load(folder / "service.toml"), Names()
    service, catalogue = bound(loaded, said, names)
    fit.check(service, said, catalogue, names)


def paths(value: Any, *path: str | int) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, *path, key)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from paths(inner, *path, number)


TOML = r'''# a comment = 1
title = """a
"b" [x]
c = 1""""" # [y]
[a.b] # ]
"q.\u0041" = [ "x", # ,]
  'y', [1,
 2], {z = 1, w.v = {}},
]
d = 1979-05-27 07:32:00.5
e.f = 1.5
[[h.i]]
n = '''
TOML += """'''
''' # "
[[h.i]]
n = [{a=1},
 {a=2}, []]
[h.i.sub]
k = {}
[a]
z = 3
[top]"""


def test_every_place_is_found() -> None:
    found = places(TOML)
    assert set(found) == set(paths(tomllib.loads(TOML)))
    expected = {
        ("title",): 2,
        ("a",): 20,
        ("a", "b"): 5,
        ("a", "b", "q.A"): 6,
        ("a", "b", "q.A", 1): 7,
        ("a", "b", "q.A", 2, 1): 8,
        ("a", "b", "q.A", 3, "w", "v"): 8,
        ("a", "b", "d"): 10,
        ("a", "b", "e", "f"): 11,
        ("h", "i", 0): 12,
        ("h", "i", 0, "n"): 13,
        ("h", "i", 1): 15,
        ("h", "i", 1, "n", 0, "a"): 16,
        ("h", "i", 1, "n", 1, "a"): 17,
        ("h", "i", 1, "sub", "k"): 19,
        ("a", "z"): 21,
        ("top",): 22,
    }
    assert {path: found[path] for path in expected} == expected


KNOWN = sorted({key.strip('"') for _, key, _ in KEYS} | {"x", "session", "detail/x"})
VALUES = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.dates() | st.sampled_from(KNOWN),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(KNOWN), inner, max_size=4),
    max_leaves=20,
)


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"'{k}' = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[\n" + ",\n".join(map(toml, value)) + "]"
    if isinstance(value, str):
        return f"'{value}'"
    return str(value).lower()


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(KNOWN), VALUES, max_size=4))
def test_no_tree_gives_anything_but_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, tree: dict[str, Any]
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    text = "".join(f"'{key}' = {toml(value)}\n" for key, value in tree.items())
    file.write_text(text)
    assert set(places(text)) == set(paths(tomllib.loads(text)))
    try:
        profile.load(file)
    except Refused as refused:
        assert refused.line in range(1, text.count("\n") + 2)
