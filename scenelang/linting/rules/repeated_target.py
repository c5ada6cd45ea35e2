"""A rule asks for what another one asks for already.

Why it hurts: nothing new is taught, but the same site of the loss counts twice, so this one look weighs
more than its author knows. Where the copy stands under `anchors` or `layers` and the original comes from
`logic` or `self`, a change of the logic leaves the copy behind.

When to leave it: where the double weight is meant. Then say so with `w 2` in one rule. Rules that meet in
some of their layers only are not told of.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Related, Safety
from scenelang.linting.asked import asked_of, layers_within, lies_in
from scenelang.linting.example_texts import of_the_key
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.line_removal import without_item
from scenelang.model import At, Template, Variable
from scenelang.plain import band_of
from scenelang.reading import YamlSequence
from scenelang.signals import HeadRuleKind, LayerBand
from scenelang.source import Span, SpanEdit

if TYPE_CHECKING:
    from scenelang.checking import CheckedScene
    from scenelang.lowering import AttentionIntent, HiddenIntent
    from scenelang.plain import PlainLayer, PlainScene

_CHAIN = 8
_OF_LAYERS = ("names", "mirrors")
_WRITTEN = ("anchors.", "layers.", "self.")


class TargetRepeated(LintWarning):
    """Two rules ask for one thing."""

    code: ClassVar[str] = "SL862"
    title: ClassVar[str] = "`{origin}` asks for this already"
    label: ClassVar[str] = "asked twice"
    help: ClassVar[str] = "take one of the two out; for more weight, write `w` behind the other"

    origin: str
    other: Span
    edit: SpanEdit | None

    def related(self) -> tuple[Related, ...]:
        """The rule that asks first."""
        return (Related(self.other, "asked for here"),)

    def fix(self) -> Fix | None:
        """The scene without the copy; the target then weighs once, so training changes."""
        return None if self.edit is None else Fix("take the copy out", (self.edit,), Safety.UNSAFE)


@lint_rule
class RepeatedTarget(SceneRule):
    """Attention and layer rules that add nothing to another rule but weight."""

    finding = TargetRepeated
    EXAMPLES = (
        good(
            of_the_key("""
            anchors:
              - answer -> key @ middle
              - answer -> coat @ middle
            """)
        ),
        good(
            of_the_key("""
            anchors:
              - answer -> key @ early
              - answer -> key @ late
            """)
        ),
        good(
            of_the_key("""
            anchors:
              - question -> key @ late
            logic:
              - key, coat => answer
            """)
        ),
        bad(
            of_the_key("""
            anchors:
              - answer -> key @ middle
              - answer -/> garden @ late
              - ⟦answer -> key @ middle⟧
            """),
            fixed=of_the_key("""
            anchors:
              - answer -> key @ middle
              - answer -/> garden @ late
            """),
        ),
        bad(
            of_the_key("""
            anchors:
              - ⟦answer -> key @ 50%..90%⟧
            logic:
              - key, coat => answer
            """)
        ),
        bad(
            of_the_key("""
            layers:
              - before answer @ 60%: reads "coat"
              - ⟦before answer @ 60%: reads "coat"⟧
            """),
            fixed=of_the_key("""
            layers:
              - before answer @ 60%: reads "coat"
            """),
        ),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether anything else is asked of the same places, with the same heads."""
        if not (scene.anchors or scene.layers or len(scene.references) > 1):
            return False
        if scene.uses_beats:
            return True
        return _looks_may_repeat(scene) or (bool(scene.layers) and _layers_may_repeat(scene))

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each written rule that another one makes needless."""
        scene = subject.scene
        if not (scene.anchors or scene.layers or len(scene.references) > 1):
            return
        plan = asked_of(subject.checked)
        looks = [look for look in plan.attention if not look.apart]
        yield from _attention(subject, looks)
        yield from _hidden(subject, [hold for hold in plan.hidden if hold.weight])


def _heads(tail: str) -> str:
    """The word for heads behind the keys of a plain rule; empty where any may look."""
    return "top" if " top" in tail else "mean" if " mean" in tail else ""


def _looks_may_repeat(scene: PlainScene) -> bool:
    """Whether a rule may ask for a look that logic or another rule asks for, with the same heads."""
    looks = [(span, target, "") for span, verb, target in scene.references if verb not in _OF_LAYERS]
    for query, keys, is_away, tail in scene.anchors:
        heads = "away" if is_away else _heads(tail)
        looks += [(query.span, key.span, heads) for key in keys]
    rests_on = scene.rests_on
    for span, target, heads in looks:
        if not heads and span in rests_on and target in rests_on[span]:
            return True
    return len(set(looks)) < len(looks)


def _layers_may_repeat(scene: PlainScene) -> bool:
    """Whether a layer rule may ask what another does, or what logic or a reference brings about."""
    rules = scene.layers
    if len(rules) > 1 and len({(rule.where.span, rule.aim, rule.argument) for rule in rules}) < len(rules):
        return True
    mirrored = [span for span, verb, _ in scene.references if verb == "mirrors"]
    held = [reads for _, _, _, reads in scene.logic if reads]
    if not (mirrored or held):
        return False
    for rule in rules:
        if rule.aim == "mirrors" and rule.where.span in mirrored:
            return True
        if rule.where.at is At.BEFORE and rule.argument in held and _may_lie_in_chain(scene, rule):
            return True
    return False


def _may_lie_in_chain(scene: PlainScene, rule: PlainLayer) -> bool:
    """Whether the layers of a rule may lie in those of a step of the chain."""
    band = band_of(rule.band) if rule.band else None
    deepest = len(scene.logic)
    if band is None or deepest > _CHAIN:
        return True
    points = {(2 * depth - 1) / (2 * most) for most in range(2, deepest + 2) for depth in range(2, most + 1)}
    return any(layers_within(band, LayerBand.percent(100 * point)) for point in points)


def _attention(subject: SceneSubject, looks: list[AttentionIntent]) -> Iterator[Diagnostic]:
    for number, look in enumerate(looks):
        if not look.origin.startswith(_WRITTEN):
            continue
        for other_number, other in enumerate(looks):
            if number == other_number or not _asks_more(subject.checked, other, look):
                continue
            same = _asks_more(subject.checked, look, other)
            if not same or not other.origin.startswith(_WRITTEN) or other_number < number:
                yield _repeated(subject, look, other, exact=same)
                break


def _asks_more(checked: CheckedScene, one: AttentionIntent, other: AttentionIntent) -> bool:
    """True where one rule asks for all that another asks for."""
    if one.away != other.away or one.heads.kind is not other.heads.kind or one.query != other.query:
        return False
    every = one.heads.kind in {HeadRuleKind.EACH, HeadRuleKind.NAMED} or one.away
    inner, outer = (other.layers, one.layers) if every else (one.layers, other.layers)
    return (
        set(other.heads.heads) <= set(one.heads.heads)
        and one.heads.count == other.heads.count
        and all(
            any(lies_in(checked, key, mine) if one.away else key == mine for mine in one.keys)
            for key in other.keys
        )
        and layers_within(inner, outer)
    )


def _hidden(subject: SceneSubject, holds: list[HiddenIntent]) -> Iterator[Diagnostic]:
    first: dict[tuple[object, ...], list[tuple[LayerBand, HiddenIntent]]] = {}
    for hold in sorted(holds, key=lambda one: one.origin.startswith(_WRITTEN)):
        known = first.setdefault(
            (hold.where, hold.kind, hold.name, hold.value, hold.variable, hold.other, _text(hold.reads)), []
        )
        other = next((one for band, one in known if layers_within(hold.layers, band)), None)
        known.append((hold.layers, hold))
        if other is not None and hold.origin.startswith(_WRITTEN):
            yield _repeated(subject, hold, other, exact=hold.layers == other.layers)


def _text(reads: Template | None) -> str:
    pieces = () if reads is None else reads.pieces
    return "".join(
        f"${{{piece.name.text}}}" if isinstance(piece, Variable) else piece.text for piece in pieces
    )


def _repeated(
    subject: SceneSubject,
    rule: AttentionIntent | HiddenIntent,
    other: AttentionIntent | HiddenIntent,
    *,
    exact: bool,
) -> TargetRepeated:
    """The finding; a copy of a rule of the same section can be taken out without emptying it."""
    section = rule.origin.partition(".")[0]
    alike = exact and other.origin.partition(".")[0] == section and rule.weight == other.weight
    edit = _without(subject, rule.origin) if alike else None
    return TargetRepeated(rule.place, other.origin, other.place, edit)


def _without(subject: SceneSubject, origin: str) -> SpanEdit | None:
    section, _, number = origin.partition(".")
    items = subject.node.get(section)
    return without_item(items, int(number) - 1, subject.source) if isinstance(items, YamlSequence) else None
