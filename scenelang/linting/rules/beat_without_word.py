"""The text of a beat has no letter, digit or symbol: only punctuation.

Why it hurts: a beat that reads `...` was to be written later, or lost its words to markup. It fits the
archetype's pattern, takes its place in the course of the tension, and teaches a model to say dots where the
thought was to be.

When to leave it: where somebody does keep silent, and the dots are how the text says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.running_text import has_content, read_of


class NoWordInBeat(LintWarning):
    """A beat of punctuation alone."""

    code: ClassVar[str] = "SL842"
    title: ClassVar[str] = "the beat `{kind}` says nothing but `{text}`"
    label: ClassVar[str] = "no letter, digit or symbol"
    help: ClassVar[str] = "write what is said here, or take the beat out"
    kind: str
    text: str


@lint_rule
class BeatWithoutWord(SceneRule):
    """Beats without a sign of content, where no span in them is told of."""

    finding = NoWordInBeat
    plain_is_clean = True
    EXAMPLES = (
        good("""
            archetype: recall
            beats:
              - fact: The key is in the coat...
              - ask: Where?
        """),
        good("""
            archetype: recall
            vary:
              count: 2
              draw: {a: [Ann, Bo]}
            beats:
              - fact: ${a}
              - ask: Who?
        """),
        good("""
            archetype: recall
            language: ja
            beats:
              - fact: 鍵。
              - ask: 5?
        """),
        bad("""
            archetype: recall
            beats:
              - fact: ⟦...⟧
              - ask: Where is the key?
        """),
        bad("""
            archetype: recall
            beats:
              - fact: The key is in the coat.
              - ask: |
                  ⟦(?)⟧
        """),
        bad("""
            archetype: recall
            beats:
              - fact: The key is in the coat.
              - ask: Where is the key?
              - conclude: "⟦—⟧"
        """),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such beat."""
        for beat in subject.scene.beats:
            text = read_of(beat.text.pieces)
            if not has_content(text) and not any(beat.text.spans()):
                scalar = beat.text.scalar
                start = len(scalar.value) - len(scalar.value.lstrip())
                place = scalar.span(start, len(scalar.value.rstrip()))
                yield NoWordInBeat(place, beat.kind.text, text.strip())
