"""Older spellings are read as the new ones, with a warning on the very word."""

from __future__ import annotations

import pytest

from scenelang.diagnostics import Diagnostic, Severity
from scenelang.model import Scene
from scenelang.parsing import OlderSpelling
from scenelang.reading import DEPRECATED, Where, read_scene
from scenelang.source import SourceText

NEW = """scene: 1
id: jar
archetype: discovery
cast: {ann: {role: thinker}}
beats:
  - ask(ann): '[Why]{#why}?'
  - think: '[So]{#so}.'
self:
  - so revises why
"""


def read(text: str) -> tuple[Scene | None, tuple[Diagnostic, ...]]:
    outcome = read_scene(SourceText("a.scene", text))
    return outcome.value, outcome.diagnostics


@pytest.mark.parametrize("row", DEPRECATED, ids=lambda row: row.old)
def test_an_older_spelling_means_what_the_new_one_means(row: object) -> None:
    assert row in DEPRECATED
    old, new = row.old, row.new  # type: ignore[attr-defined]
    text = NEW.replace(new, old, 1)
    scene, found = read(text)
    expected, _ = read(NEW)
    assert scene is not None
    assert expected is not None
    assert [(str(one.name), str(one.role)) for one in scene.cast] == [("ann", "thinker")]
    assert [one.verb for one in scene.references] == [one.verb for one in expected.references]
    assert scene.unread == frozenset()
    (warning,) = found
    assert isinstance(warning, OlderSpelling)
    assert (warning.code, warning.severity) == ("SL153", Severity.WARNING)
    assert text[warning.place.start : warning.place.end] == old
    assert text[: warning.place.start] + warning.new + text[warning.place.end :] == NEW
    assert warning.help_text == f"write `{new}`, or let `scenelang migrate a.scene` do it"


@pytest.mark.parametrize("quote", ["'", '"'])
def test_the_place_of_a_quoted_key_leaves_the_quotes_out(quote: str) -> None:
    text = NEW.replace("cast", f"{quote}speakers{quote}")
    (warning,) = read(text)[1]
    assert text[warning.place.start : warning.place.end] == "speakers"


def test_both_spellings_of_one_key_are_one_too_many() -> None:
    text = NEW.replace("beats:", "speakers: {bo: {role: asker}}\nbeats:")
    scene, found = read(text)
    assert scene is not None
    assert [str(one.name) for one in scene.cast] == ["ann"]
    assert [one.code for one in found] == ["SL020", "SL153"]
    assert {text[one.place.start : one.place.end] for one in found} == {"speakers"}
    assert found[0].related()[0].place.start == text.index("cast")


def test_the_table_names_no_word_that_is_in_use() -> None:
    news = {(row.where, row.new) for row in DEPRECATED}
    assert not news & {(row.where, row.old) for row in DEPRECATED}
    assert {row.where for row in DEPRECATED} == set(Where)


def test_a_misspelt_older_spelling_is_no_spelling() -> None:
    _, found = read(NEW.replace("revises", "contradict"))
    assert [one.code for one in found] == ["SL130"]


def test_the_names_beside_a_misspelt_verb_are_kept() -> None:
    scene, found = read(NEW.replace("so revises why", "so revizes whi"))
    assert [one.code for one in found] == ["SL130"]
    assert scene is not None
    assert [(str(one.span), one.verb.value, str(one.target)) for one in scene.references] == [
        ("so", "revises", "whi")
    ]
    assert scene.unread == {"self"}
