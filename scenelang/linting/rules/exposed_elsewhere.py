"""A text may move only layers that lie above what a rule asks of it.

Why it hurts: what a target asks of layer 10 can be changed in layers up to 10 and nowhere else. Where
`expose` lets the text move only layers behind it, the target has no parameter to move: it is computed, it
shows in the loss, and it does nothing. For attention, the feed-forward part of the target's own layer is
too late as well.

When to leave it: never. Expose earlier layers, or move the target behind the first exposed one. Tension,
noise and bindings, which nobody wrote out, are not told of.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.linting.asked import DEPTHS, asked_of
from scenelang.linting.example_texts import of_the_key
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.model import At, Exposure
from scenelang.signals import LayerBand, Module
from scenelang.source import Span

if TYPE_CHECKING:
    from scenelang.checking import CheckedScene
    from scenelang.lowering import SupervisionPlan

_BY_THEMSELVES = ("noise.", "tension.", "binding.")


class TargetOutOfReach(LintWarning):
    """No layer that the text may move takes part in what is asked."""

    code: ClassVar[str] = "SL874"
    title: ClassVar[str] = (
        "`{origin}` asks for layers {layers}, and its text may move only what lies behind them"
    )
    label: ClassVar[str] = "does nothing"
    help: ClassVar[str] = "expose layers up to {layers} as well, or ask it of later layers"

    origin: str
    layers: str
    exposure: Span

    def related(self) -> tuple[Related, ...]:
        """What the text may move."""
        return (Related(self.exposure, "all that the text may move"),)


@lint_rule
class ExposedElsewhere(SceneRule):
    """Targets that lie before everything that is exposed."""

    finding = TargetOutOfReach
    plain_is_clean = True
    EXAMPLES = (
        good(
            "expose: early\n"
            + of_the_key("""
            anchors:
              - answer -> key @ late
            """)
        ),
        good(
            "expose: middle\n"
            + of_the_key("""
            layers:
              - before answer @ 40%..60%: reads "coat"
            """)
        ),
        good(
            "expose: [attention @ early, mlp @ late]\n"
            + of_the_key("""
            anchors:
              - answer -> key @ early
            """)
        ),
        bad(
            "expose: late\n"
            + of_the_key("""
            anchors:
              - ⟦answer -> key @ early⟧
              - answer -> coat @ all
            """)
        ),
        bad(
            "expose: late\n"
            + of_the_key("""
            layers:
              - ⟦before answer @ 20%..40%: reads "coat"⟧
            """)
        ),
        bad(
            "expose: mlp @ 5..8\n"
            + of_the_key("""
            anchors:
              - ⟦answer -> key @ 5⟧
            layers:
              - before answer @ 5: reads "coat"
            """)
        ),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such rule."""
        scene, checked = subject.scene, subject.checked
        if not (scene.expose or any(beat.expose for beat in scene.beats)):
            return
        plan = asked_of(checked)
        for origin, place, band, looks, beats in _asked(checked, plan):
            exposures = [plan.exposure[beat] for beat in beats]
            if origin.startswith(_BY_THEMSELVES) or not all(exposures):
                continue
            if all(_out_of_reach(band, exposed, looks=looks) for exposed in exposures):
                yield TargetOutOfReach(place, origin, str(band), exposures[0][0].place)


def _asked(
    checked: CheckedScene, plan: SupervisionPlan
) -> Iterator[tuple[str, Span, LayerBand, bool, list[int]]]:
    """Origin, place and layers of each target, whether it is attention, and the beats it may stand in."""
    for look in plan.attention:
        yield look.origin, look.place, look.layers, True, _beats(checked, look.query.at, look.query.span)
    for hold in plan.hidden:
        if hold.weight:
            yield hold.origin, hold.place, hold.layers, False, _beats(checked, hold.where.at, hold.where.span)


def _beats(checked: CheckedScene, at: At, span: str) -> list[int]:
    """The beat of a span; what produces its first word may stand in the beat before."""
    entry = checked.spans.get(span)
    if entry is None or entry.scene:
        return []
    return [entry.beat] if at not in {At.BEFORE, At.PRODUCE} else [max(0, entry.beat - 1), entry.beat]


def _out_of_reach(band: LayerBand, exposed: tuple[Exposure, ...], *, looks: bool) -> bool:
    """True where every exposed part works behind the band, in every model that has the layers."""
    found = [
        _first_effect(each, depth, looks=looks) > max(layers)
        for depth in DEPTHS
        if (layers := band.resolve(depth))
        for each in exposed
        if each.layers.resolve(depth)
    ]
    return bool(found) and all(found)


def _first_effect(exposure: Exposure, depth: int, *, looks: bool) -> int:
    """The first layer whose attention, or whose end, an exposed part changes."""
    late = looks and exposure.module is Module.MLP
    return min(exposure.layers.resolve(depth)) + int(late)
