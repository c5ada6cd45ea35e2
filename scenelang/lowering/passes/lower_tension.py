"""Where a beat ends, its tension can be read off.

Before: all that the author asked of the layers stands. After: the last content token of every thinking beat
has a target for each axis that the scene writes out: a linear probe reads the axis's value there, in the
archetype's band for tension (else the middle). The archetype's usual courses are no targets: nobody said that
this scene moves so. Noise has no tension worth reading, and nothing is asked of knowledge. Keeps: weights and
other targets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from scenelang.checking import CheckedScene
from scenelang.lowering.depth_schedule import signal_band
from scenelang.lowering.span_names import name_of_beat
from scenelang.lowering.supervision_plan import HiddenIntent, Selector, SupervisionPlan
from scenelang.model import At, Stratum, TensionAxis
from scenelang.tokens import HiddenKind


@dataclass(frozen=True, slots=True)
class LowerTension:
    """The value of each axis at `last(beat)`; axis `x` gives targets of origin `tension.x`."""

    name: ClassVar[str] = "lower_tension"
    needs: ClassVar[tuple[str, ...]] = ("final hidden targets",)
    gives: ClassVar[tuple[str, ...]] = ("tension targets",)

    def run(self, checked: CheckedScene, plan: SupervisionPlan) -> SupervisionPlan:
        """The plan with a target for each thinking beat and each axis that the scene writes out."""
        thinking = [beat for beat, stratum in enumerate(checked.strata) if stratum is Stratum.THINKING]
        written = checked.scene.tension
        return plan.with_hidden(*(_read(checked, beat, axis) for beat in thinking for axis in written))


def _read(checked: CheckedScene, beat: int, written: TensionAxis) -> HiddenIntent:
    axis = written.axis.text
    return HiddenIntent(
        where=Selector(At.LAST, name_of_beat(checked, beat)),
        layers=signal_band(checked, "tension"),
        kind=HiddenKind.TENSION,
        weight=1.0,
        origin=f"tension.{axis}",
        place=written.place,
        name=axis,
        value=tension_text(checked, beat, axis),
    )


def tension_text(checked: CheckedScene, beat: int, axis: str) -> str:
    """The axis's value at a beat, written so that it reads back exactly."""
    return repr(float(checked.tension[beat][checked.axes.index(axis)]))
