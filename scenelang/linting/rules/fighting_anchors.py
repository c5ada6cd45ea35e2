"""One rule asks to look at a place, and another to stay away from it, in the same layers and heads.

Why it hurts: the two losses pull the same attention up and down. Neither is ever satisfied, and what is left
of the gradient is noise on the heads that both name. One of the two rules is as a rule a leftover, or means
other layers: look early, stay away late.

When to leave it: hardly ever. Rules of `self` and `logic` count too, with the layers that the archetype gives
them, and so does noise: every later thinking beat stays away from it in all layers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.linting.asked import asked_of, fall_together, heads_fight
from scenelang.linting.example_texts import of_the_key
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.model import Stratum
from scenelang.source import Span

if TYPE_CHECKING:
    from scenelang.checking import CheckedScene
    from scenelang.lowering import AttentionIntent
    from scenelang.plain import PlainScene

_LATE = " @ late"


class AnchorsFight(LintWarning):
    """What one rule asks of attention, another forbids."""

    code: ClassVar[str] = "SL860"
    title: ClassVar[str] = "`{query}` is to look at `{key}` and to stay away from it"
    label: ClassVar[str] = "against `{origin}`, in layers {layers}"
    help: ClassVar[str] = "take one of the two rules out, or give them layers that do not meet"

    query: str
    key: str
    origin: str
    layers: str
    other: Span

    def related(self) -> tuple[Related, ...]:
        """The rule on the other side."""
        return (Related(self.other, "the other rule"),)


@lint_rule
class FightingAnchors(SceneRule):
    """Attention rules that pull and push at one place."""

    finding = AnchorsFight
    EXAMPLES = (
        good(
            of_the_key("""
            anchors:
              - answer -> key @ early
              - answer -/> key @ late
            """)
        ),
        good(
            of_the_key("""
            anchors:
              - answer -> key @ all
              - answer -/> key @ late
            """)
        ),
        good(
            of_the_key("""
            anchors:
              - answer -> key @ late h0
              - answer -/> key @ late h1
            """)
        ),
        bad(
            of_the_key("""
            anchors:
              - answer -> key @ late
              - ⟦answer -/> key @ late⟧
            """)
        ),
        bad(
            of_the_key("""
            anchors:
              - ⟦answer -/> question⟧
            self:
              - answer answers question
            """)
        ),
        bad(
            of_the_key("""
            anchors:
              - answer -> key @ middle each
              - ⟦before answer -/> read(key) @ 50%..80%⟧
            """)
        ),
        bad(
            of_the_key("""
            anchors:
              - ⟦answer -/> coat @ 70%..90%⟧
            logic:
              - key, coat => answer
            """)
        ),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether what a rule keeps away may be looked at from the same place.

        The layers of references are none of the late ones, where the archetype of a plain scene has its way.
        """
        away = [rule for rule in scene.anchors if rule.is_away]
        if not away:
            return False
        if scene.uses_beats:
            return True
        for rule in away:
            span, keys = rule.query.span, {key.span for key in rule.keys}
            looked_at = (
                set(scene.rests_on.get(span, ())) if rule.tail == _LATE else scene.looked_at_from(span)
            )
            looked_at.update(
                [
                    key.span
                    for one in scene.anchors
                    if not one.is_away and one.query.span == span
                    for key in one.keys
                ]
            )
            if not looked_at.isdisjoint(keys):
                return True
        return False

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each rule that keeps away what another asks for."""
        checked = subject.checked
        if not any(rule.away for rule in checked.scene.anchors) and Stratum.NOISE not in checked.strata:
            return
        looks = asked_of(checked).attention
        for away in looks:
            against = next((look for look in looks if away.away and _fight(checked, look, away)), None)
            if against is not None:
                written = away.origin.startswith("anchors.")
                here, there = (away, against) if written else (against, away)
                yield AnchorsFight(
                    here.place,
                    str(against.query.span),
                    str(against.keys[0].span if len(against.keys) == 1 else away.keys[0].span),
                    there.origin,
                    str(against.layers),
                    there.place,
                )


def _fight(checked: CheckedScene, look: AttentionIntent, away: AttentionIntent) -> bool:
    return (
        not look.away
        and heads_fight(look, away)
        and fall_together(checked, look.query, away.query)
        and any(fall_together(checked, key, other) for key in look.keys for other in away.keys)
    )
