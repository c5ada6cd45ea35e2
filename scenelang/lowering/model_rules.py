"""Do the rules of a scene fit a model: layers, heads, and kinds of supervision. Asked once per rule.

Takes what a scene asks for, and the map of a model. Gives what does not fit, at the place of each rule.
May assume nothing of the two. Never looks at tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scenelang.diagnostics import Diagnostic
from scenelang.lowering.messages_model import (
    BandOutsideModel,
    HeadOutsideModel,
    LayersLeftOut,
    LeftUnsupervised,
    NotSupervisable,
    TooFewHeads,
)
from scenelang.lowering.supervision_plan import AttentionIntent, SupervisionPlan
from scenelang.model import Exposure
from scenelang.signals import (
    Answer,
    HeadRuleKind,
    LayerBand,
    ModelMap,
    Module,
    Supervision,
    runs_text,
    verdict,
)
from scenelang.source import Span
from scenelang.tokens import HiddenKind

_BY_THEMSELVES = ("tension.", "noise.")
_EXPOSE = {
    Module.ALL: Supervision.EXPOSE,
    Module.ATTENTION: Supervision.EXPOSE_ATTENTION,
    Module.MLP: Supervision.EXPOSE_MLP,
}


_CALLED = {
    Supervision.EXPOSE_ATTENTION: "the attention parts",
    Supervision.EXPOSE_MLP: "the feed-forward parts",
}
"""What messages call a kind whose own name is two words of the scene language."""


class _Rule(NamedTuple):
    """What one rule asks of a model."""

    kind: Supervision
    band: LayerBand
    origin: str
    place: Span


def rule_problems(model: ModelMap, plan: SupervisionPlan) -> tuple[Diagnostic, ...]:
    """All rules of a scene that a model cannot follow; one finding of a code at each place.

    A kind of supervision that the model cannot take at all is said once, with a count.
    """
    rules = tuple(_rules(plan))
    refused = {kind for kind in {rule.kind for rule in rules} if verdict(model, kind).answer is Answer.NO}
    found: dict[tuple[str, Span], Diagnostic] = {}
    for one in (*_kinds(model, rules, refused), *_single(model, plan, rules, refused)):
        found.setdefault((one.code, one.place), one)
    return tuple(found.values())


def asked_layers(model: ModelMap, band: LayerBand) -> tuple[int, ...]:
    """The layers of a band that an attention target can be put to."""
    return tuple(layer for layer in model.layers_of(band) if model.layers[layer].attends)


def _rules(plan: SupervisionPlan) -> Iterator[_Rule]:
    for look in plan.attention:
        yield _Rule(Supervision.ATTENTION, look.layers, look.origin, look.place)
    for hold in plan.hidden:
        # Whether there is a teacher is a matter of training, whatever the model.
        if hold.weight and hold.kind is not HiddenKind.TEACHER:
            yield _Rule(Supervision(hold.kind.value), hold.layers, hold.origin, hold.place)
    for exposure in _exposures(plan):
        yield _Rule(_EXPOSE[exposure.module], exposure.layers, "expose", exposure.place)


def _exposures(plan: SupervisionPlan) -> Iterable[Exposure]:
    return dict.fromkeys(exposure for beat in plan.exposure for exposure in beat)


def _kinds(model: ModelMap, rules: Iterable[_Rule], refused: set[Supervision]) -> Iterator[Diagnostic]:
    """What the model cannot take at all, at the first rule that asks for it."""
    for kind in sorted(refused):
        asking = [rule for rule in rules if rule.kind is kind]
        written = [rule for rule in asking if not rule.origin.startswith(_BY_THEMSELVES)]
        first = (written or asking)[0]
        why = verdict(model, kind).why
        if not written:
            yield LeftUnsupervised(first.place, first.origin, kind.value, model.family, why)
            continue
        others = len({rule.place for rule in written}) - 1
        more = f", here and by {others} more rule{'' if others == 1 else 's'}" if others else ""
        yield NotSupervisable(
            first.place,
            first.origin,
            _CALLED.get(kind, kind.value),
            "",
            model.family,
            why,
            more,
            "another model",
        )


def _single(
    model: ModelMap, plan: SupervisionPlan, rules: Iterable[_Rule], refused: set[Supervision]
) -> Iterator[Diagnostic]:
    for rule in rules:
        if rule.kind in refused:
            continue
        layers = model.layers_of(rule.band)
        if layers:
            yield from _in_layers(model, rule, layers)
        else:
            last = model.layer_count - 1
            yield BandOutsideModel(rule.place, rule.origin, str(rule.band), last + 1, last)
    if Supervision.ATTENTION not in refused:
        for look in plan.attention:
            yield from _heads(model, look)


def _in_layers(model: ModelMap, rule: _Rule, layers: tuple[int, ...]) -> Iterator[Diagnostic]:
    """Rules whose layers cannot do it, all of them or some."""
    able = verdict(model, rule.kind).layers
    left = [layer for layer in layers if layer in able]
    # Exposure is all or nothing: text moves every part that is named, or it is not what was asked.
    whole = rule.kind is not Supervision.ATTENTION
    if len(left) == len(layers):
        return
    band, why = runs_text(layers), verdict(model, rule.kind).why
    if left and not whole:
        yield LayersLeftOut(rule.place, rule.origin, runs_text(left), band, why, "")
        return
    where = f" in layer{'' if len(layers) == 1 else 's'} {band}"
    instead = f"layers {runs_text(able)}" if able else "another model"
    kind = _CALLED.get(rule.kind, rule.kind.value)
    yield NotSupervisable(rule.place, rule.origin, kind, where, model.family, why, "", instead)


def _heads(model: ModelMap, look: AttentionIntent) -> Iterator[Diagnostic]:
    rule, layers = look.heads, asked_layers(model, look.layers)
    if rule.kind is HeadRuleKind.NAMED and max(rule.heads) >= model.heads:
        head = max(rule.heads)
        yield HeadOutsideModel(look.place, look.origin, head, model.heads, model.heads - 1)
    most = len(layers) * model.heads
    if rule.kind is HeadRuleKind.TOP and 0 < most < rule.count:
        yield TooFewHeads(look.place, look.origin, rule.count, runs_text(layers), most)
