"""What every lowering pass is: a name, what it builds on, what it adds, and one pure function."""

from __future__ import annotations

from typing import ClassVar, Protocol

from scenelang.checking import CheckedScene
from scenelang.lowering.supervision_plan import SupervisionPlan


class LoweringPass(Protocol):
    """A pass reads the checked scene and gives the plan with its part added.

    `needs` and `gives` name parts of the plan; a test holds that every need is given by an earlier pass.
    """

    name: ClassVar[str]
    needs: ClassVar[tuple[str, ...]]
    gives: ClassVar[tuple[str, ...]]

    def run(self, checked: CheckedScene, plan: SupervisionPlan) -> SupervisionPlan:
        """The plan with this pass's part added."""
        ...
