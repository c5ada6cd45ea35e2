"""The trainer: what it divides by, what weight 0 costs, how it resumes."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
import torch
from row_building import VOCABULARY, Hold, Look, Scene, random_rows, row_of, tiny_model
from torch.nn import functional
from trainer_building import SILENT, largest_difference, refusal_of, trainer_of, weights_of
from transformers import Trainer

from scenelang.training import (
    AttentionSettings,
    Cadence,
    CrossEntropySettings,
    LossSettings,
    MirrorsSettings,
    Optimisation,
    ReadsSettings,
    SceneDataset,
    SceneTrainer,
    training_arguments,
)


def gradients_of(trainer: Any, batches: Any) -> Any:
    """Gradients of one step over these batches, as the training loop makes them."""
    trainer.model.zero_grad()
    trainer.state.max_steps = 1
    samples = [trainer.data_collator(batch) for batch in batches]
    counts = trainer._get_num_items_in_batch(samples, torch.device("cpu"))
    loss = sum(trainer.training_step(trainer.model, sample, counts) for sample in samples)
    return float(loss), {name: parameter.grad.clone() for name, parameter in trainer.model.named_parameters()}


def test_batch_8_once_equals_batch_1_eight_times(tmp_path: Path) -> None:
    rows = random_rows(8, seed=3)
    trainer = trainer_of(tmp_path, tiny_model(), rows)
    loss, gradients = gradients_of(trainer, [rows])
    loss_apart, gradients_apart = gradients_of(trainer, [[row] for row in rows])
    assert loss == pytest.approx(loss_apart, rel=1e-6)
    scale = max(float(gradient.abs().max()) for gradient in gradients.values())
    assert largest_difference(gradients, gradients_apart) < 1e-6 * scale
    mean_of_means = sum(gradients_of(trainer, [[row]])[0] for row in rows) / len(rows)
    assert abs(loss - mean_of_means) > 1e-3, "rows must weigh differently for the test to say anything"


@pytest.mark.parametrize("family", ["llama", "gpt2"])
def test_a_step_with_terms_at_weight_0_equals_a_plain_causal_step(tmp_path: Path, family: str) -> None:
    rows = random_rows(4, seed=5)
    model = tiny_model(family)
    trainer = trainer_of(tmp_path, model, rows, losses=SILENT)
    loss, gradients = gradients_of(trainer, [rows])
    model.zero_grad()
    batch = trainer.data_collator(rows)
    assert batch.keys().isdisjoint({"attention", "reads", "mirrors"})
    logits = model(batch["input_ids"]).logits
    total = count = 0.0
    for number, row in enumerate(rows):
        for place in range(1, len(row.input_ids)):
            weight = float(row.loss_weight[place])
            total = (
                total
                - weight * functional.log_softmax(logits[number, place - 1], -1)[int(row.input_ids[place])]
            )
            count += weight
    plain = total / count
    plain.backward()
    assert loss == pytest.approx(plain.item(), abs=1e-6)
    assert largest_difference(gradients, {name: p.grad for name, p in model.named_parameters()}) < 1e-6


def test_a_whole_step_equals_the_trainer_of_transformers_on_evenly_weighted_tokens(tmp_path: Path) -> None:
    rows = [
        row_of(Scene([(7 * k + n) % VOCABULARY for k in range(9)], looks=[Look(4, (1,))])) for n in range(4)
    ]
    ours, theirs = tiny_model(), tiny_model()
    trainer_of(tmp_path, ours, rows, losses=SILENT).train()

    def plain(items: Any) -> Any:
        ids = torch.tensor([list(map(int, item["input_ids"])) for item in items])
        return {"input_ids": ids, "labels": ids}

    arguments = training_arguments(
        Optimisation(steps=1, batch=4, learning_rate=1e-2), Cadence(), tmp_path, 1, use_cpu=True
    )
    arguments.label_names = ["labels"]
    Trainer(theirs, arguments, plain, [{"input_ids": row.input_ids.tolist()} for row in rows]).train()
    assert largest_difference(weights_of(ours), weights_of(theirs)) < 1e-6


def test_reentrant_checkpointing_is_refused_before_anything_runs(tmp_path: Path) -> None:
    optimisation = Optimisation(steps=1, checkpointing=True)
    reentrant = {"activation_checkpointing_kwargs": {"use_reentrant": True}, "use_cpu": True}
    arguments = training_arguments(optimisation, Cadence(), tmp_path, 1, **reentrant)
    found = refusal_of(SceneTrainer, tiny_model(), arguments, random_rows(1, seed=1))
    assert found.code == "SL602"


def test_recomputed_activations_train_to_the_same_weights(tmp_path: Path) -> None:
    rows, plain, recomputed = random_rows(4, seed=2), tiny_model(), tiny_model()
    trainer_of(tmp_path, plain, rows, steps=2).train()
    trainer_of(tmp_path, recomputed, rows, steps=2, checkpointing=True).train()
    assert recomputed.model.layers[0].gradient_checkpointing
    wanted, found = weights_of(plain), weights_of(recomputed)
    assert all(torch.equal(wanted[name], found[name]) for name in wanted)


def test_logs_have_the_mean_of_each_term_and_its_weighted_sum(tmp_path: Path) -> None:
    rows = random_rows(8, seed=6)
    trainer = trainer_of(tmp_path, tiny_model(), rows, batch=2, accumulation=2, steps=2)
    trainer.train()
    logs = [found for found in trainer.state.log_history if "loss" in found]
    assert len(logs) == 2
    for found in logs:
        total = (
            found["cross_entropy"] + 0.3 * found["attention"] + 3 * found["reads"] + 0.5 * found["mirrors"]
        )
        assert found["loss"] == pytest.approx(total, rel=1e-5)
    assert logs[-1]["tokens_seen"] == trainer.tokens_seen == sum(len(row.input_ids) for row in rows)


def test_anchor_masses_are_logged_by_origin_with_the_winning_head(tmp_path: Path) -> None:
    looks = [Look(3, (1, 2), origin=1), Look(2, (0,), origin=1)]
    rows = [row_of(Scene([1, 2, 3, 4], looks=looks))] * 4
    model = tiny_model()
    with torch.no_grad():
        model.set_attn_implementation("eager")
        map_ = model(torch.tensor([[1, 2, 3, 4]]), output_attentions=True).attentions[0][0]
        model.set_attn_implementation("sdpa")
    wanted = (map_[:, 3, 1:3].sum(-1) + map_[:, 2, 0]) / 2
    trainer = trainer_of(tmp_path, model, rows)
    trainer.train()
    (found,) = trainer.anchor_masses
    assert (found.origin, found.layer, found.head) == ("binding.first", 0, int(wanted.argmax()))
    assert found.masses[0] == pytest.approx(wanted.tolist(), abs=1e-5)
    assert trainer.state.log_history[0]["anchor_mass/binding.first"] == pytest.approx(found.mass, abs=1e-4)
    (line,) = map(json.loads, (tmp_path / "anchor_mass.jsonl").read_text().splitlines())
    assert line["winner"] == f"layer 0, head {found.head}"
    assert line["masses"]["0"] == pytest.approx(wanted.tolist(), abs=1e-4)


def test_a_term_that_has_faded_out_is_neither_computed_nor_logged(tmp_path: Path) -> None:
    fading = LossSettings(
        attention=AttentionSettings(anneal={"start": 0.5, "end": 0.5}),
        reads=ReadsSettings(weight=0),
        mirrors=MirrorsSettings(weight=0),
    )
    trainer = trainer_of(tmp_path, tiny_model(), random_rows(4, seed=3), steps=4, losses=fading)
    trainer.train()
    logs = [found for found in trainer.state.log_history if "loss" in found]
    assert ["attention" in found for found in logs] == [True, True, False, False]
    assert [any(name.startswith("anchor_mass") for name in found) for found in logs] == [
        True,
        True,
        False,
        False,
    ]


def test_only_targets_can_train_too(tmp_path: Path) -> None:
    model, losses = tiny_model(), LossSettings(cross_entropy=CrossEntropySettings(weight=0))
    trainer = trainer_of(tmp_path, model, random_rows(4, seed=3), losses=losses)
    before = weights_of(model)
    trainer.train()
    assert "cross_entropy" not in trainer.state.log_history[0]
    assert not torch.equal(
        before["model.layers.0.self_attn.q_proj.weight"], model.model.layers[0].self_attn.q_proj.weight
    )


def test_a_batch_without_a_target_is_a_step_that_moves_nothing(tmp_path: Path) -> None:
    model = tiny_model()
    before = weights_of(model)
    bare = [row_of(Scene([1, 2, 3, 4])) for _ in range(4)]
    only_looks = LossSettings(cross_entropy=CrossEntropySettings(weight=0))
    trainer_of(tmp_path, model, bare, losses=only_looks, weight_decay=0).train()
    assert largest_difference(before, weights_of(model)) == 0


def test_evaluate_gives_the_loss_of_the_rows(tmp_path: Path) -> None:
    rows = random_rows(3, seed=8)
    trainer = trainer_of(tmp_path, tiny_model(), rows, batch=3)
    wanted, _ = gradients_of(trainer, [rows])
    trainer.model.eval()
    assert trainer.evaluate(SceneDataset(rows))["eval_loss"] == pytest.approx(wanted, rel=1e-5)
    loss, outputs = trainer.compute_loss(trainer.model, trainer.data_collator(rows), return_outputs=True)
    assert loss.item() == pytest.approx(wanted, rel=1e-5)
    assert outputs["logits"].shape[1] == VOCABULARY


def test_rows_can_be_taken_as_they_stand(tmp_path: Path) -> None:
    rows = random_rows(6, seed=8)
    arguments = training_arguments(Optimisation(steps=1, batch=2), Cadence(), tmp_path, 1, use_cpu=True)
    trainer = SceneTrainer(tiny_model(), arguments, SceneDataset(rows), in_order=True)
    assert list(trainer._get_train_sampler()) == [0, 1, 2, 3, 4, 5]
    shuffled = SceneTrainer(tiny_model(), arguments, SceneDataset(rows))
    assert sorted(shuffled._get_train_sampler()) == [0, 1, 2, 3, 4, 5]


def test_bfloat16_runs_by_the_same_code(tmp_path: Path) -> None:
    rows = random_rows(4, seed=6)
    exact, rounded = tiny_model(), tiny_model()
    losses = []
    for model, precision in ((exact, "fp32"), (rounded, "bf16")):
        trainer = trainer_of(tmp_path, model, rows, precision=precision)
        trainer.train()
        losses.append(trainer.state.log_history[0]["loss"])
    assert losses[0] != losses[1]
    assert losses[0] == pytest.approx(losses[1], rel=0.05)
    assert rounded.lm_head.weight.dtype == torch.float32


def test_a_model_whose_head_is_not_understood_is_refused(tmp_path: Path) -> None:
    model = tiny_model()
    forward = model.forward

    def shifted(input_ids: Any, logits_to_keep: Any = 0, scene_capture: Any = None, **more: Any) -> Any:
        output = forward(input_ids, logits_to_keep=logits_to_keep, scene_capture=scene_capture, **more)
        output.logits = output.logits + torch.arange(VOCABULARY)
        return output

    model.forward = shifted
    trainer = trainer_of(tmp_path, model, random_rows(2, seed=1))
    found = refusal_of(trainer.train)
    wanted = (
        "`reads` targets cannot be read in a `llama` model: "
        "its final norm and output embeddings do not give its own logits"
    )
    assert (found.code, found.message) == ("SL612", wanted)


def test_a_mass_that_stands_still_raises_one_alarm(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    rows = [row_of(Scene([1, 2, 3, 4], looks=[Look(3, (1,))], holds=[Hold(3, token=2)]))] * 4
    trainer = trainer_of(tmp_path, tiny_model(), rows, steps=6, learning_rate=1e-9)
    trainer._alarm._patience = 3
    with caplog.at_level(logging.WARNING, "scenelang.training.trainer"):
        trainer.train()
    told = [record.getMessage() for record in caplog.records if "logic.1" in record.getMessage()]
    assert len(told) == 1
    assert "its heads may be stuck" in told[0]
