"""Every kind of supervision at once: learned, resumed, and what is beside the model stays there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
from all_kinds import ALL_KINDS, NAMES, rows_of_all_kinds
from row_building import tiny_model
from safetensors import safe_open
from safetensors.torch import load_file
from trainer_building import largest_difference, refusal_of, trainer_of, weights_of
from transformers import AutoModelForCausalLM

from scenelang.training import Cadence, SceneDataset, TargetNames
from scenelang.training.collator import TERMS
from scenelang.training.concept_bank import FED

SETTINGS: dict[str, Any] = {
    "steps": 20, "accumulation": 2, "schedule": "cosine", "warmup": 1, "cadence": Cadence(save=10, log=1),
    "losses": ALL_KINDS, "names": NAMES,
}  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: Any) -> Any:
    """A run of 20 steps with a checkpoint in the middle."""
    trainer = trainer_of(tmp_path_factory.mktemp("whole"), two_layers(), rows_of_all_kinds(12), **SETTINGS)
    trainer.train()
    return trainer


def two_layers() -> Any:
    return tiny_model(layers=2)


def state_of(trainer: Any) -> dict[str, Any]:
    return {**weights_of(trainer.model), **{f"beside.{k}": v for k, v in trainer.beside.state_dict().items()}}


def test_twenty_steps_bring_every_term_down(whole: Any) -> None:
    logs = [found for found in whole.state.log_history if "loss" in found]
    assert len(logs) == 20
    for term in TERMS:
        values = [found[term] for found in logs if term in found]
        assert len(values) >= 19, term
        assert sum(values[-3:]) < 0.9 * sum(values[:3]), term
    weights = {name: settings.weight for name, settings in ALL_KINDS.named().items()}
    for found in logs:
        total = sum(weights[term] * found[term] for term in TERMS if term in found)
        assert found["loss"] == pytest.approx(total, rel=1e-5)


def test_probes_and_means_have_moved(whole: Any) -> None:
    assert whole.beside.concepts.fed.tolist() == [[FED, FED], [FED, FED]]
    assert whole.beside.concepts.mean.norm(dim=-1).max() <= 1 + 1e-5
    for probes in (whole.beside.tension, whole.beside.label):
        assert probes.weight.abs().sum() > 0
        assert all(one.grad is None or not one.grad.any() for one in probes.parameters())


def test_resuming_at_step_10_equals_never_stopping_bit_for_bit(whole: Any, tmp_path: Path) -> None:
    again = trainer_of(tmp_path, two_layers(), rows_of_all_kinds(12), **SETTINGS)
    again.train(str(Path(whole.args.output_dir) / "checkpoint-10"))
    wanted, found = state_of(whole), state_of(again)
    assert wanted.keys() == found.keys()
    assert {name for name in wanted if not torch.equal(wanted[name], found[name])} == set()
    assert {"beside.tension.weight", "beside.label.bias", "beside.concepts.mean"} <= found.keys()
    fresh = state_of(trainer_of(tmp_path / "fresh", two_layers(), rows_of_all_kinds(1), **SETTINGS))
    assert not any(torch.equal(wanted[name], fresh[name]) for name in wanted)


def test_a_checkpoint_keeps_probes_and_means_and_an_exported_model_does_not(
    whole: Any, tmp_path: Path
) -> None:
    checkpoint = Path(whole.args.output_dir) / "checkpoint-20"
    with safe_open(checkpoint / "probes.safetensors", framework="pt") as file:
        names = json.loads(file.metadata()["names"])
    found, wanted = load_file(checkpoint / "probes.safetensors"), whole.beside.state_dict()
    assert found.keys() == wanted.keys()
    assert all(torch.equal(found[name], wanted[name]) for name in wanted)
    assert names == {
        "axes": ["doubt", "resolve"],
        "classes": ["mood=glad", "mood=sad", "colour=red", "colour=blue"],
        "concepts": ["density", "price"],
    }
    whole.save_model(str(tmp_path))
    assert not (tmp_path / "probes.safetensors").exists()
    loaded = AutoModelForCausalLM.from_pretrained(tmp_path)
    assert largest_difference(weights_of(loaded), weights_of(whole.model)) == 0


@pytest.mark.parametrize("size", [None, 60])
def test_a_checkpoint_without_its_probes_is_not_whole(whole: Any, tmp_path: Path, size: int | None) -> None:
    checkpoint = tmp_path / "checkpoint-10"
    shutil.copytree(Path(whole.args.output_dir) / "checkpoint-10", checkpoint)
    content = (checkpoint / "probes.safetensors").read_bytes()
    (checkpoint / "probes.safetensors").unlink()
    if size is not None:
        (checkpoint / "probes.safetensors").write_bytes(content[:size])
    again = trainer_of(tmp_path, two_layers(), rows_of_all_kinds(12), **SETTINGS)
    found = refusal_of(again.train, str(checkpoint))
    wanted = "checkpoint-10 is not whole: `probes.safetensors` is missing or damaged"
    assert (found.code, found.message) == ("SL620", wanted)


@pytest.mark.parametrize(
    "names",
    [
        TargetNames(NAMES.names, NAMES.axes[::-1], NAMES.classes, NAMES.concepts),
        TargetNames(NAMES.names, (*NAMES.axes, "hope"), NAMES.classes, NAMES.concepts),
    ],
)
def test_probes_of_other_names_are_refused(whole: Any, tmp_path: Path, names: TargetNames) -> None:
    again = trainer_of(tmp_path, two_layers(), rows_of_all_kinds(12), **{**SETTINGS, "names": names})
    found = refusal_of(again.train, str(Path(whole.args.output_dir) / "checkpoint-10"))
    wanted = "the probes of checkpoint-10 belong to other names than these rows have"
    assert (found.code, found.message) == ("SL628", wanted)


def test_evaluating_feeds_no_mean(whole: Any, tmp_path: Path) -> None:
    trainer = trainer_of(tmp_path, two_layers(), rows_of_all_kinds(4), losses=ALL_KINDS, names=NAMES)
    before = {name: tensor.clone() for name, tensor in trainer.beside.state_dict().items()}
    trainer.model.eval()
    rows = SceneDataset(rows_of_all_kinds(4), names=NAMES)
    assert trainer.evaluate(rows)["eval_loss"] > 0
    trainer.train()
    assert trainer.beside.concepts.fed.all()
    assert not before["concepts.fed"].any()
    mean = trainer.beside.concepts.mean.clone()
    trainer.evaluate(rows)
    assert torch.equal(mean, trainer.beside.concepts.mean)


def test_names_are_told_apart_by_kind() -> None:
    assert NAMES.axes == ("doubt", "resolve")
    assert NAMES.classes == ("mood=glad", "mood=sad", "colour=red", "colour=blue")
    assert NAMES.keys == ("mood", "mood", "colour", "colour")
    assert NAMES.concepts == ("density", "price")
    assert NAMES.numbers("tension").tolist() == [0, -1, -1, -1, -1, 1, -1, -1, -1]
    assert NAMES.numbers("label").tolist() == [-1, 0, -1, 1, 2, -1, 3, -1, -1]
    assert NAMES.numbers("concept").tolist() == [-1, -1, 0, -1, -1, -1, -1, 1, -1]
    both = TargetNames.among(["doubt"], axes=["doubt"], concepts=["doubt"])
    assert both.numbers("tension").tolist() == both.numbers("concept").tolist() == [0, -1]


def test_bfloat16_runs_by_the_same_code(tmp_path: Path) -> None:
    settings = {**SETTINGS, "steps": 3, "cadence": Cadence(log=1)}
    logs = []
    for precision in ("fp32", "bf16"):
        out = tmp_path / precision
        trainer = trainer_of(out, two_layers(), rows_of_all_kinds(8), precision=precision, **settings)
        trainer.train()
        logs.append(trainer.state.log_history[1])
        assert {tensor.dtype for tensor in trainer.beside.parameters()} == {torch.float32}
    exact, rounded = logs
    assert exact["loss"] != rounded["loss"]
    for term in TERMS:
        assert rounded[term] == pytest.approx(exact[term], rel=0.2), term
