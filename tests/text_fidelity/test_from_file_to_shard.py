"""Every sign, in every style of YAML, from the file through reader, compile and shard to the certificate."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from signs import FORBIDDEN, HARMLESS, HEAD, spans_of, written

from scenelang.compile import compile_paths
from scenelang.diagnostics import Diagnostic, Severity
from scenelang.lowering import SceneTokenizer, load_tokenizer
from scenelang.reading import load_source
from scenelang.shards import Row, ShardSet, open_shards
from scenelang.source import SourceText

FETCHED = Path(__file__).parents[2] / "build" / "tokenizers"
EXACT = ("smollm2", "deepseek", "deepseek-v3", "llama3", "gemma3", "llama2")
NORMALISING = ("qwen3", "bert", "e5")
MARK = "\u2581"


def _tokenizer(name: str | None) -> SceneTokenizer:
    if name is not None and not (FETCHED / name / "tokenizer.json").exists():
        pytest.skip(f"run `python tools/fetch_tokenizers.py {name}` first")
    value, found = load_tokenizer(None if name is None else FETCHED / name)
    assert value is not None, [one.label_text for one in found]
    return value


def _compiled(project: Path, name: str | None) -> tuple[ShardSet | None, tuple[Diagnostic, ...]]:
    out = project / "out"
    manifest, found = compile_paths([project / "scenes"], out, None if name is None else FETCHED / name)
    return (None, found) if manifest is None else (open_shards(out).value, found)


def _check_row(
    row: Row, project: Path, sign: str, meant: Callable[[list[int], str], bool], *, exact: bool = True
) -> None:
    source, _ = load_source(project / "scenes" / f"{row.scene}.scene")
    assert source is not None
    certificates = {span: (start, end, text, decoded) for span, start, end, text, decoded in row.certificates}
    assert {span: text for span, (_, _, text, _) in certificates.items()} == spans_of(sign), row.scene
    for start, end, text, _ in certificates.values():
        assert meant(row.input_ids[start:end].tolist(), text), (row.scene, text)
        if exact:  # a normalisation may take a mark into the letter before it, and leave it out of the place
            _check_places(row, source, start, end, text)


def _check_places(row: Row, source: SourceText, start: int, end: int, text: str) -> None:
    """The tokens of a span lead back to where its text stands in the file, whatever the style."""
    places = [place for place in row.sources[start:end].tolist() if place[0] < place[1]]
    pointed = source.text[min(low for low, _ in places) : max(high for _, high in places)]
    if not row.scene.endswith("-escaped"):
        assert text in pointed, (row.scene, text, pointed)
    else:
        assert "\\U" in pointed, (row.scene, pointed)


def _exactly(tokenizer: SceneTokenizer) -> Callable[[list[int], str], bool]:
    return lambda ids, text: text in tokenizer.decode(ids).replace(MARK, " ")


def _as_normalised(tokenizer: SceneTokenizer) -> Callable[[list[int], str], bool]:
    def plain(text: str) -> str:
        kept = (each for each in text if unicodedata.category(each)[0] not in "ZC" and each != MARK)
        return "".join(kept).replace("##", "")

    def meant(ids: list[int], text: str) -> bool:
        if tokenizer.unknown in ids:
            return True
        decoded = plain(tokenizer.normalise(tokenizer.decode(ids)))
        return plain(tokenizer.normalise(text)) in decoded or plain(text) in decoded

    return meant


def test_each_sign_in_each_style_arrives_as_it_was_written(project: Path, odd_scenes: dict[str, str]) -> None:
    shards, found = _compiled(project, None)
    assert shards is not None, [one.message for one in found if one.severity is Severity.ERROR]
    assert sorted(row.scene for row in shards) == sorted(odd_scenes)
    meant = _exactly(_tokenizer(None))
    for row in shards:
        _check_row(row, project, odd_scenes[row.scene], meant)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*EXACT, *NORMALISING])
def test_each_real_tokenizer_keeps_each_sign_or_compile_says_where_not(
    project: Path, odd_scenes: dict[str, str], name: str
) -> None:
    tokenizer = _tokenizer(name)
    shards, found = _compiled(project, name)
    errors = [one for one in found if one.severity is Severity.ERROR]
    assert {one.code for one in errors} <= {"SL401", "SL457"}, [one.message for one in errors]
    assert not errors or name in NORMALISING
    for one in errors:
        source, _ = load_source(Path(one.place.file))
        assert source is not None
        assert source.text_of(one.place).startswith("["), "it points at the span"
        Path(one.place.file).unlink(missing_ok=True)
    if errors:
        shards, _ = _compiled(project, name)
    assert shards is not None
    meant = _exactly(tokenizer) if name in EXACT else _as_normalised(tokenizer)
    for row in shards:
        _check_row(row, project, odd_scenes[row.scene], meant, exact=name in EXACT)


@pytest.mark.parametrize("name", FORBIDDEN)
@pytest.mark.parametrize("style", [style for style, _ in written("") if style != "escaped"])
def test_a_sign_that_nobody_sees_is_an_error_at_its_place(project: Path, name: str, style: str) -> None:
    sign = FORBIDDEN[name]
    text = HEAD.format(id="odd") + dict(written(sign))[style]
    (project / "scenes" / "odd.scene").write_text(text, encoding="utf-8", newline="")
    shards, found = _compiled(project, None)
    assert shards is None
    assert [one.code for one in found] == ["SL006", "SL006"]
    source = SourceText("odd.scene", text)
    first = source.position(found[0].place.start)
    line, column = (
        text[: text.index(sign)].count("\n") + 1,
        text.split("\n")[4 + (style[0] in "lf")].index(sign),
    )
    assert (first.line, first.column) == (line, column + 1)
    assert f"U+{ord(sign):04X}" in found[0].message
    assert "inside double quotes" in found[0].help_text


@pytest.mark.parametrize("name", HARMLESS)
def test_findings_behind_a_sign_keep_their_column(project: Path, name: str) -> None:
    text = HEAD.format(id="odd") + f"|\n      x{HARMLESS[name]}x [gold]{{#a}} [leaf]{{#a}}\n"
    (project / "scenes" / "odd.scene").write_text(text, encoding="utf-8", newline="")
    _, found = _compiled(project, None)
    (twice,) = (one for one in found if one.severity is Severity.ERROR)
    place = SourceText("odd.scene", text).position(twice.place.start)
    assert (twice.code, place.line) == ("SL207", 6), twice.message
    assert place.column == text.split("\n")[5].rindex("a}") + 1
