"""Whole runs: from shards and a recipe to a model and its numbers."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
import torch
from run_building import SHORT, named, program, recipe, shards_with
from safetensors import safe_open
from safetensors.torch import load_file

from scenelang.shards import write_shards
from scenelang.tokens import HiddenKind, Split
from scenelang.training import ModelSource, TinyModel, build_model, train
from scenelang.training.model_building import as_plain_floats


@pytest.fixture(scope="module")
def shards(tmp_path_factory: Any) -> Any:
    folder = tmp_path_factory.mktemp("shards")
    assert write_shards([program(number) for number in range(60)], folder, vocab_size=16).errors == ()
    return folder


def test_a_recipe_trains_measures_and_leaves_a_model(shards: Path, tmp_path: Path) -> None:
    outcome = train(recipe(shards), tmp_path)
    assert outcome.diagnostics == ()
    summary = outcome.value
    assert summary.out == tmp_path / "runs" / "copy"
    assert (summary.steps, summary.tokens_seen) == (60, 60 * 16 * 5)
    assert [found.step for found in summary.history] == [30, 60]
    assert summary.held_out_accuracy == summary.history[-1].values["held_out_accuracy"] > 0.9
    assert {"loss", "cross_entropy", "attention", "reads"} == summary.losses.keys()
    assert [found.origin for found in summary.anchors] == ["logic.1"]
    assert summary.anchors[0].layer == 1
    written = json.loads((summary.out / "summary.json").read_text())
    assert written["held_out_accuracy"] == summary.held_out_accuracy
    loaded = build_model(ModelSource.model_validate({"from": "runs/copy"}), 16, tmp_path)
    assert loaded.config.num_hidden_layers == 2


def test_a_run_goes_on_from_its_last_checkpoint(shards: Path, tmp_path: Path) -> None:
    whole = train(recipe(shards), tmp_path).value
    weights = {name: tensor.clone() for name, tensor in _weights(whole.out).items()}
    masses = (whole.out / "anchor_mass.jsonl").read_text()
    with (whole.out / "anchor_mass.jsonl").open("a") as file:
        file.write('{"step": 8')
    again = train(recipe(shards), tmp_path, resume=whole.out / "checkpoint-30").value
    assert (again.steps, again.tokens_seen, again.history) == (60, whole.tokens_seen, whole.history)
    steps = [json.loads(line)["step"] for line in (whole.out / "anchor_mass.jsonl").read_text().splitlines()]
    assert steps == [json.loads(line)["step"] for line in masses.splitlines()] == [20, 40, 60]
    found = _weights(again.out)
    assert all(torch.equal(weights[name], found[name]) for name in weights)


def _weights(folder: Any) -> Any:
    return load_file(folder / "model.safetensors")


def test_another_recipe_does_not_go_on(shards: Path, tmp_path: Path) -> None:
    train(recipe(shards), tmp_path)
    other = recipe(shards, losses={"attention": {"weight": 3.0}}, leave_out=["mirrors"])
    outcome = train(other, tmp_path, resume=True)
    assert outcome.value is None
    (found,) = outcome.diagnostics
    assert found.message == (
        "the checkpoint checkpoint-60 comes from another recipe: `leave_out` is [] there and "
        '["mirrors"] here; `losses.attention.weight` is 5.0 there and 3.0 here'
    )
    assert found.help_text == "use the recipe it was written with, or start afresh without --resume"


def test_a_folder_that_holds_a_run_is_left_alone(shards: Path, tmp_path: Path) -> None:
    short = recipe(shards, optimisation={"steps": 2, "batch": 4}, cadence={"save": 1, "keep": 1})
    out = train(short, tmp_path).value.out
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    (found,) = train(short, tmp_path).diagnostics
    assert found.message == f"the folder {out} holds an earlier run: checkpoint-2, scene_recipe.json"
    assert found.help_text == "go on with --resume, name another folder as `out`, or delete this one"
    (found,) = train(short, tmp_path, resume=True).diagnostics
    assert found.message == "nothing is left to do: checkpoint-2 is at step 2 of 2"
    assert found.help_text == "to train longer, start a recipe with more `steps` or `tokens` in another `out`"
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


@pytest.mark.parametrize("out", ["taken", "taken/run"])
def test_a_file_where_the_run_should_go_is_told(shards: Path, tmp_path: Path, out: str) -> None:
    (tmp_path / "taken").touch()
    (found,) = train(recipe(shards, out=out), tmp_path).diagnostics
    assert found.message == f"`out` cannot be the folder {tmp_path / out}: a file is in the way"
    assert found.help_text == "name another folder as `out` in the recipe, or move the file"


@pytest.mark.parametrize(
    ("name", "size"),
    [("trainer_state.json", None), ("optimizer.pt", None), ("optimizer.pt", 900), ("model.safetensors", 900)],
)
def test_a_checkpoint_that_is_not_whole_is_refused(
    shards: Path, tmp_path: Path, name: str, size: int | None
) -> None:
    short = recipe(shards, optimisation={"steps": 2, "batch": 4}, cadence={"save": 1})
    checkpoint = train(short, tmp_path).value.out / "checkpoint-1"
    content = (checkpoint / name).read_bytes()
    (checkpoint / name).unlink()
    if size is not None:
        (checkpoint / name).write_bytes(content[:size])
    (found,) = train(short, tmp_path, resume=checkpoint).diagnostics
    assert found.message == f"checkpoint-1 is not whole: `{name}` is missing or damaged"
    assert found.help_text == "delete it and go on from an earlier one with --resume, or start afresh"


def test_a_run_that_diverges_stops_and_says_where(shards: Path, tmp_path: Path) -> None:
    wild = {"steps": 30, "batch": 8, "learning_rate": 1e30, "precision": "fp32", "threads": 1}
    (found,) = train(recipe(shards, optimisation=wild, cadence={"log": 5}), tmp_path).diagnostics
    assert found.message == "the loss is no longer a number at step 5"
    assert found.help_text == "lower `optimisation.learning_rate`, or give it a `warmup`"


def test_losses_without_a_target_in_the_shards_are_refused(shards: Path, tmp_path: Path) -> None:
    losses = {name: {"weight": 0} for name in ("cross_entropy", "attention", "reads")}
    (found,) = train(recipe(shards, losses=losses), tmp_path).diagnostics
    assert found.message == (
        "nothing in these shards pulls on the model: "
        "mirrors and avoid and tension and label and concept find no target"
    )
    assert found.help_text == (
        "give weight to `cross_entropy`, or to targets that the shards hold: attention, reads"
    )


def test_a_run_shorter_than_its_log_is_heard_of_all_the_same(shards: Path, tmp_path: Path) -> None:
    short = recipe(shards, optimisation={"steps": 3, "batch": 4}, cadence={"log": 50})
    summary = train(short, tmp_path).value
    assert "attention" in summary.losses
    assert len(summary.anchors) == 1


def test_there_may_be_no_held_out_rows_and_no_measuring(tmp_path: Path) -> None:
    programs = [dataclasses.replace(program(number), split=Split.TRAIN) for number in range(8)]
    write_shards(programs, tmp_path / "shards", vocab_size=16)
    short = recipe(
        "shards", optimisation={"tokens": 100, "batch": 8, "schedule": "linear", "warmup": 1}, cadence={}
    )
    summary = train(short, tmp_path).value
    assert (summary.steps, summary.held_out_accuracy, summary.history) == (3, None, ())
    data = {"shards": "shards", "split": "held_out", "held_out": None}
    nothing = train(recipe("shards", data=data, out="runs/other"), tmp_path)
    assert nothing.value is None
    assert [found.message for found in nothing.diagnostics] == [
        "the shards have no rows in the split `held_out`"
    ]


def test_a_kind_without_a_loss_is_named(tmp_path: Path) -> None:
    shards_with(tmp_path, [[named(HiddenKind.TEACHER, "")]])
    (found,) = train(recipe("shards"), tmp_path).diagnostics
    assert (found.code, found.message) == (
        "SL607",
        "the shards hold `teacher` targets, and no loss of the recipe handles them",
    )
    assert found.help_text == "add `leave_out: [teacher]` to the recipe to train without them"
    assert train(recipe("shards", leave_out=["teacher"], **SHORT), tmp_path).value.steps == 3


def test_targets_find_their_names_in_the_shards(tmp_path: Path) -> None:
    """Every kind is trained, checkpoints hold the probes, and the model that comes out does not."""
    sites = [
        [
            named(HiddenKind.LABEL, "mood", mood),
            named(HiddenKind.TENSION, "doubt", "0.75"),
            named(HiddenKind.CONCEPT, mine, weight=0.0),
            named(HiddenKind.CONCEPT, other),
        ]
        for mood, mine, other in (("glad", "price", "density"), ("sad", "density", "price"))
    ]
    avoid = (0.0, 0.0, 1.0, 0.0, 0.0)
    shards_with(tmp_path, sites, avoid=avoid, axes=("calm", "doubt"), tension=((0.5, 0.75),))
    run = recipe("shards", **{**SHORT, "cadence": {"log": 1, "save": 3}})
    summary = train(run, tmp_path).value
    assert {"avoid", "tension", "label", "concept"} < summary.losses.keys()
    with safe_open(summary.out / "checkpoint-3" / "probes.safetensors", framework="pt") as file:
        assert json.loads(file.metadata()["names"]) == {
            "axes": ["doubt"], "classes": ["mood=glad", "mood=sad"], "concepts": ["price", "density"],
        }  # fmt: skip
    assert not (summary.out / "probes.safetensors").exists()


def test_a_label_with_one_value_is_refused(tmp_path: Path) -> None:
    shards_with(tmp_path, [[named(HiddenKind.LABEL, "mood", "glad")]])
    (found,) = train(recipe("shards"), tmp_path).diagnostics
    assert (found.code, found.message) == (
        "SL623",
        "the label `mood` has one value in all the shards, `glad`, and would teach nothing",
    )
    assert found.help_text == (
        "give `mood` a second value in some scene, or add `leave_out: [label]` to the recipe"
    )
    assert train(recipe("shards", leave_out=["label"], **SHORT), tmp_path).value.steps == 3
    off = {"label": {"weight": 0}}
    assert train(recipe("shards", losses=off, out="runs/off", **SHORT), tmp_path).value.steps == 3


def test_a_concept_that_is_alone_is_refused_where_something_is_pulled_to_it(tmp_path: Path) -> None:
    shards_with(tmp_path, [[named(HiddenKind.CONCEPT, "density", weight=weight) for weight in (0.0, 1.0)]])
    (found,) = train(recipe("shards"), tmp_path).diagnostics
    assert (found.code, found.message) == (
        "SL624",
        "`density` is the only concept that the split `train` shows, so nothing can be nearer to it",
    )
    assert found.help_text == (
        "mark spans with a second concept in a scene that is trained on, or add `leave_out: [concept]` "
        "to the recipe"
    )
    assert train(recipe("shards", leave_out=["concept"], **SHORT), tmp_path).value.steps == 3


def test_concepts_that_nothing_is_pulled_to_cost_nothing(tmp_path: Path) -> None:
    shards_with(tmp_path, [[named(HiddenKind.CONCEPT, "density", weight=0.0)]])
    summary = train(recipe("shards", **{**SHORT, "cadence": {"save": 3}}), tmp_path).value
    assert "concept" not in summary.losses
    assert not (summary.out / "checkpoint-3" / "probes.safetensors").exists()


def test_a_run_may_do_nothing_but_avoid(tmp_path: Path) -> None:
    silent = (0.0,) * 5
    shards_with(tmp_path, [[]], avoid=(0.0, 0.0, 1.0, 0.0, 0.0), weights=silent, attention=(), hidden=())
    losses = {"cross_entropy": {"weight": 0}}
    summary = train(recipe("shards", losses=losses, **SHORT), tmp_path).value
    assert set(summary.losses) == {"loss", "avoid"}
    (found,) = train(recipe("shards", leave_out=["avoid"], losses=losses, out="other"), tmp_path).diagnostics
    assert (found.code, found.help_text) == (
        "SL621",
        "give weight to `cross_entropy`, or to targets that the shards hold: avoid",
    )


def test_shards_of_another_tokenizer_are_refused(shards: Path, tmp_path: Path) -> None:
    outcome = train(recipe(shards), tmp_path, expect_tokenizer="e" * 64)
    assert outcome.value is None
    assert len(outcome.diagnostics) == 1


def test_a_model_that_is_not_there_is_refused(shards: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    outcome = train(recipe(shards, model={"from": "empty"}), tmp_path)
    assert outcome.value is None
    (found,) = outcome.diagnostics
    assert found.code == "SL614"
    assert found.message.startswith("cannot load the model `empty`: ")
    assert "\n" not in found.message


def test_tiny_models_are_what_their_recipe_says() -> None:
    tiny = TinyModel(layers=2, width=32, heads=4, kv_heads=2, mlp=48, vocabulary=99, seed=5, tied=False)
    source = ModelSource(tiny=tiny)
    before = torch.get_rng_state()
    one, same = build_model(source, 16), build_model(source, 16)
    assert torch.equal(before, torch.get_rng_state())
    other = build_model(ModelSource(tiny=tiny.model_copy(update={"seed": 6})), 16)
    assert torch.equal(one.lm_head.weight, same.lm_head.weight)
    assert not torch.equal(one.lm_head.weight, other.lm_head.weight)
    assert one.lm_head.weight.shape == (99, 32)
    assert one.lm_head.weight.std().item() == pytest.approx(0.7 * 32**-0.5, rel=0.1)
    config = one.config
    assert (config.num_key_value_heads, config.intermediate_size, config.num_hidden_layers) == (2, 48, 2)


def test_a_model_read_from_gguf_may_be_trained() -> None:
    model = build_model(ModelSource(tiny=TinyModel(layers=1, width=16, vocabulary=9)), 9)
    model.is_quantized, model.hf_quantizer = True, object()
    model.config.quantization_config = {"quant_method": "gguf"}
    plain = as_plain_floats(model)
    assert not plain.is_quantized
    assert plain.hf_quantizer is None
    assert not hasattr(plain.config, "quantization_config")


def test_gguf_files_are_looked_for_inside_the_model(shards: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    source = {"from": "folder", "gguf_file": "missing.gguf"}
    (found,) = train(recipe(shards, model=source), tmp_path).diagnostics
    assert found.code == "SL614"
