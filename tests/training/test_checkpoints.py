"""Checkpoints: going on is never having stopped, and only from the same recipe."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from row_building import random_rows, tiny_model
from trainer_building import refusal_of, trainer_of, weights_of

from scenelang.training import (
    Cadence,
    Recipe,
    RunRecord,
)


def test_resuming_at_step_10_of_20_equals_never_stopping_bit_for_bit(tmp_path: Path) -> None:
    rows = random_rows(22, seed=7)
    settings = {
        "steps": 20,
        "accumulation": 2,
        "schedule": "cosine",
        "warmup": 3,
        "cadence": Cadence(save=10, log=5),
    }
    whole, stopped = tiny_model(), tiny_model()
    trainer_of(tmp_path / "whole", whole, rows, **settings).train()
    trainer_of(tmp_path / "whole", stopped, rows, **settings).train(str(tmp_path / "whole" / "checkpoint-10"))
    wanted, found = weights_of(whole), weights_of(stopped)
    assert all(torch.equal(wanted[name], found[name]) for name in wanted)
    fresh = weights_of(tiny_model())
    assert not any(torch.equal(wanted[name], fresh[name]) for name in wanted)


def recipe_record(**optimisation: Any) -> Any:
    fields = {
        "model": {"tiny": {}},
        "data": {"shards": "s"},
        "optimisation": {"steps": 2, **optimisation},
        "out": "o",
    }
    return RunRecord.of(Recipe.model_validate(fields), shards=["a" * 64])


def test_a_checkpoint_of_another_recipe_is_refused(tmp_path: Path) -> None:
    rows, cadence = random_rows(4, seed=1), Cadence(save=2)
    trainer_of(tmp_path, tiny_model(), rows, steps=2, cadence=cadence, record=recipe_record()).train()
    written = json.loads((tmp_path / "checkpoint-2" / "scene_recipe.json").read_text())
    assert written["digest"] == recipe_record().digest
    other = trainer_of(
        tmp_path, tiny_model(), rows, steps=2, record=recipe_record(learning_rate=0.5, threads=2)
    )
    found = refusal_of(other.train, resume_from_checkpoint=True)
    wanted = (
        "the checkpoint checkpoint-2 comes from another recipe: "
        "`optimisation.learning_rate` is 0.003 there and 0.5 here"
    )
    assert (found.code, found.message) == ("SL608", wanted)
    anew = RunRecord({**recipe_record().fields, "shards": "b" * 64})
    found = refusal_of(anew.check, tmp_path / "checkpoint-2")
    assert found.message.endswith(
        "comes from another recipe: the shards were compiled anew with other content"
    )


def test_a_checkpoint_that_does_not_say_its_recipe_is_refused(tmp_path: Path) -> None:
    (tmp_path / "checkpoint-5").mkdir()
    trainer = trainer_of(tmp_path, tiny_model(), random_rows(2, seed=1), record=recipe_record())
    found = refusal_of(trainer.train, str(tmp_path / "checkpoint-5"))
    wanted = "checkpoint-5 has no readable scene_recipe.json, so it may come from another run"
    assert (found.code, found.message) == ("SL609", wanted)


def test_resuming_without_a_checkpoint_is_refused(tmp_path: Path) -> None:
    trainer = trainer_of(tmp_path / "empty", tiny_model(), random_rows(2, seed=1))
    found = refusal_of(trainer.train, True)
    assert (found.code, found.message) == ("SL615", f"there is no checkpoint in {tmp_path / 'empty'}")
    found = refusal_of(trainer.train, str(tmp_path / "checkpoint-7"))
    assert found.message == f"there is no checkpoint in {tmp_path / 'checkpoint-7'}"
