"""A rule stays away from one token of a span, though the span has many words.

Why it hurts: a bare key means the last content token of its span, which is where a causal model keeps what
the span said. To look there is as a rule enough; to stay away from there alone leaves all the other words
of the span in sight.

When to leave it: where the gist should be passed by and the words may be read; that is what the rules of
the library mean. So this rule is off unless a project selects it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Safety
from scenelang.linting.example_texts import of_the_key
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.running_text import running_text, words_of
from scenelang.model import At
from scenelang.source import SpanEdit


class OneTokenAvoided(LintWarning):
    """All of a span is in sight but its end."""

    code: ClassVar[str] = "SL869"
    title: ClassVar[str] = "this stays away from the last token of `{span}`, which has {words} words"
    label: ClassVar[str] = "the other words are in sight"
    help: ClassVar[str] = "write `read({span})` to stay away from all of it"

    span: str
    words: int

    def fix(self) -> Fix:
        """The key with a selector; the target then covers more tokens."""
        edit = SpanEdit(self.place, f"read({self.span})")
        return Fix(f"write `read({self.span})`", (edit,), Safety.UNSAFE)


@lint_rule
class OneTokenAvoidedRule(SceneRule):
    """Bare keys of `-/>` whose spans have `words` words or more."""

    words: int = 2
    """The least number of words of a span that is told of."""

    is_on = False
    finding = OneTokenAvoided
    EXAMPLES = (
        good(
            of_the_key("""
            anchors:
              - answer -/> read(key) @ late
            """)
        ),
        good(
            of_the_key("""
            anchors:
              - answer -> key @ late
            """)
        ),
        good("""
            archetype: recall
            beats:
              - fact: The key is in the [coat]{#coat}.
              - ask: "[Where?]{#question}"
            anchors:
              - question -/> coat @ late
        """),
        bad(
            of_the_key("""
            anchors:
              - answer -/> ⟦key⟧ @ late
            """),
            fixed=of_the_key("""
            anchors:
              - answer -/> read(key) @ late
            """),
        ),
        bad(
            of_the_key("""
            anchors:
              - answer -/> ⟦fact⟧, read(ask) @ late
            """),
            fixed=of_the_key("""
            anchors:
              - answer -/> read(fact), read(ask) @ late
            """),
        ),
        bad(
            of_the_key("""
            anchors:
              - before answer -/> ⟦last(key)⟧, ⟦coat⟧ w 2
            """),
            fixed=of_the_key("""
            anchors:
              - before answer -/> read(key), read(coat) w 2
            """),
        ),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such key."""
        aways = [rule for rule in subject.scene.anchors if rule.away]
        if not aways:
            return
        text = running_text(subject.scene, subject.checked.beat_ids)
        for rule in aways:
            for key in rule.keys:
                words = len(words_of(text.of(key.span.text)))
                if key.at is At.LAST and words >= self.words:
                    yield OneTokenAvoided(key.place, key.span.text, words)
