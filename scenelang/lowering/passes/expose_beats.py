"""Which parameters each beat may write to.

Before: every beat may move everything. After: `exposure` holds, for each beat, its own `expose`, else that of
the scene; it stays empty where neither the scene nor any beat has one. Keeps: everything else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from scenelang.checking import CheckedScene
from scenelang.lowering.supervision_plan import SupervisionPlan


@dataclass(frozen=True, slots=True)
class ExposeBeats:
    """`expose: attention @ early`, on a scene or in a beat."""

    name: ClassVar[str] = "expose_beats"
    needs: ClassVar[tuple[str, ...]] = ()
    gives: ClassVar[tuple[str, ...]] = ("exposure",)

    def run(self, checked: CheckedScene, plan: SupervisionPlan) -> SupervisionPlan:
        """The plan with `exposure`."""
        scene = checked.scene
        exposure = tuple(beat.expose or scene.expose for beat in scene.beats)
        return replace(plan, exposure=exposure if any(exposure) else ())
