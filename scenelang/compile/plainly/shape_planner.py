"""The targets of one shape, pass by pass: what the passes of `lowering` do, on places instead of names.

Takes: the shape of a plain scene, its archetype, and the strata of its beats.
Gives: tables of attention and hidden-layer targets.
May assume: the scene is sound; passes are called in the order in which they stand here.
Never does: look at words or tokens.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from scenelang.compile.plainly.sayings import Sayings
from scenelang.compile.plainly.shape_of_scene import NO_RANK, Shape
from scenelang.compile.plainly.steps_of_shape import Step, steps_of
from scenelang.compile.plainly.target_rows import AT_NUMBERS, NO_NAME, NO_TEXT, OWN_ID, Hold, Look
from scenelang.lowering import band_for, early_band, step_band
from scenelang.model import Archetype, At, Stratum, Verb
from scenelang.plain import anchor_tail, any_aim, band_of, weight_of_aim
from scenelang.signals import NAMED_BANDS, HeadRule, HeadRuleKind, LayerBand
from scenelang.tokens import HiddenKind

_EVEN = HeadRule()


class ShapePlanner:
    """Collects the targets of one shape, in the order of the passes."""

    def __init__(
        self, shape: Shape, archetype: Archetype, sayings: Sayings, strata: Sequence[Stratum]
    ) -> None:
        self.looks: list[Look] = []
        self.keys: list[tuple[int, int]] = []
        self.holds: list[Hold] = []
        self.bindings = 0
        self._shape = shape
        self._archetype = archetype
        self._sayings = sayings
        self._strata = strata
        self._ranks = [beat[2] for beat in shape.beats]
        self._steps = steps_of(shape)
        self._deepest = max((step.depth for step in self._steps), default=0)
        self._texts = 0
        self._weighty: set[int] = set()

    def bind_premises(self) -> None:
        """See `BindPremises`."""
        weights: dict[int, float] = {}
        for step in self._steps:
            for premise in step.premises:
                weights[premise] = max(weights.get(premise, 0.0), step.weight)
        band = early_band(self._archetype, self._deepest)
        for premise, weight in weights.items():
            said = self._sayings.look(band, _EVEN, weight)
            self.bindings += 1
            self._look((At.LAST, premise), [(At.FIRST, premise)], said, -self.bindings, binds=True)

    def lower_references(self) -> None:
        """See `LowerReferences`."""
        for number, (span, verb, target) in enumerate(self._shape.references, start=1):
            origin = f"self.{number}"
            if verb == Verb.NAMES.value:
                said = self._hold_said(HiddenKind.CONCEPT, self._band("concept"), 0.0)
                self._hold((At.LAST, span), said, origin, name=OWN_ID)
            elif verb == Verb.MIRRORS.value:
                said = self._hold_said(HiddenKind.MIRRORS, self._band("mirrors"), 1.0)
                self._hold((At.LAST, span), said, origin, other=target)
            else:
                said = self._sayings.look(self._band("references"), _EVEN, 1.0)
                inner = self._inside(target) or [target]
                self._look((At.PRODUCE, span), [(At.LAST, key) for key in inner], said, self._origin(origin))

    def lower_logic(self) -> None:
        """See `LowerLogic`."""
        for number, step in enumerate(self._steps, start=1):
            self._lower_step(step, f"logic.{number}")

    def _lower_step(self, step: Step, origin: str) -> None:
        band = step_band(self._archetype, step.depth, self._deepest)
        at = At.BEFORE if step.is_silent else At.PRODUCE
        if step.premises:
            said = self._sayings.look(band, _EVEN, step.weight)
            keys = [(At.LAST, premise) for premise in step.premises]
            self._look((at, step.carrier), keys, said, self._origin(origin))
        if step.is_silent:
            self._hold(
                (at, step.carrier),
                self._hold_said(HiddenKind.READS, band, step.weight),
                origin,
                reads=True,
            )

    def lower_anchors(self) -> None:
        """See `LowerAnchors`."""
        for number, (at, rank, keys, away, tail) in enumerate(self._shape.anchors, start=1):
            rule = anchor_tail(tail)
            heads = None if rule is None else rule.heads
            band = None if rule is None else rule.layers
            said = self._sayings.look(
                band or NAMED_BANDS["all"],
                heads or HeadRule(HeadRuleKind.EACH if away else HeadRuleKind.ANY),
                1.0 if rule is None else float(rule.weight),
                away=away,
            )
            self._look((at, rank), keys, said, self._origin(f"anchors.{number}"))

    def lower_layers(self, axes: Sequence[str], tension: Sequence[Sequence[float]]) -> None:
        """See `LowerLayers`."""
        for number, (at, rank, written, aim, said, other, tail) in enumerate(self._shape.layers, start=1):
            kind = HiddenKind(aim)
            band = (band_of(written) if written else None) or self._band(aim)
            weight = weight_of_aim(any_aim(aim, tail))
            value, name = 0.0, NO_NAME
            if kind is HiddenKind.TENSION:
                value = float(tension[self._beat(rank)][axes.index(said)])
            if kind in (HiddenKind.TENSION, HiddenKind.CONCEPT):
                name = self._sayings.names.number(said)
            number_said = self._hold_said(kind, band, 1.0 if weight is None else weight, value)
            reads = kind is HiddenKind.READS
            self._hold((at, rank), number_said, f"layers.{number}", name=name, other=other, reads=reads)

    def lower_tension(self, axes: Sequence[str], tension: Sequence[Sequence[float]]) -> None:
        """See `LowerTension`."""
        band = self._band("tension")
        for beat, stratum in enumerate(self._strata):
            for axis, _ in self._shape.tension if stratum is Stratum.THINKING else ():
                value = float(tension[beat][axes.index(axis)])
                said = self._hold_said(HiddenKind.TENSION, band, 1.0, value)
                name = self._sayings.names.number(axis)
                self._hold((At.LAST, self._ranks[beat]), said, f"tension.{axis}", name=name)

    def gather_concepts(self) -> None:
        """See `GatherConcepts`."""
        for rank, concepts in self._shape.concepts:
            for concept in concepts:
                said = self._hold_said(HiddenKind.CONCEPT, self._band("concept"), 0.0)
                name = self._sayings.names.number(concept)
                self._hold((At.LAST, rank), said, f"concept.{concept}", name=name)

    def is_held_back(self, hold: Hold) -> bool:
        """See `HoldBackKnowledge`; for targets of logic and references."""
        weighs = hold.saying in self._weighty
        return weighs and self._strata[self._beat(hold.rank)] is Stratum.KNOWLEDGE

    def _look(
        self,
        query: tuple[At, int],
        keys: Iterable[tuple[At, int]],
        said: int,
        origin: int,
        *,
        binds: bool = False,
    ) -> None:
        found = [(AT_NUMBERS[at], rank) for at, rank in keys]
        self.keys += found
        self.looks.append(Look(AT_NUMBERS[query[0]], query[1], len(found), said, origin, binds))

    def _hold(
        self,
        where: tuple[At, int],
        said: int,
        origin: str,
        *,
        other: int = NO_RANK,
        name: int = NO_NAME,
        reads: bool = False,
    ) -> None:
        text = self._texts if reads else NO_TEXT
        self._texts += reads
        self.holds.append(Hold(AT_NUMBERS[where[0]], where[1], other, said, self._origin(origin), name, text))

    def _hold_said(self, kind: HiddenKind, band: LayerBand, weight: float, value: float = 0.0) -> int:
        said = self._sayings.hold(kind, band, weight, value)
        if weight:
            self._weighty.add(said)
        return said

    def _origin(self, origin: str) -> int:
        return self._sayings.origins.number(origin)

    def _band(self, signal: str) -> LayerBand:
        return band_for(self._archetype, signal, self._deepest)

    def _beat(self, rank: int) -> int:
        return bisect_right(self._ranks, rank) - 1

    def _inside(self, rank: int) -> list[int]:
        """The ranks of the named spans in a beat; none in a span."""
        if rank not in self._ranks:
            return []
        return [span for span in self._shape.named if self._beat(span) == self._beat(rank)]
