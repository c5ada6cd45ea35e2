"""The name of a span does not tell what the span says.

Why it hurts: `- a, s2 => x` can be read by nobody, so a wrong premise is not seen, in writing or in review.
A line such as `- weight, silver => test` is checked by reading it.

When to leave it: names that tell are a habit, not a law, and scenes made by a script have numbers. So the
rule is off until a project asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject


class NameTellsNothing(LintWarning):
    """A name such as `s1`."""

    code: ClassVar[str] = "SL837"
    title: ClassVar[str] = "`{name}` does not tell what the span says"
    label: ClassVar[str] = "who reads `{name}` in a rule has to look here"
    help: ClassVar[str] = (
        "name it by its matter, as `weight` or `question`, here and in the rules that use it"
    )
    name: str


@lint_rule
class VagueName(SceneRule):
    """Names of spans that are one letter, two letters with a number, or a word that tells nothing."""

    finding = NameTellsNothing
    is_on = False
    words: tuple[str, ...] = ("span", "text", "part", "tmp", "temp", "foo", "bar", "baz")
    """Words that tell nothing, with or without a number behind them."""

    EXAMPLES = (
        good("""
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#key w=2}.
              - ask: Where is the key?
        """),
        good("""
            archetype: recall
            beats:
              - fact: |
                  [Ann]{w=2} has [the key]{#key-2 w=2} and [the coat]{#coat2 w=2}.
              - ask: Who has it?
        """),
        good("""
            archetype: recall
            beats:
              - fact: |
                  [Ключ]{#ключ w=2} лежит в [кармане]{#он w=2}.
              - ask: Где ключ?
            language: ru
        """),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#⟦s1⟧ w=2}. [The coat is in the hall]{#⟦s2⟧ w=2}.
              - ask: Where is the key?
        """),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#⟦a⟧ w=2}.
              - ask: |
                  Where is [the key]{#⟦span-3⟧ w=2}?
        """),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  [Ключ в кармане]{#⟦к1⟧ w=2}, [карман в пальто]{#⟦tmp⟧ w=2}.
              - ask: Где ключ?
            language: ru
        """),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such name."""
        for beat in subject.scene.beats:
            for span in beat.text.spans():
                if span.id is not None and self._is_vague(span.id.text):
                    yield NameTellsNothing(span.id.place, span.id.text)

    def _is_vague(self, name: str) -> bool:
        stem = name.rstrip("0123456789").rstrip("-_.")
        return len(stem) < 2 or (len(stem) == 2 and stem != name) or stem.casefold() in self.words
