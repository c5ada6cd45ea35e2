"""The same beat stands, word by word, in several scenes.

Why it hurts: a paragraph that opens or closes many scenes is learned by heart, and it stands between the
model and what is different in each. It also says "this is such a text" before the thought has begun, which
later texts will not say.

A passage is a beat of 12 words or more. Markup, case and the signs at the edges of words do not count. The
finding stands at the first scene that holds the passage and names some of the others.

When to leave it: where a fixed form is meant, as the oath before a hearing. `[...]{read}` lets it be read
and not learned.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.linting.alike.alike_scenes import Passage, read_again, repeated_passages
from scenelang.linting.alike.sketch import text_sketch
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import CorpusRule, LintWarning, lint_rule
from scenelang.linting.scene_facts import SceneFacts, beat_text
from scenelang.linting.subjects import CorpusSubject
from scenelang.source import Span

_SHOWN = 3
_OATH = "Whoever speaks here says what was seen and heard, and nothing that was only thought of afterwards."


def _other(name: str, end: str) -> str:
    return f"id: {name}\narchetype: recall\nbeats:\n  - fact: {_OATH}\n  - fact: {end}\n  - ask: Who knew?\n"


class RepeatedPassage(LintWarning):
    """A beat of this text stands in several scenes."""

    code: ClassVar[str] = "SL902"
    title: ClassVar[str] = "{count} scenes have this passage"
    label: ClassVar[str] = "the same in `{other}` and elsewhere"
    help: ClassVar[str] = (
        "write it anew in each scene, leave it out, or mark it `[...]{{read}}`: read, not learned"
    )
    count: int
    other: str
    others: tuple[Span, ...]

    def related(self) -> tuple[Related, ...]:
        """Some of the other scenes that have it."""
        return tuple(Related(place, "this scene has it too") for place in self.others)


@lint_rule
class RepeatedPassages(CorpusRule):
    """Beats of 12 words or more that stand in several scenes."""

    finding = RepeatedPassage
    scenes: int = 3
    """In so many scenes a passage must stand."""

    EXAMPLES = (
        good(
            f"""
            archetype: recall
            beats:
              - fact: {_OATH}
              - ask: Who knew?
            """,
            files={"f.scene": _other("f", "It was dark.")},
        ),
        good(
            """
            archetype: recall
            beats:
              - fact: Nobody spoke.
              - ask: Who knew?
            """,
            files={
                name: _other(name[0], "It was dark.").replace(_OATH, "Nobody spoke.")
                for name in ("f.scene", "g.scene", "h.scene")
            },
        ),
        good(
            """
            archetype: recall
            beats:
              - fact: |
                  Whoever speaks here says what was seen and heard, and what was thought of it then.
              - ask: Who knew?
            """,
            files={"f.scene": _other("f", "It was dark."), "g.scene": _other("g", "It rained.")},
        ),
        bad(
            f"""
            archetype: recall
            beats:
              - fact: ⟦{_OATH}⟧
              - fact: Nobody spoke.
              - ask: Who knew?
            """,
            files={"f.scene": _other("f", "It was dark."), "g.scene": _other("g", "It rained.")},
        ),
        bad(
            """
            archetype: recall
            beats:
              - fact: Nobody spoke.
              - fact: |
                  ⟦[Whoever speaks here]{#who} says what was seen and heard,
                  and nothing that was only thought of afterwards.⟧
              - ask: Who knew?
            """,
            files={"f.scene": _other("f", "It was dark."), "g.scene": _other("g", "It rained.")},
        ),
        bad(
            f"""
            archetype: recall
            beats:
              - fact: ⟦{_OATH}⟧
              - fact: Nobody spoke, and it rained.
              - ask: Who knew?
            """,
            files={"f.scene": _other("f", "It was dark.")},
            options={"scenes": 2},
        ),
    )

    def check(self, subject: CorpusSubject) -> Iterator[Diagnostic]:
        """One finding for each passage, at the first scene that has it."""
        for passage in repeated_passages(subject.scenes, self.scenes):
            place = _place_in(passage.scenes[0], passage)
            if place is not None:
                others = tuple(scene.place for scene in passage.scenes[1:][:_SHOWN])
                yield RepeatedPassage(place, len(passage.scenes), passage.scenes[1].id, others)


def _place_in(facts: SceneFacts, passage: Passage) -> Span | None:
    """Where a passage stands in a scene; None where its file has changed meanwhile."""
    scene = read_again(facts)
    for beat in () if scene is None else scene.beats:
        if passage.digest in text_sketch([beat_text(beat)]).passages:
            scalar = beat.text.scalar
            return scalar.span(0, len(scalar.value.rstrip()))
    return None
