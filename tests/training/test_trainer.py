"""The trainer: what it divides by, what weight 0 costs, how it resumes."""

from __future__ import annotations

import json
import logging

import pytest
import torch
from row_building import VOCABULARY, Hold, Look, Scene, random_rows, row_of, tiny_model
from torch.nn import functional

from scenelang.diagnostics import Refusal
from scenelang.training import (
    AttentionSettings,
    Cadence,
    CrossEntropySettings,
    LossSettings,
    MirrorsSettings,
    Optimisation,
    ReadsSettings,
    RunRecord,
    SceneDataset,
    SceneTrainer,
    training_arguments,
)

SILENT = LossSettings(
    attention=AttentionSettings(weight=0), reads=ReadsSettings(weight=0), mirrors=MirrorsSettings(weight=0)
)
FULL = LossSettings(
    attention=AttentionSettings(weight=0.3, hinge=0.9), reads=ReadsSettings(weight=3), mirrors=MirrorsSettings(weight=0.5)
)


def trainer_of(out, model, rows, *, steps=1, losses=FULL, record=None, cadence=None, callbacks=(), **settings):
    optimisation = Optimisation(steps=steps, **{"learning_rate": 1e-2, "batch": 4, **settings})
    arguments = training_arguments(optimisation, cadence or Cadence(log=1), out, steps, use_cpu=True)
    return SceneTrainer(
        model=model,
        args=arguments,
        train_dataset=SceneDataset(rows, origins=("logic.1", "binding.first")),
        losses=losses,
        record=record,
        callbacks=list(callbacks),
    )


def weights_of(model):
    return {name: parameter.detach().clone() for name, parameter in model.named_parameters()}


def gradients_of(trainer, batches):
    """Gradients of one step over these batches, as the training loop makes them."""
    trainer.model.zero_grad()
    trainer.state.max_steps = 1
    samples = [trainer.data_collator(batch) for batch in batches]
    counts = trainer._get_num_items_in_batch(samples, torch.device("cpu"))
    loss = sum(trainer.training_step(trainer.model, sample, counts) for sample in samples)
    return float(loss), {name: parameter.grad.clone() for name, parameter in trainer.model.named_parameters()}


def largest_difference(one, other):
    return max(float((one[name] - other[name]).abs().max()) for name in one)


def test_batch_8_once_equals_batch_1_eight_times(tmp_path):
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
def test_a_step_with_terms_at_weight_0_equals_a_plain_causal_step(tmp_path, family):
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
            total = total - weight * functional.log_softmax(logits[number, place - 1], -1)[int(row.input_ids[place])]
            count += weight
    plain = total / count
    plain.backward()
    assert loss == pytest.approx(plain.item(), abs=1e-6)
    assert largest_difference(gradients, {name: p.grad for name, p in model.named_parameters()}) < 1e-6


def test_a_whole_step_equals_the_trainer_of_transformers_on_evenly_weighted_tokens(tmp_path):
    from transformers import Trainer

    rows = [row_of(Scene([(7 * k + n) % VOCABULARY for k in range(9)], looks=[Look(4, (1,))])) for n in range(4)]
    ours, theirs = tiny_model(), tiny_model()
    trainer_of(tmp_path, ours, rows, losses=SILENT).train()

    def plain(items):
        ids = torch.tensor([list(map(int, item["input_ids"])) for item in items])
        return {"input_ids": ids, "labels": ids}

    arguments = training_arguments(Optimisation(steps=1, batch=4, learning_rate=1e-2), Cadence(), tmp_path, 1, use_cpu=True)
    arguments.label_names = ["labels"]
    Trainer(theirs, arguments, plain, [{"input_ids": row.input_ids.tolist()} for row in rows]).train()
    assert largest_difference(weights_of(ours), weights_of(theirs)) < 1e-6


def test_resuming_at_step_10_of_20_equals_never_stopping_bit_for_bit(tmp_path):
    rows = random_rows(22, seed=7)
    settings = {"steps": 20, "accumulation": 2, "schedule": "cosine", "warmup": 3, "cadence": Cadence(save=10, log=5)}
    whole, stopped = tiny_model(), tiny_model()
    trainer_of(tmp_path / "whole", whole, rows, **settings).train()
    trainer_of(tmp_path / "whole", stopped, rows, **settings).train(str(tmp_path / "whole" / "checkpoint-10"))
    wanted, found = weights_of(whole), weights_of(stopped)
    assert all(torch.equal(wanted[name], found[name]) for name in wanted)
    fresh = weights_of(tiny_model())
    assert not any(torch.equal(wanted[name], fresh[name]) for name in wanted)
