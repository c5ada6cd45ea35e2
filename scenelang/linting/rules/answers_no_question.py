"""A line says that something is answered, and what it names asks nothing.

Why it hurts: `answers` sends the look of the answer back to the question, and what is named there decides
where a model looks. A statement as the target means that the wrong span was named, often the fact instead
of the question about it, and then the answer learns to look past what was asked.

When to leave it: where a question is put without its sign, as in an order ("Tell me where it is"). In a
beat of kind `ask` everything counts as a question.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Related
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.running_text import read_of
from scenelang.model import Reference, Verb
from scenelang.source import SourceText, Span, SpanEdit

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

_SIGNS = frozenset("?？؟\u037e⁇⁈")
_BEATS = """
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#key}. [But whose is the coat?]{#whose}
              - fact: |
                  [Ann has a coat of wool]{#wool}.
              - ask: |
                  [Tell me where the key is]{#question}.
              - conclude: |
                  [It is in the hall]{#answer}.
"""


class AnswersStatement(LintWarning):
    """An answer to something that asks nothing."""

    code: ClassVar[str] = "SL853"
    title: ClassVar[str] = "`{target}` is answered, and asks nothing"
    label: ClassVar[str] = "no question"
    help: ClassVar[str] = "name the span that asks, or write `{span} recalls {target}`"
    span: str
    target: str
    asked: Span
    edit: SpanEdit | None

    def related(self) -> tuple[Related, ...]:
        """The target in the text."""
        return (Related(self.asked, "stands here, without a question mark"),)

    def fix(self) -> Fix | None:
        """`recalls` for `answers`, which asks for the same look."""
        return None if self.edit is None else Fix("write `recalls` for `answers`", (self.edit,))


@lint_rule
class AnswersNoQuestion(SceneRule):
    """Targets of `answers` without a question mark in their beat, outside beats that ask."""

    finding = AnswersStatement
    asking: tuple[str, ...] = ("ask", "question")
    """The kinds of beats in which everything is a question."""

    EXAMPLES = (
        good(f"""{_BEATS}
            self:
              - answer answers question
        """),
        good(f"""{_BEATS}
            self:
              - answer answers whose
              - answer recalls wool
        """),
        good(f"""{_BEATS}
            self:
              - answer answers key
              - answer answers ask
        """),
        bad(
            f"""{_BEATS}
            self:
              - answer answers ⟦wool⟧
            """,
            fixed=f"""{_BEATS}
            self:
              - answer recalls wool
            """,
        ),
        bad(f"""{_BEATS}
            self:
              - answer answers ⟦fact.2⟧
        """),
        bad(f"""{_BEATS}
            self:
              - question answers ⟦wool⟧
              - answer answers question
              - answer answers ⟦wool⟧
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether an answered span asks nothing, and stands in no beat that asks."""
        for _, verb, target in scene.references:
            if verb == "answers" and not self._asks(scene, target):
                return True
        return False

    def _asks(self, scene: PlainScene, name: str) -> bool:
        """Whether a span surely asks something."""
        for span, text, _, _, beat in scene.spans:
            if span == name:
                return scene.beats[beat].kind in self.asking or not _SIGNS.isdisjoint(text)
        return False

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such line; other scenes are not looked into."""
        for line in subject.scene.references:
            entry = subject.checked.spans.get(line.target.text) if line.verb is Verb.ANSWERS else None
            if entry is None or entry.scene:
                continue
            beat = subject.scene.beats[entry.beat]
            if beat.kind.text in self.asking or not _SIGNS.isdisjoint(read_of(beat.text.pieces)):
                continue
            place = beat.kind.place if entry.marked is None else entry.marked.place
            edit = _recalled(line, subject.source)
            yield AnswersStatement(line.target.place, line.span.text, line.target.text, place, edit)


def _recalled(line: Reference, source: SourceText) -> SpanEdit | None:
    """The edit of the verb, where it stands in the file as it is."""
    between = source.text[line.span.place.end : line.target.place.start]
    if between.strip() != Verb.ANSWERS.value:
        return None
    start = line.span.place.end + between.index(Verb.ANSWERS.value)
    return SpanEdit(Span(source.name, start, start + len(Verb.ANSWERS.value)), Verb.RECALLS.value)
