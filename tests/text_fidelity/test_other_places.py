"""Odd signs in variables, lexicons and names, and files with odd beginnings and line ends."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from signs import FORBIDDEN, HARMLESS, HEAD

from scenelang.compile import compile_paths
from scenelang.diagnostics import Diagnostic
from scenelang.lowering import load_tokenizer
from scenelang.shards import Row, ShardSet, open_shards
from scenelang.source import SourceText

VARIED = """\
scene: 1
id: varied
archetype: plain
vary:
  count: {count}
  draw: {{v: {drawn}}}
beats:
  - fact: |
      It is [${{v}}]{{#a}} here.
"""


def _write(project: Path, text: str | bytes) -> Path:
    path = project / "scenes" / "odd.scene"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def _compiled(project: Path) -> tuple[ShardSet | None, tuple[Diagnostic, ...]]:
    manifest, found = compile_paths([project / "scenes"], project / "out")
    return (None, found) if manifest is None else (open_shards(project / "out").value, found)


def _rows(project: Path) -> list[Row]:
    shards, found = _compiled(project)
    assert shards is not None, [one.message for one in found]
    return list(shards)


def _decoded(row: Row, span: str) -> tuple[str, str]:
    """What the certificate says of a span, and what its tokens decode to, read anew."""
    start, end, text = next(
        (start, end, text) for name, start, end, text, _ in row.certificates if name == span
    )
    return text, _read(row, start, end)


def _read(row: Row, start: int = 0, end: int | None = None) -> str:
    """What some tokens of a row decode to; without a range, all of them."""
    tokenizer = load_tokenizer().value
    assert tokenizer is not None
    return tokenizer.decode(row.input_ids[start:end].tolist())


def _quoted(text: str) -> str:
    return '"' + "".join(f"\\U{ord(sign):08X}" for sign in text) + '"'


def test_values_of_variables_arrive_as_they_are_written(project: Path) -> None:
    values = [f"x{sign}y" for sign in (*HARMLESS.values(), *FORBIDDEN.values())]
    _write(project, VARIED.format(count=600, drawn="[" + ", ".join(map(_quoted, values)) + "]"))
    rows = _rows(project)
    assert {dict(row.binding)["v"] for row in rows} == set(values)
    for row in rows:
        value = dict(row.binding)["v"]
        text, decoded = _decoded(row, "a")
        assert text == value
        assert value in decoded


def test_values_of_a_lexicon_arrive_as_they_are_written(project: Path) -> None:
    values = [f"x{sign}y" for sign in HARMLESS.values()]
    (project / "lexicon").mkdir()
    (project / "lexicon" / "odd.txt").write_bytes("\ufeff".encode() + "\r\n".join([*values, ""]).encode())
    _write(project, VARIED.format(count=600, drawn="{from: lexicon/odd}"))
    rows = _rows(project)
    assert {dict(row.binding)["v"] for row in rows} == set(values)
    for row in rows:
        text, decoded = _decoded(row, "a")
        assert text == dict(row.binding)["v"]
        assert text in decoded


@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_sign_that_nobody_sees_is_refused_in_a_lexicon(project: Path, name: str) -> None:
    (project / "lexicon").mkdir()
    (project / "lexicon" / "odd.txt").write_text(f"Kel\nMi{FORBIDDEN[name]}a\n", encoding="utf-8", newline="")
    _write(project, VARIED.format(count=1, drawn="{from: lexicon/odd}"))
    shards, found = _compiled(project)
    assert shards is None
    (one,) = (one for one in found if one.code == "SL006")
    assert (Path(one.place.file).name, one.place.start, one.help_text) == ("odd.txt", 6, "delete it")


@pytest.mark.parametrize("name", ["王冠", "שלום", "مرحبا", "корона", "\u00e9tude", "한글", "क"])
def test_names_may_be_of_any_script(project: Path, name: str) -> None:
    text = HEAD.format(id=name).replace("fact:", f"fact: |\n      It is [gold]{{#{name} .{name}}}.\n")
    _write(project, text)
    (row,) = _rows(project)
    assert row.scene == name
    assert _decoded(row, name) == ("gold", " gold")


@pytest.mark.parametrize(
    "sign", ["\U0001f642", "\u200d", "\u200b", "\xad", "\u202e", "\ufe0f", "\xa0", "\u3000"]
)
@pytest.mark.parametrize("where", ["id", "span"])
def test_a_name_with_a_sign_that_no_name_has_is_an_error_at_its_place(
    project: Path, sign: str, where: str
) -> None:
    id_, span = (f"a{sign}b", "a") if where == "id" else ("odd", f"a{sign}b")
    text = HEAD.format(id=id_) + f"|\n      It is [gold]{{#{span}}}.\n"
    path = _write(project, text)
    shards, found = _compiled(project)
    assert shards is None
    line = 2 if where == "id" else 6
    assert all(SourceText(str(path), text).position(one.place.start).line == line for one in found)
    assert found
    assert found[0].help_text


BODY = (
    HEAD.format(id="lines")
    + "|\n      The crown 王冠 is [made\n      of gold]{#a}.\n      It [weighs 🙂 much]{#b}.\n"
)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["bare", "with a mark"])
def test_line_ends_and_a_mark_change_neither_text_nor_tokens_nor_line_and_column(
    project: Path, ends: str, mark: bytes
) -> None:
    _write(project, BODY)
    (plain,) = _rows(project)
    content = mark + BODY.replace("\n", ends).encode()
    _write(project, content)
    shards, _ = _compiled(project)
    assert shards is not None
    (row,) = shards
    assert row.input_ids.tolist() == plain.input_ids.tolist()
    assert row.certificates == plain.certificates
    assert [text for _, _, _, text, _ in row.certificates] == ["made\nof gold", "weighs 🙂 much"]
    text = BODY.replace("\n", ends)
    before, after = SourceText("a", BODY), SourceText("b", text)
    for one, other in zip(plain.sources.tolist(), row.sources.tolist(), strict=True):
        assert before.position(one[0]) == after.position(other[0])
    (source,) = (source for source in shards.manifest.sources if source.file.endswith(".scene"))
    assert source.sha256 == hashlib.sha256(content).hexdigest(), "a digest is of the very bytes"


def test_another_line_end_is_another_source(project: Path) -> None:
    """Nothing that was kept from the file before is taken for it."""
    digests = set()
    for ends in ("\n", "\r\n", "\r"):
        _write(project, BODY.replace("\n", ends))
        manifest, _ = compile_paths([project / "scenes"], project / "out", cache=True)
        assert manifest is not None
        digests |= {source.sha256 for source in manifest.sources if source.file.endswith(".scene")}
    assert len(digests) == 3


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"\xed\xa0\x80", "half of a pair of UTF-16"),
        (b"\xc0\x80", "a null of two bytes"),
        (b"\xff", "no UTF-8"),
        (b"\xf4\x90\x80\x80", "beyond Unicode"),
    ],
)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_what_is_no_utf8_is_an_error_with_line_and_column(
    project: Path, content: bytes, place: str, mark: bytes
) -> None:
    head, tail = BODY.encode().split("🙂".encode())
    _write(project, mark + head + content + tail)
    shards, (found,) = _compiled(project)
    assert shards is None
    assert found.code == "SL004"
    assert "line 8, column 18" in found.message + found.label_text + found.help_text
    assert found.place.start == len(head.decode())


@pytest.mark.parametrize("half", ["\\ud83d", "\\uDE42", "\\ud83d\\ude42", "\\U0000d800"])
def test_half_a_character_cannot_be_written_by_escapes_either(project: Path, half: str) -> None:
    text = HEAD.format(id="odd") + f'"It is [gold{half}]{{#a}}."\n'
    _write(project, text)
    shards, (found,) = _compiled(project)
    assert shards is None
    assert found.place.start == text.index("\\")
    assert found.help_text


_TEXTS = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="[]{}$\\"), min_size=1, max_size=20
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@example(sign="0 ", as_escapes=False)
@given(sign=_TEXTS, as_escapes=st.booleans())
def test_any_text_arrives_whole_or_is_refused_at_its_place(
    project: Path, sign: str, as_escapes: bool
) -> None:
    body = f'"It is [{_quoted(sign)[1:-1]}]{{#a}}."\n' if as_escapes else f"|-\n      It is [{sign}]{{#a}}.\n"
    path = _write(project, HEAD.format(id="odd") + body)
    shards, found = _compiled(project)
    if shards is None:
        text = path.read_bytes().decode()
        assert found
        assert all(0 <= one.place.start <= one.place.end <= len(text) for one in found)
        if as_escapes and not set("\r\n") & set(sign):
            assert {one.code for one in found} == {"SL401"}
        return
    (row,) = shards
    text, decoded = _decoded(row, "a")
    assert text.strip() in decoded, "white space at an edge may belong to a neighbour's token"
    assert f"It is {text}." in _read(row)
    if as_escapes or not set("\r\n") & set(sign):
        assert text == sign
