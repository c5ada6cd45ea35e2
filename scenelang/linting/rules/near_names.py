"""Two names of one scene differ by a plural alone, or by two neighbouring letters that changed places.

Why it hurts: `answer` and `answers` both resolve, so a slip in a rule is no error: the attention target
goes to the other span, and training pulls at the wrong words in silence. With names that are further apart
the same slip is found before anything is compiled.

When to leave it: where the two are a pair on purpose, the one and the many. Good texts have such pairs,
and so the rule is off until a project asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.model import Latent, Name, Scene
from scenelang.source import Span

_ENDINGS = ("s", "es")


class NamesNearlyAlike(LintWarning):
    """Two names that a slip of the hand turns into one another."""

    code: ClassVar[str] = "SL832"
    title: ClassVar[str] = "the names `{name}` and `{other}` differ by a slip of the hand"
    label: ClassVar[str] = "a rule that means the one may name the other"
    help: ClassVar[str] = (
        "give one of them a name that says how it differs, and change it wherever rules use it"
    )
    name: str
    other: str
    first: Span

    def related(self) -> tuple[Related, ...]:
        """Where the other name is given."""
        return (Related(self.first, f"`{self.other}` is named here"),)


@lint_rule
class NearNames(SceneRule):
    """Names of spans, steps and silent conclusions that differ by a plural or by two swapped letters."""

    finding = NamesNearlyAlike
    is_on = False
    EXAMPLES = (
        good("""
            archetype: recall
            beats:
              - fact: |
                  [The kettle is on]{#on w=2}, and [nobody put it on]{#nobody w=2}.
              - ask: Who is here?
        """),
        good("""
            archetype: recall
            beats:
              - fact: |
                  [One letter]{#letter.1 w=2}, [another letter]{#letter.2 w=2}, [a third]{#letter.3 w=2}.
              - ask: How many letters came?
        """),
        good("""
            archetype: recall
            beats:
              - fact: |
                  [The first note]{#a w=2}, [the next]{#as w=2}, and [the one they passed]{#pass w=2}.
              - ask: Which note was passed?
        """),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  [One letter]{#letter w=2} came, and then [ten letters]{#⟦letters⟧ w=2}.
              - ask: How many came?
        """),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  [The boxes]{#boxes w=2} stood on [a box]{#⟦box⟧ w=2}.
              - ask: On what?
        """),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  [The trial]{#trial w=2} went over [a long trail]{#⟦trail⟧ w=2}.
              - ask: Over what?
        """),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  [The tide was out]{#tide w=2}.
              - ask: |
                  When is it back? [By noon]{#noon}.
            logic:
              - tide => (⟦tides⟧ = "twice")
              - tides => noon
        """),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each name that is near one before it."""
        seen: dict[str, Name] = {}
        for name in _names(subject.scene):
            for near in _near(name.text):
                first = seen.get(near)
                if first is not None:
                    yield NamesNearlyAlike(name.place, name.text, first.text, first.place)
                    break
            seen.setdefault(name.text, name)


def _names(scene: Scene) -> Iterator[Name]:
    for beat in scene.beats:
        for span in beat.text.spans():
            if span.id is not None:
                yield span.id
    for step in scene.logic:
        if step.name is not None:
            yield step.name
        if isinstance(step.conclusion, Latent):
            yield step.conclusion.name


def _near(name: str) -> Iterator[str]:
    """The names that are one slip away; those of one or two letters have too many."""
    if len(name) < 3:
        return
    for ending in _ENDINGS:
        yield f"{name}{ending}"
        if name.endswith(ending):
            yield name[: -len(ending)]
    for place in range(len(name) - 1):
        left, right = name[place], name[place + 1]
        if left != right and left.isalpha() and right.isalpha():
            yield f"{name[:place]}{right}{left}{name[place + 2 :]}"
