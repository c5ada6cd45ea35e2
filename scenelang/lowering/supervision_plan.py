"""What a scene asks of a model, before any token is known: weights and targets by span.

The lowering passes fill a `SupervisionPlan` once per scene; `place_targets` turns it into token positions
once per instance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from scenelang.diagnostics import Diagnostic
from scenelang.model import At, Exposure, Template
from scenelang.signals import HeadRule, LayerBand
from scenelang.source import Span
from scenelang.tokens import HiddenKind


class Selector(NamedTuple):
    """Positions of a span, by name: `last(x)`."""

    at: At
    span: str

    def __str__(self) -> str:
        return f"before {self.span}" if self.at is At.BEFORE else f"{self.at}({self.span})"


class AttentionIntent(NamedTuple):
    """An attention target by name.

    `binds` marks one that is dropped where it would tie a token to itself. `apart` leaves out the positions
    that look from inside their keys: it is dropped where none is left.
    """

    query: Selector
    keys: tuple[Selector, ...]
    layers: LayerBand
    heads: HeadRule
    weight: float
    origin: str
    place: Span
    away: bool = False
    binds: bool = False
    apart: bool = False


class HiddenIntent(NamedTuple):
    """A hidden-layer target by name.

    `reads` is the text of a `reads` target; its first token is taken as it would stand in place of the
    span of `where`. `other` is the matched position of a `mirrors` target. Where `variable` names one, its
    value in the instance is the target's `value`.
    """

    where: Selector
    layers: LayerBand
    kind: HiddenKind
    weight: float
    origin: str
    place: Span
    reads: Template | None = None
    other: Selector | None = None
    name: str = ""
    value: str = ""
    variable: str = ""


@dataclass(frozen=True, slots=True)
class SupervisionPlan:
    """Weights and targets of a scene.

    `beat_weights` has one factor a beat; `span_weights` one for each marked span, by its place in the file.
    A token's weight is the product of all that hold it; inside a span of `avoided` (by their places) that
    product is what its unlikelihood weighs. `exposure` has what each beat may move, or nothing at all where
    every beat may move everything. `notes` are what the passes have to say.
    """

    beat_weights: tuple[float, ...] = ()
    span_weights: Mapping[Span, float] = field(default_factory=dict)
    avoided: frozenset[Span] = frozenset()
    exposure: tuple[tuple[Exposure, ...], ...] = ()
    attention: tuple[AttentionIntent, ...] = ()
    hidden: tuple[HiddenIntent, ...] = ()
    notes: tuple[Diagnostic, ...] = ()

    def spans_named(self) -> Iterator[str]:
        """The spans that any target speaks of, some of them more than once."""
        for look in self.attention:
            yield look.query.span
            yield from (key.span for key in look.keys)
        for hold in self.hidden:
            yield hold.where.span
            if hold.other is not None:
                yield hold.other.span

    def with_attention(self, *intents: AttentionIntent) -> SupervisionPlan:
        """The plan with further attention targets."""
        return replace(self, attention=self.attention + intents) if intents else self

    def with_hidden(self, *intents: HiddenIntent) -> SupervisionPlan:
        """The plan with further hidden-layer targets."""
        return replace(self, hidden=self.hidden + intents) if intents else self

    def with_notes(self, *notes: Diagnostic) -> SupervisionPlan:
        """The plan with further things to say."""
        return replace(self, notes=self.notes + notes)
