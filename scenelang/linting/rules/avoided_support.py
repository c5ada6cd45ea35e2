"""A text that is not to be said carries the reasoning: it concludes, it is a premise, or it is confirmed.

Why it hurts: `avoid` trains against every token of a span. Logic that concludes it, or rests on it, and an
anchor that looks somewhere in order to produce it, train for it. The model is taught where the thought comes
from and, at the same positions, not to have it.

When to leave it: for keys that are looked back at because they were wrong; `recalls`, anchors' keys and
`-/>` are not told of. A guess that is read and taken back needs `revises`, and no `avoid`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.linting.example_texts import of_the_key
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.model import At, Latent, Operator, Scene, Verb
from scenelang.source import Span

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

_PRODUCING = {At.PRODUCE, At.BEFORE}
_HERE = {Verb.ANSWERS, Verb.CONFIRMS}


class AvoidedSupports(LintWarning):
    """A span is trained for and against."""

    code: ClassVar[str] = "SL873"
    title: ClassVar[str] = "`{span}` is not to be said, and {use}"
    label: ClassVar[str] = "trained for here"
    help: ClassVar[str] = (
        "take `avoid` off the span, or this rule out; a guess that is taken back needs `revises`"
    )

    span: str
    use: str
    mark: Span

    def related(self) -> tuple[Related, ...]:
        """Where the span is."""
        return (Related(self.mark, "trained against here"),)


@lint_rule
class AvoidedSupport(SceneRule):
    """Spans with `avoid` that logic, references or anchors need said."""

    finding = AvoidedSupports
    EXAMPLES = (
        good("""
            archetype: recall
            beats:
              - fact: "[The lamp is broken]{#lamp}. [It is bright]{#bright avoid}."
              - ask: "[Where is it dark?]{#question}"
            anchors:
              - question -/> bright @ late
        """),
        good("""
            archetype: recall
            beats:
              - fact: "[The lamp is broken]{#lamp}. [It is bright]{#bright avoid}."
              - ask: "[Where is it dark?]{#question}"
            self:
              - question recalls bright
        """),
        good(
            of_the_key("""
            logic:
              - key, coat => answer
            """)
        ),
        bad("""
            archetype: recall
            beats:
              - fact: "[The lamp is broken]{#lamp}. So [it is bright]{#bright avoid}."
              - ask: Where is it dark?
            logic:
              - lamp => ⟦bright⟧
        """),
        bad("""
            archetype: recall
            beats:
              - fact: "[The lamp is broken]{#lamp avoid}. So [it is dark]{#dark}."
              - ask: "[Is it dark?]{#question} [Yes]{#yes}"
            logic:
              - ⟦lamp⟧ => dark
            self:
              - yes confirms dark
        """),
        bad("""
            archetype: recall
            beats:
              - fact: "[The lamp is broken]{#lamp}. So [it is bright]{#bright avoid}."
              - ask: "[Is it dark?]{#question} [Yes]{#yes}"
            anchors:
              - ⟦bright⟧ -> lamp @ early
            self:
              - yes confirms ⟦bright⟧
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether any rule names a span that is to be avoided, but to keep attention away."""
        avoided = {span.id for span in scene.marked if span.marks.avoid}
        if not avoided:
            return False
        named = [name for step in scene.logic for name in (*step.premises, step.conclusion)]
        named += [line.span for line in scene.references]
        named += [line.target for line in scene.references if line.verb == "confirms"]
        named += [rule.query.span for rule in scene.anchors if not rule.is_away]
        return not avoided.isdisjoint(named)

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each rule that needs such a span said."""
        scene = subject.scene
        avoided = {
            span.id.text: span.place
            for beat in scene.beats
            for span in beat.text.spans()
            if span.avoid and span.id is not None
        }
        if not avoided:
            return
        for name, place, use in _uses(scene):
            if name in avoided:
                yield AvoidedSupports(place, name, use, avoided[name])


def _uses(scene: Scene) -> Iterator[tuple[str, Span, str]]:
    for step in scene.logic:
        if step.operator is not Operator.REFUTES:
            yield from ((name.text, name.place, "a step rests on it") for name in step.premises)
            if not isinstance(step.conclusion, Latent):
                yield step.conclusion.span.text, step.conclusion.span.place, "a step concludes it"
    for reference in scene.references:
        if reference.verb in _HERE:
            yield reference.span.text, reference.span.place, f"it {reference.verb.value} something"
        if reference.verb is Verb.CONFIRMS:
            yield reference.target.text, reference.target.place, "it is confirmed"
    for rule in scene.anchors:
        if not rule.away and rule.query.at in _PRODUCING:
            yield rule.query.span.text, rule.query.place, "an anchor helps to produce it"
