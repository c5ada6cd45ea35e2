"""Arms on the same seeds, tokens and model; tables and curves.

Plans load without torch; training starts in processes of its own.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from scenelang.experimenting.plan import Budget, Evaluation, Optimisation, Plan, Table
from scenelang.experimenting.plan_arm import Arm, ArmWeights

if TYPE_CHECKING:
    from scenelang.experimenting.arm_result import ArmResult, CurvePoint
    from scenelang.experimenting.experiment import run_experiment
    from scenelang.experimenting.result_table import terminal_table
    from scenelang.experimenting.results import ExperimentResults

_HOMES = {
    "ArmResult": "arm_result",
    "CurvePoint": "arm_result",
    "ExperimentResults": "results",
    "run_experiment": "experiment",
    "terminal_table": "result_table",
}
"""Where the names live that are needed only when an experiment runs."""

__all__ = [
    "Arm",
    "ArmResult",
    "ArmWeights",
    "Budget",
    "CurvePoint",
    "Evaluation",
    "ExperimentResults",
    "Optimisation",
    "Plan",
    "Table",
    "run_experiment",
    "terminal_table",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
