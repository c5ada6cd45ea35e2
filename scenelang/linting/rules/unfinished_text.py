"""A word that says "to be written" stands in the text of a beat.

Why it hurts: `TODO` is a note to oneself, and the model cannot know. It learns to say it, in the very place
where the thought was to be.

When to leave it: where a scene is about such notes. Between quotation marks, between backticks and in fences
they are left alone, for there somebody else says them. A comment, behind `#` on a line of its own between
beats, is the place for a note to oneself: no model reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.set_apart import code_ranges, is_within, quoted_ranges
from scenelang.linting.texts.written_text import scene_texts

if TYPE_CHECKING:
    from scenelang.plain import PlainScene


class NoteInText(LintWarning):
    """A note to oneself in what a model reads."""

    code: ClassVar[str] = "SL833"
    title: ClassVar[str] = "`{word}` is part of the text, and a model learns to say it"
    label: ClassVar[str] = "reads as a note to oneself"
    help: ClassVar[str] = "write what was to stand here, or move the note into a comment between two beats"
    word: str


@cache
def _with_capitals(words: tuple[str, ...]) -> tuple[tuple[str, bytes], ...]:
    """Each word with what must stand among the capitals of a text that has it, if that is sure."""
    starts = [word if word.isupper() else word[:1] for word in words]
    sure = [start.isascii() and start.isalpha() and start.isupper() for start in starts]
    return tuple(
        (word, start.encode() if is_sure else b"")
        for word, start, is_sure in zip(words, starts, sure, strict=True)
    )


@lint_rule
class UnfinishedText(SceneRule):
    """Beats that hold one of a few words for what is yet to be written."""

    finding = NoteInText
    words: tuple[str, ...] = ("TODO", "FIXME", "TBD", "TBA", "Lorem ipsum", "lorem ipsum")
    """The words, as they are written; letters and digits beside one make it another word."""

    EXAMPLES = (
        good("""
            archetype: recall
            beats:
              - fact: |
                  The kettle was on, and nobody had put it on.
              - ask: Who is here?
        """),
        good("""
            archetype: recall
            beats:
              # TODO: say who had been there.
              - fact: |
                  The kettle was on. There was a to-do in the street.
              - ask: Who had been there?
        """),
        good("""
            archetype: recall
            beats:
              - fact: |
                  A todo list hung on the door, and MASTODON was written under it.
              - ask: What hung on the door?
        """),
        good("""
            archetype: recall
            beats:
              - fact: |
                  The note said "TODO: buy milk", [«FIXME» stood]{#word note="TBA"} below, `TBD` on the back.
              - ask: What was to be bought?
        """),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  The kettle was "on". ⟦TODO⟧: say who had been there.
              - ask: Who is here?
        """),
        bad("""
            archetype: recall
            beats:
              - fact: The kettle was on.
              - ask: |
                  Who is here? [⟦TBD⟧]{#answer w=2}
        """),
        bad("""
            archetype: recall
            beats:
              - fact: "⟦Lorem ipsum⟧ dolor sit amet. ⟦FIXME⟧"
              - ask: Who is here?
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether such a word stands anywhere; what begins with a capital is first sought among capitals."""
        for word, start in _with_capitals(self.words):
            if start in scene.capitals and word in scene.together:
                return True
        return False

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such word."""
        either = "|".join(map(re.escape, filter(None, self.words)))
        if not either:
            return
        pattern = re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])")
        for text in scene_texts(subject.scene, subject.source):
            notes = list(pattern.finditer(text.read))
            apart = [*quoted_ranges(text.read), *code_ranges(text.read)] if notes else []
            for found in notes:
                if not is_within(found.start(), apart):
                    yield NoteInText(text.place(*found.span()), found[0])
