"""Fixes of slips: only what was surely meant, only where the file holds the word as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenelang.diagnostics import Fix, Safety, Severity, instead, respelling, without
from scenelang.diagnostics.suggestion import surely_meant
from scenelang.linting import lint_file
from scenelang.reading import load_source
from scenelang.source import Span, SpanEdit, apply_edits


def test_a_word_near_one_allowed_word_is_respelt() -> None:
    assert respelling(Span("a.scene", 4, 8), "gold", ("weight", "silver")) is None
    assert respelling(Span("a.scene", 4, 9), "weigt", ("weight", "silver")) == Fix(
        "write `weight`", (SpanEdit(Span("a.scene", 4, 9), "weight"),)
    )


def test_between_two_words_that_are_as_near_somebody_has_to_choose() -> None:
    assert surely_meant("lat", ("late", "last")) is None
    assert surely_meant("silvr", ("silver", "weight")) == "silver"
    assert respelling(Span("a", 0, 3), "lat", ("late", "last")) is None


def test_a_word_that_the_file_writes_with_escapes_is_left_to_its_author() -> None:
    assert instead(Span("a", 0, 9), "weigt", "weight") is None
    assert instead(Span("a", 0, 5), "weigt", "two words") is None


def test_a_deletion_covers_what_it_deletes() -> None:
    assert without(Span("a", 3, 4), "`#`") == Fix(
        "delete `#`", (SpanEdit(Span("a", 3, 4), ""),), Safety.UNSAFE
    )


SCENE = """scene: 1
id: kettle
archetype: reflection
{head}cast:
  cook: {{role: thinker}}
beats:
  - frame: |
      [The kettle was on]{{#on}}, and [nobody had put it there]{{#nobody}}.
  - think(cook): Somebody has been here.
  - ask(cook): Who was it?
  - doubt(cook): Nobody has a key.
  - turn(cook): I had a key.
  - conclude(cook): It was me.
  - reflect(cook): {text}
{rules}"""


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ({"head": "stratm: thinking\n"}, {"head": "stratum: thinking\n"}),
        ({"head": "stratum: thinkng\n"}, {"head": "stratum: thinking\n"}),
        ({"text": "It was room #2 that I heard."}, {"text": "|-\n      It was room #2 that I heard."}),
        ({"text": "He said: it is on."}, {"text": "|-\n      He said: it is on."}),
        ({"text": "@noon it was on."}, {"text": "|-\n      @noon it was on."}),
        ({"text": "[It was]{#was} on."}, {"text": "|-\n      [It was]{#was} on."}),
        ({"rules": "self:\n  - reflect recals on\n"}, {"rules": "self:\n  - reflect recalls on\n"}),
        ({"rules": "self:\n  - reflect recalls #on\n"}, {"rules": "self:\n  - reflect recalls on\n"}),
        ({"rules": "self:\n  - reflect recalls nobdy\n"}, {"rules": "self:\n  - reflect recalls nobody\n"}),
        (
            {"rules": "anchors:\n  - reflect -> on @ 70%..40%\n"},
            {"rules": "anchors:\n  - reflect -> on @ 40%..70%\n"},
        ),
        (
            {"rules": "anchors:\n  - reflect -> on @ 40%-70%\n"},
            {"rules": "anchors:\n  - reflect -> on @ 40%..70%\n"},
        ),
        ({"rules": "anchors:\n  - reflect -> on @ lte\n"}, {"rules": "anchors:\n  - reflect -> on @ late\n"}),
    ],
)
def test_the_fix_of_a_mistake_gives_what_its_author_meant(
    wrong: dict[str, str], right: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "kettle.scene"
    defaults = {"head": "", "text": "I let it boil.", "rules": ""}
    path.write_text(SCENE.format(**{**defaults, **wrong}), encoding="utf-8")
    source = load_source(path).value
    assert source is not None
    fixes = [fix for found in lint_file(path).diagnostics if (fix := found.fix()) is not None]
    assert [fix.safety for fix in fixes] == [Safety.UNSAFE]
    mended = apply_edits(source, fixes[0].edits).text
    assert mended == SCENE.format(**{**defaults, **right})
    path.write_text(mended, encoding="utf-8")
    assert [one for one in lint_file(path).diagnostics if one.severity is Severity.ERROR] == []
