"""A step of logic falls to the layer that holds the silent conclusion it rests on.

Why it hurts: a silent conclusion is held in the state behind some layer, and what rests on it looks for its
own premises in a later one: the look needs the conclusion. In a model of few layers, bands in percent fall
together, and the later step has to be made before the earlier one is there. Staging is what makes silent
steps work, so the chain as a whole will not be learned.

When to leave it: never for that model. Name a deeper model, or give the archetype `depth_bands` that lie
further apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.linting.asked import asked_of
from scenelang.linting.example_texts import of_the_key
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, ProgramRule, lint_rule
from scenelang.linting.subjects import ProgramSubject
from scenelang.model import Latent
from scenelang.source import Span

if TYPE_CHECKING:
    from scenelang.checking import CheckedScene
    from scenelang.signals import LayerBand

_SIZES = "hidden_size = 8, num_attention_heads = 2, intermediate_size = 8, vocab_size = 9000"


def _model(layers: int) -> str:
    return f'[models]\nlittle = {{model_type = "llama", num_hidden_layers = {layers}, {_SIZES}}}\n'


class StepsInOneLayer(LintWarning):
    """What a step needs is not there yet in the layers that the step has."""

    code: ClassVar[str] = "SL885"
    title: ClassVar[str] = (
        "in `{model}`, this step has layer {layer}, and `{premise}` is held behind layer {held}"
    )
    label: ClassVar[str] = "made before what it rests on is there"
    help: ClassVar[str] = "use a deeper model, or write `depth_bands` that lie further apart in the archetype"

    model: str
    layer: int
    premise: str
    held: int
    other: Span

    def related(self) -> tuple[Related, ...]:
        """The silent step."""
        return (Related(self.other, "held here"),)


@lint_rule
class StepsInOneLayerRule(ProgramRule):
    """Steps that do not come behind the silent conclusions under them, in a model that is named."""

    finding = StepsInOneLayer
    EXAMPLES = (
        good(
            of_the_key("""
            logic:
              - key => (where = "coat")
              - where, coat => answer
            """),
            settings=_model(12),
        ),
        good(
            of_the_key("""
            logic:
              - key => (where = "hall")
              - where, coat => answer
            """)
        ),
        good(
            of_the_key("""
            logic:
              - key, coat => answer
            """),
            settings=_model(1),
        ),
        bad(
            of_the_key("""
            logic:
              - key => (where = "coat")
              - ⟦where, coat => answer⟧
            """),
            settings=_model(1),
        ),
        bad(
            of_the_key("""
            logic:
              - key => (where = "coat")
              - ⟦where => (there = "hall")⟧
              - ⟦there, coat => answer⟧
            """),
            settings=_model(1),
        ),
        bad(
            of_the_key("""
            logic:
              - key => (where = "coat")
              - where => (there = "hall")
              - ⟦there => (place = "house")⟧
              - place, coat => answer
            """),
            settings=_model(4),
        ),
    )

    def check(self, subject: ProgramSubject) -> Iterator[Diagnostic]:
        """One finding for each such step, for the first model in which it is so."""
        checked = subject.checked
        held = {
            step.step.conclusion.name.text: number
            for number, step in enumerate(checked.steps, start=1)
            if isinstance(step.step.conclusion, Latent)
        }
        if not held:
            return
        bands = _bands(checked)
        for number, step in enumerate(checked.steps, start=1):
            for premise in step.step.premises:
                below = held.get(premise.text)
                if below is not None and below in bands and number in bands:
                    place = checked.steps[below - 1].step.place
                    pair = (bands[below], bands[number])
                    yield from _early(subject, step.step.place, premise.text, place, pair)


def _bands(checked: CheckedScene) -> dict[int, LayerBand]:
    """The layers of each step, by its number."""
    plan = asked_of(checked)
    asked = [(look.origin, look.layers) for look in plan.attention]
    asked += [(hold.origin, hold.layers) for hold in plan.hidden]
    return {int(origin.removeprefix("logic.")): band for origin, band in asked if origin.startswith("logic.")}


def _early(
    subject: ProgramSubject, place: Span, premise: str, other: Span, bands: tuple[LayerBand, LayerBand]
) -> Iterator[Diagnostic]:
    for name, model in subject.models.items():
        below, above = (model.layers_of(band) for band in bands)
        if below and above and max(above) <= min(below):
            yield StepsInOneLayer(place, name, max(above), premise, min(below), other)
            return
