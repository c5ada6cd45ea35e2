"""No input at all crashes the reader, and every place it names lies in the file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_scalars import RandomDocuments

from scenelang.diagnostics import Outcome
from scenelang.reading import load_source, read_lexicon, read_tree
from scenelang.reading.yaml_events import libyaml_events, python_events
from scenelang.source import SourceText

READ_TREE = sys.modules["scenelang.reading.read_tree"]
SCENE = """\
scene: 1
id: a-scene  # a note
tags: [one, "two", 'it''s']
cast: {hiero: {role: questioner}}
beats:
  - frame: |2-
      The crown [weighs]{#weight} as much.
  - ask(hiero): >
      Is it
      gold?
  - think: "a \\u00e9 b"
  - turn: plain text
      on two lines
"""
SIGNS = st.text(st.sampled_from("ab:-#[]{}|>'\"\\\n\r\t &*!%@`?,~0é😀\u2028\x00<"), max_size=40)


def assert_sound(source: SourceText, outcome: Outcome[object]) -> None:
    assert outcome.value is not None or outcome.diagnostics
    for found in outcome.diagnostics:
        places = [found.place, *(each.place for each in found.related())]
        assert all(source.whole.contains(place) for place in places), found
        assert found.message
        assert found.help_text


@pytest.mark.parametrize("parser", [libyaml_events, python_events])
@settings(max_examples=300, deadline=None)
@given(text=SIGNS)
def test_any_text_gives_a_tree_or_a_message(parser: object, text: str) -> None:
    source = SourceText("any", text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(READ_TREE, "yaml_events", parser)
        assert_sound(source, read_tree(source))
    assert_sound(source, read_lexicon(source))


@settings(max_examples=300, deadline=None)
@given(place=st.integers(0, len(SCENE)), length=st.integers(0, 30), inserted=SIGNS)
def test_any_edit_of_a_scene_gives_a_tree_or_a_message(place: int, length: int, inserted: str) -> None:
    source = SourceText("edited", SCENE[:place] + inserted + SCENE[place + length :])
    assert_sound(source, read_tree(source))


@pytest.mark.parametrize("parser", [libyaml_events, python_events])
def test_random_documents_give_a_tree_or_a_message(parser: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(READ_TREE, "yaml_events", parser)
    for text in RandomDocuments(3).documents(3_000):
        source = SourceText("random", text)
        assert_sound(source, read_tree(source))


def test_every_cut_of_a_scene_gives_a_tree_or_a_message() -> None:
    for end in range(len(SCENE)):
        source = SourceText("cut", SCENE[:end])
        assert_sound(source, read_tree(source))


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=60))
def test_any_bytes_give_a_text_or_a_message(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = Path(tmp_path_factory.getbasetemp()) / "any_bytes"
    path.write_bytes(content)
    outcome = load_source(path)
    assert (outcome.value is None) == bool(outcome.diagnostics)
