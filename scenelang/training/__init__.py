"""From shards to a trained model: recipe, trainer, collator, losses. Recipes load without torch."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from scenelang.training.recipe import Cadence, Optimisation, Recipe
from scenelang.training.recipe_data import (
    CurriculumSettings,
    DataSettings,
    MixPart,
    PacingSettings,
    PackingSettings,
)
from scenelang.training.recipe_losses import (
    Anneal,
    AttentionSettings,
    AvoidSettings,
    ConceptSettings,
    CrossEntropySettings,
    LabelSettings,
    LossSettings,
    MirrorsSettings,
    ReadsSettings,
    TensionSettings,
    TermSettings,
)
from scenelang.training.recipe_model import ModelSource, TinyModel

if TYPE_CHECKING:
    from scenelang.training.anatomy import ModelAnatomy, study
    from scenelang.training.anchor_record import AnchorMass
    from scenelang.training.arguments import steps_of, training_arguments
    from scenelang.training.batch import AttentionBatch
    from scenelang.training.capture import Capture, make_capturable
    from scenelang.training.collator import SceneCollator
    from scenelang.training.dataset import SceneDataset
    from scenelang.training.evaluation import answer_accuracy
    from scenelang.training.feed_loader import FeedLoader
    from scenelang.training.forward_pass import run_forward
    from scenelang.training.log_masses import all_log_masses
    from scenelang.training.losses import registered_terms
    from scenelang.training.metrics_callback import Measurement, MetricsCallback
    from scenelang.training.model_building import build_model
    from scenelang.training.model_description import describe_config, describe_folder, describe_written
    from scenelang.training.run import TrainingSummary, train
    from scenelang.training.run_record import RunRecord
    from scenelang.training.target_names import TargetNames
    from scenelang.training.trainer import SceneTrainer

_HOMES = {
    "AnchorMass": "anchor_record",
    "AttentionBatch": "batch",
    "Capture": "capture",
    "FeedLoader": "feed_loader",
    "Measurement": "metrics_callback",
    "MetricsCallback": "metrics_callback",
    "ModelAnatomy": "anatomy",
    "RunRecord": "run_record",
    "SceneCollator": "collator",
    "SceneDataset": "dataset",
    "SceneTrainer": "trainer",
    "TargetNames": "target_names",
    "TrainingSummary": "run",
    "all_log_masses": "log_masses",
    "answer_accuracy": "evaluation",
    "build_model": "model_building",
    "describe_config": "model_description",
    "describe_folder": "model_description",
    "describe_written": "model_description",
    "make_capturable": "capture",
    "registered_terms": "losses",
    "run_forward": "forward_pass",
    "steps_of": "arguments",
    "study": "anatomy",
    "train": "run",
    "training_arguments": "arguments",
}
"""Where the names live that need torch; they are imported on first use."""

__all__ = [
    "AnchorMass",
    "Anneal",
    "AttentionBatch",
    "AttentionSettings",
    "AvoidSettings",
    "Cadence",
    "Capture",
    "ConceptSettings",
    "CrossEntropySettings",
    "CurriculumSettings",
    "DataSettings",
    "FeedLoader",
    "LabelSettings",
    "LossSettings",
    "Measurement",
    "MetricsCallback",
    "MirrorsSettings",
    "MixPart",
    "ModelAnatomy",
    "ModelSource",
    "Optimisation",
    "PacingSettings",
    "PackingSettings",
    "ReadsSettings",
    "Recipe",
    "RunRecord",
    "SceneCollator",
    "SceneDataset",
    "SceneTrainer",
    "TargetNames",
    "TensionSettings",
    "TermSettings",
    "TinyModel",
    "TrainingSummary",
    "all_log_masses",
    "answer_accuracy",
    "build_model",
    "describe_config",
    "describe_folder",
    "describe_written",
    "make_capturable",
    "registered_terms",
    "run_forward",
    "steps_of",
    "study",
    "train",
    "training_arguments",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
