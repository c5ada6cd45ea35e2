"""A line is taken out of a list, or a key out of a block, and the rest of the file stays byte for byte."""

from __future__ import annotations

import pytest

from scenelang.linting.texts.line_removal import without_entry, without_item
from scenelang.reading import YamlMapping, YamlSequence, read_tree
from scenelang.source import SourceText, SpanEdit, apply_edits


def _tree(text: str) -> tuple[SourceText, YamlMapping]:
    source = SourceText("a.scene", text)
    node = read_tree(source).value
    assert isinstance(node, YamlMapping)
    return source, node


def _without_item(text: str, number: int) -> str | None:
    source, node = _tree(text)
    items = node.get("list")
    assert isinstance(items, YamlSequence)
    return _edited(source, without_item(items, number, source))


def _without_entry(text: str, name: str) -> str | None:
    source, node = _tree(text)
    entry = node.entry(name)
    assert entry is not None
    return _edited(source, without_entry(node, entry, source))


def _edited(source: SourceText, edit: SpanEdit | None) -> str | None:
    return None if edit is None else apply_edits(source, [edit]).text


@pytest.mark.parametrize(
    ("text", "number", "left"),
    [
        ("list:\n  - a\n  - b\n", 0, "list:\n  - b\n"),
        ("list:\n  - a\n  - b", 1, "list:\n  - a\n"),
        ("list:\r\n- a\r\n- b  \r\nmore: 1\r\n", 1, "list:\r\n- a\r\nmore: 1\r\n"),
        ("list:\n  - |\n    a\n  - b\n", 0, "list:\n  - b\n"),
        ("list: [a, b, c]\n", 0, "list: [b, c]\n"),
        ("list: [a, b, c]\n", 1, "list: [a, c]\n"),
        ("list: [a , 'b']\n", 1, "list: [a]\n"),
        ("# above\nlist:\n  # of a\n  - a\n  - b\n", 1, "# above\nlist:\n  # of a\n  - a\n"),
    ],
)
def test_an_item_goes_with_its_line_or_its_comma(text: str, number: int, left: str) -> None:
    assert _without_item(text, number) == left


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("list:\n  - a\n", 0),
        ("list: [a]\n", 0),
        ("list:\n  - a\n  - b  # why\n", 1),
        ("list: [a,\n  b]\n", 1),
        ("list: [a, # why\n  b]\n", 1),
    ],
)
def test_nothing_goes_where_more_than_the_item_would(text: str, number: int) -> None:
    assert _without_item(text, number) is None


def test_a_key_goes_with_its_line() -> None:
    assert _without_entry("a: 1\nb: 2\n", "b") == "a: 1\n"
    assert _without_entry("a: 1\nb:\n  - x\n  - y\nc: 3\n", "b") == "a: 1\nc: 3\n"


@pytest.mark.parametrize("text", ["b: 2\n", "{a: 1, b: 2}\n", "a: 1\nb: 2 # why\n"])
def test_a_key_stays_where_more_than_it_would_go(text: str) -> None:
    assert _without_entry(text, "b") is None
