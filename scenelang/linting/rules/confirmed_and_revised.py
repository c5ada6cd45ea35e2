"""A place is confirmed by one line under `self` and revised by another.

Why it hurts: `revises` says that it was wrong, and its text is then read and never learned. `confirms`
says that it was right and would keep its weight. Both cannot be had: whatever stands first in the file,
`revises` wins, and the text that somebody confirmed teaches nothing.

When to leave it: where the story is just that, first held to be right and later taken back. Write
`recalls` for the first of the two; it asks for the same look back and claims nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Related
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.model import Reference, Verb
from scenelang.source import SourceText, Span, SpanEdit

_BEATS = """
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#key}.
              - ask: |
                  [Where is the key?]{#question}
              - think: |
                  [In the coat, as he said]{#coat}.
              - conclude: |
                  [It is in the hall]{#answer}.
"""


class RevisedAllTheSame(LintWarning):
    """A confirmation that a revision undoes."""

    code: ClassVar[str] = "SL848"
    title: ClassVar[str] = "`{target}` is confirmed here, and revised by another line"
    label: ClassVar[str] = "keeps no weight: `revises` takes it"
    help: ClassVar[str] = "take one of the lines out, or write `{span} recalls {target}`"
    target: str
    span: str
    revised: Span
    edit: SpanEdit | None

    def related(self) -> tuple[Related, ...]:
        """The line that revises."""
        return (Related(self.revised, "revised here"),)

    def fix(self) -> Fix | None:
        """`recalls` for `confirms`: the targets stay, and only the claim goes."""
        return None if self.edit is None else Fix("write `recalls` for `confirms`", (self.edit,))


@lint_rule
class ConfirmedAndRevised(SceneRule):
    """Targets of both `confirms` and `revises`."""

    finding = RevisedAllTheSame
    plain_is_clean = True
    EXAMPLES = (
        good(f"""{_BEATS}
            self:
              - coat confirms key
              - answer answers question
        """),
        good(f"""{_BEATS}
            self:
              - coat recalls key
              - answer revises key
        """),
        good(f"""{_BEATS}
            self:
              - coat confirms key
              - answer revises coat
        """),
        bad(
            f"""{_BEATS}
            self:
              - ⟦coat confirms key⟧
              - answer revises key
            """,
            fixed=f"""{_BEATS}
            self:
              - coat recalls key
              - answer revises key
            """,
        ),
        bad(f"""{_BEATS}
            self:
              - answer revises key
              - ⟦coat confirms key⟧
              - ⟦question confirms key⟧
        """),
        bad(f"""{_BEATS}
            self:
              - answer revises fact
              - ⟦coat confirms fact⟧
        """),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each line that confirms what is revised."""
        lines = subject.scene.references
        revised = {line.target.text: line for line in lines if line.verb is Verb.REVISES}
        for line in lines if revised else ():
            other = revised.get(line.target.text)
            if line.verb is Verb.CONFIRMS and other is not None:
                edit = _recalled(line, subject.source)
                yield RevisedAllTheSame(line.place, line.target.text, line.span.text, other.place, edit)


def _recalled(line: Reference, source: SourceText) -> SpanEdit | None:
    """The edit of the verb, where it stands in the file as it is."""
    between = source.text[line.span.place.end : line.target.place.start]
    if between.strip() != Verb.CONFIRMS.value:
        return None
    start = line.span.place.end + between.index(Verb.CONFIRMS.value)
    return SpanEdit(Span(source.name, start, start + len(Verb.CONFIRMS.value)), Verb.RECALLS.value)
