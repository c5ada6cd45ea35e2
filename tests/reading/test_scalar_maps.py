from __future__ import annotations

import io
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_scalars import RandomDocuments, scalars_of
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from scenelang.reading import ScalarStyle, YamlMapping, YamlScalar, load_source, read_tree
from scenelang.reading.yaml_events import libyaml_events, python_events
from scenelang.source import ScalarText, SourceText

READ_TREE = sys.modules["scenelang.reading.read_tree"]
DOCUMENTS = 15_000


def assert_exact(source: SourceText, text: ScalarText) -> None:
    starts, ends = list(text.starts), list(text.ends)
    assert len(starts) == len(ends) == len(text.value)
    assert [text.starts[i] for i in range(len(starts))] == starts
    assert all(start < end for start, end in zip(starts, ends, strict=True))
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
    if text.value:
        assert text.place.start <= starts[0]
        assert ends[-1] <= text.place.end
    for character, start, end in zip(text.value, starts, ends, strict=True):
        written = source.text[start:end]
        if len(written) > 1 or character in " \n":
            assert stands_for(character, written)
        else:
            assert written == character


def stands_for(character: str, written: str) -> bool:
    """A longer stretch is an escape, a doubled quote, or white space around a line break."""
    if written in {character, "''"} or written.startswith("\\"):
        return True
    return not written.strip() and any(sign in written for sign in "\r\n")


def ruamel_values(text: str) -> list[str] | None:
    try:
        events = list(YAML(typ="safe", pure=True).parse(io.StringIO(text, newline="")))
    except MarkedYAMLError:
        return None
    return [event.value for event in events if type(event).__name__ == "ScalarEvent"]


def test_every_random_scalar_has_ruamels_value_and_an_exact_map() -> None:
    styles: Counter[ScalarStyle] = Counter()
    for text in RandomDocuments(7).documents(DOCUMENTS):
        source = SourceText("random.yaml", text)
        tree = read_tree(source)
        assert "SL028" not in [found.code for found in tree.diagnostics], text
        if tree.value is None or tree.diagnostics:
            continue
        found = list(scalars_of(tree.value))
        styles.update(scalar.style for scalar in found)
        for scalar in found:
            assert_exact(source, scalar.text)
        expected = ruamel_values(text)
        assert expected is None or [scalar.text.value for scalar in found] == expected, text
    assert sum(styles.values()) > 10_000
    assert all(styles[style] > 1_000 for style in ScalarStyle), styles


def test_both_parsers_give_the_same_trees_but_for_tabs_and_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    for text in RandomDocuments(11).documents(4_000):
        if "\t" in text or not text.startswith(("k: ", "k:\n", "- ")) or "k: [" in text:
            continue
        source = SourceText("random.yaml", text)
        outcomes = []
        for parser in (libyaml_events, python_events):
            monkeypatch.setattr(READ_TREE, "yaml_events", parser)
            outcomes.append(read_tree(source).value)
        compared += outcomes[0] is not None
        assert repr(outcomes[0]) == repr(outcomes[1]), text
    assert compared > 1_000


LINE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff")
)


@given(st.lists(LINE, min_size=1, max_size=6), st.integers(1, 5), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_literal_block_with_a_digit_stands_for_itself(
    lines: list[str], indent: int, break_sign: str
) -> None:
    body = "".join(" " * indent + line + break_sign for line in lines)
    source = SourceText("block.yaml", f"k: |{indent}+{break_sign}{body}")
    tree = read_tree(source).value
    assert isinstance(tree, YamlMapping)
    scalar = tree.entries[0].value
    assert isinstance(scalar, YamlScalar)
    assert scalar.text.value == "".join(line + "\n" for line in lines)
    for character, start in zip(scalar.text.value, scalar.text.starts, strict=True):
        assert source.text[start] == (break_sign[0] if character == "\n" else character)


CASES = [
    ("k: plain text", "plain", "plain"),
    ("k: one\n  two three", "two", "two"),
    ("k: one\n\n  two", "e\nt", "e\n\n  t"),
    ("k: 'it''s so'", "'s", "''s"),
    (r'k: "a\u00e9b"', "é", r"\u00e9"),
    ('k: "long \\\n   line"', " line", None),
    ("k: |\n  first\n  second\n", "second", "second"),
    ("k: |2-\n    in\n", "  in", "  in"),
    ("k: >\n  a\n  b\n", "a b", "a\n  b"),
    ("k: >+ # note\n\n  a\n\n\n  b\n\n", "a\n\nb", "a\n\n\n  b"),
    ("k: |\r\n  a\r\n  b\r\n", "a\nb", "a\r\n  b"),
    ("k: |\r  a\r  b\r", "a\nb", "a\r  b"),
    ("k: !!str 漢😀字", "字", "字"),
    ("k: !!str # why\n  text", "text", "text"),
    ("k: |\n  a\tb\n", "\tb", "\tb"),
    ('k: "a\\  \n  b"', "a  b", "a\\  \n  b"),
]


@pytest.mark.parametrize(("text", "part", "written"), CASES)
def test_a_part_of_a_scalar_is_found_where_the_file_says_it(
    text: str, part: str, written: str | None
) -> None:
    source = SourceText("case.yaml", text)
    tree = read_tree(source).value
    assert isinstance(tree, YamlMapping)
    scalar = tree.entries[0].value
    assert isinstance(scalar, YamlScalar)
    start = scalar.text.value.index(part)
    place = scalar.text.span(start, start + len(part))
    if written is not None:
        assert source.text_of(place) == written
    assert_exact(source, scalar.text)


def test_an_escaped_line_break_belongs_to_no_character() -> None:
    source = SourceText("case.yaml", 'k: "long \\\n   line"')
    tree = read_tree(source).value
    assert isinstance(tree, YamlMapping)
    text = tree.entries[0].value
    assert isinstance(text, YamlScalar)
    assert text.text.value == "long line"
    assert source.text_of(text.text.span(4, 5)) == " "
    assert source.text_of(text.text.span(5, 9)) == "line"


def test_places_count_from_behind_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "mark.yaml"
    path.write_bytes(b"\xef\xbb\xbfk: value\r\n")
    source = load_source(path).value
    assert source is not None
    tree = read_tree(source).value
    assert isinstance(tree, YamlMapping)
    assert tree.entries[0].key.place.start == 0
    assert source.text_of(tree.entries[0].value.place) == "value"


def test_a_scalar_whose_map_is_in_doubt_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    compose = sys.modules["scenelang.reading.compose"]
    monkeypatch.setattr(compose, "map_scalar", lambda *_: None)
    source = SourceText("doubt.yaml", "k: v")
    outcome = read_tree(source)
    assert outcome.value is None
    assert [found.message for found in outcome.diagnostics] == [
        "the places of this text's characters cannot be told exactly"
    ]
    assert outcome.diagnostics[0].help_text == "write it as a `|` block on the next lines"
    assert source.text_of(outcome.diagnostics[0].place) == "k"


def test_a_parser_that_gives_another_value_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    def shifted(text: str) -> list[object]:
        return [event._replace(value=event.value + "!") for event in libyaml_events(text)]

    monkeypatch.setattr(READ_TREE, "yaml_events", shifted)
    for text in ("k: v", "k: |\n  v", "k:", "'k' : \"v\""):
        assert [found.code for found in read_tree(SourceText("f", text)).diagnostics] == ["SL028"]
