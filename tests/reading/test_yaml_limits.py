from __future__ import annotations

import time
import tracemalloc
from itertools import pairwise

import pytest

from scenelang.reading import read_tree
from scenelang.reading.compose import MAX_DEPTH
from scenelang.source import SourceText

DEEP = {
    "flow lists": "[" * 10_000,
    "flow mappings": "{a: " * 10_000,
    "one to a line": "[\n" * 10_000,
    "block lists": "- " * 10_000 + "x",
    "block mappings": "".join(" " * level + "a:\n" for level in range(2_000)),
    "keys": "? " * 10_000,
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP.keys())
def test_nesting_without_end_is_one_message_at_once(text: str) -> None:
    began = time.process_time()
    outcome = read_tree(SourceText("deep.scene", text))
    assert time.process_time() - began < 2
    assert outcome.value is None
    (found,) = outcome.diagnostics
    assert (found.code, found.message) == ("SL026", f"this is nested more than {MAX_DEPTH} levels deep")
    assert (
        found.help_text
        == f"nothing needs more than {MAX_DEPTH} levels; if this is text, write it as a `|` block"
    )
    assert found.label_text == "one level too many"


def test_the_deepest_tree_allowed_is_read() -> None:
    assert read_tree(SourceText("f", "[" * MAX_DEPTH + "]" * MAX_DEPTH)).value is not None
    too_deep = "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)
    found = read_tree(SourceText("f", too_deep)).diagnostics
    assert [each.place.start for each in found] == [MAX_DEPTH]


def test_a_bomb_of_aliases_is_one_message_at_once() -> None:
    names = "abcdefghi"
    lines = ["a: &a [x, x, x]"]
    lines += [f"{name}: &{name} [{', '.join([f'*{last}'] * 9)}]" for last, name in pairwise(names)]
    began = time.process_time()
    tracemalloc.start()
    outcome = read_tree(SourceText("bomb.scene", "\n".join(lines)))
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
    assert time.process_time() - began < 2
    assert [found.code for found in outcome.diagnostics] == ["SL022"]


def test_more_values_than_anyone_writes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scenelang.reading.compose.MAX_NODES", 100)
    (found,) = read_tree(SourceText("f", "a: [" + "x," * 200 + "]")).diagnostics
    assert (found.code, found.message) == ("SL027", "this file has more than 100 values")
    assert found.help_text == "split the file; long word lists belong into a lexicon file, one value a line"
    assert found.place.start == 4 + 2 * 97


def test_a_long_text_costs_no_more_than_its_lines() -> None:
    body = "  a line of some forty characters, all told\n" * 20_000
    began = time.process_time()
    tracemalloc.start()
    tree = read_tree(SourceText("f", "k: |\n" + body)).value
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
    assert tree is not None
    assert time.process_time() - began < 5
