"""A text weighs many times what other text weighs.

Why it hurts: weights are set off against each other over a whole batch. A span of `w=1000` among text of
weight 1 is nearly all that the batch learns, its gradient is clipped together with everyone else's, and the
rest of the data stands still while one phrase is learned by heart.

When to leave it: where all scenes of a build are weighed on the same scale, such as 100 for answers; then set
`most` to that scale. A weight of a few units does what is usually meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.model import MarkedSpan, TextPiece
from scenelang.plain import GREATEST_WEIGHT

if TYPE_CHECKING:
    from scenelang.plain import PlainScene


class TextHeavy(LintWarning):
    """One text drowns all others."""

    code: ClassVar[str] = "SL865"
    title: ClassVar[str] = "this text weighs {weight:g} where other text weighs 1"
    label: ClassVar[str] = "weighs {weight:g}"
    help: ClassVar[str] = "write a weight of at most {most:g}; weights multiply along beat and spans"

    weight: float
    most: float


@lint_rule
class HeavyText(SceneRule):
    """Beats and spans whose weights, multiplied, pass `most`."""

    most: float = 20.0
    """The greatest weight of a token that is not told of."""

    finding = TextHeavy
    EXAMPLES = (
        good("""
            archetype: recall
            beats:
              - fact: The lamp in the hall is [broken]{w=5}.
              - ask: Where is it dark? In the [hall]{w=20}.
        """),
        good("""
            archetype: recall
            beats:
              - kind: fact
                weight: 10
                text: The lamp is broken.
              - ask: Where is it [dark]{w=2}?
        """),
        good("""
            archetype: recall
            beats:
              - kind: fact
                weight: 0.1
                text: The lamp is [broken]{w=100}.
              - ask: Where is it dark?
        """),
        bad("""
            archetype: recall
            beats:
              - fact: The lamp in the hall is ⟦[broken]{w=1000}⟧.
              - ask: Where is it dark?
        """),
        bad("""
            archetype: recall
            beats:
              - kind: fact
                weight: 10
                text: The lamp ⟦[in the [hall]{w=2} is broken]{w=3}⟧.
              - ask: Where is it dark?
        """),
        bad("""
            archetype: recall
            beats:
              - ⟦kind: fact
                weight: 60
                text: The lamp is [broken]{w=2}.⟧
              - ask: Where is it dark?
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether weights that may be multiplied pass the greatest; an axis weighs two at most."""
        beats = max([beat.weight for beat in scene.beats])
        spans = max([span.marks.weight for span in scene.marked], default=1)
        return 2 * beats * max(1, spans) * GREATEST_WEIGHT > self.most

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each beat or outermost span that is too heavy."""
        checked = subject.checked
        for beat, weight in zip(checked.scene.beats, checked.beat_weights, strict=True):
            if weight > self.most:
                yield TextHeavy(beat.place, weight, self.most)
            else:
                yield from self._heavy(beat.text.pieces, weight)

    def _heavy(self, pieces: Iterable[TextPiece], weight: float) -> Iterator[Diagnostic]:
        for piece in pieces:
            if not isinstance(piece, MarkedSpan) or piece.read:
                continue
            own = weight * piece.weight
            if own > self.most:
                yield TextHeavy(piece.place, own, self.most)
            else:
                yield from self._heavy(piece.children, own)
