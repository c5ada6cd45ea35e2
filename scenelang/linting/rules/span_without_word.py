"""A span holds nothing but blanks and punctuation.

Why it hurts: a bare key means the last token of its span that carries something: a letter, a digit, a
symbol. A span without one has none, and what is looked at is a comma. Most often the brackets closed a
word too early: `[,]{#cause} because` for `[because]{#cause}`.

When to leave it: where punctuation is the very thing, as in a scene about commas. Say `first(x)` or
`read(x)` in the rules then, so that readers see that it is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.running_text import has_content, read_of


class NoWordInSpan(LintWarning):
    """A span of blanks and punctuation."""

    code: ClassVar[str] = "SL836"
    title: ClassVar[str] = "this span has no letter, digit or symbol in it"
    label: ClassVar[str] = "nothing here carries a meaning to look at"
    help: ClassVar[str] = "draw the brackets around the words that are meant"


@lint_rule
class SpanWithoutWord(SceneRule):
    """Marked spans without a sign of content."""

    finding = NoWordInSpan
    plain_is_clean = True
    EXAMPLES = (
        good("""
            archetype: recall
            beats:
              - fact: |
                  [The key]{#key w=2} costs [€]{#sign w=2} and is in the coat[...]
              - ask: Where is the key?
        """),
        good("""
            archetype: recall
            vary:
              count: 2
              draw: {a: [Ann, Bo]}
            beats:
              - fact: |
                  [${a}]{#who w=2} has the key.
              - ask: Who has it?
        """),
        good("""
            archetype: recall
            beats:
              - fact: |
                  [Ключ]{#ключ w=2} лежит в кармане, [5]{#число w=2} минут.
              - ask: Где ключ?
            language: ru
        """),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  The key is in the coat⟦[,]{#cause w=2}⟧ because it was left there.
              - ask: Why?
        """),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  The key⟦[ ]{w=2}⟧is in the coat.
              - ask: |
                  Where is it? [It is ⟦[...]{#gap read}⟧]{#answer w=2}
        """),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  He said: ⟦["]{#open w=2}⟧The key is in the coat.⟦["]{#close w=2}⟧
              - ask: Who said so?
        """),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such span."""
        for beat in subject.scene.beats:
            for span in beat.text.spans():
                if not has_content(read_of(span.children)):
                    yield NoWordInSpan(span.place)
