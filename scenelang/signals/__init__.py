"""The vocabulary that scenes, programs and models share: layer bands, head rules, model maps.

What models are loads on first use: linting does without.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from scenelang.signals.head_rule import HeadRule, HeadRuleKind
from scenelang.signals.layer_band import NAMED_BANDS, LayerBand, LayerUnit
from scenelang.signals.module import Module

if TYPE_CHECKING:
    from scenelang.signals.layer_kind import ATTENDING, LAYER_TYPES, LayerKind
    from scenelang.signals.model_map import Gap, LayerMap, ModelMap
    from scenelang.signals.number_runs import pattern_text, runs_text
    from scenelang.signals.supervision import Answer, Supervision, Verdict, verdict, verdicts

__all__ = [
    "ATTENDING",
    "LAYER_TYPES",
    "NAMED_BANDS",
    "Answer",
    "Gap",
    "HeadRule",
    "HeadRuleKind",
    "LayerBand",
    "LayerKind",
    "LayerMap",
    "LayerUnit",
    "ModelMap",
    "Module",
    "Supervision",
    "Verdict",
    "pattern_text",
    "runs_text",
    "verdict",
    "verdicts",
]

_HOMES = {
    "ATTENDING": "layer_kind",
    "Answer": "supervision",
    "Gap": "model_map",
    "LAYER_TYPES": "layer_kind",
    "LayerKind": "layer_kind",
    "LayerMap": "model_map",
    "ModelMap": "model_map",
    "Supervision": "supervision",
    "Verdict": "supervision",
    "pattern_text": "number_runs",
    "runs_text": "number_runs",
    "verdict": "supervision",
    "verdicts": "supervision",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
