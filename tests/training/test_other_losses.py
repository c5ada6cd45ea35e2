"""Cross-entropy, reads and mirrors: by hand, by a second implementation, by their gradients."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from row_building import VOCABULARY, Hold, Scene, random_rows, row_of, tiny_model
from transformers import AutoConfig, AutoModelForCausalLM

from scenelang.diagnostics import Refusal
from scenelang.signals import LayerBand
from scenelang.tokens import HiddenKind
from scenelang.training import LossSettings, ReadsSettings, make_capturable, run_forward, study
from scenelang.training import losses as package
from scenelang.training.collator import TERMS, SceneCollator
from scenelang.training.losses import loss_term, registered_terms
from scenelang.training.losses.cross_entropy import weighted_cross_entropy
from scenelang.training.losses.mirrors import turned_away
from scenelang.training.start_check import check_model

FAMILIES = ("llama", "qwen3", "gpt_neox", "gpt2")


def forward_of(model: Any, rows: Any, settings: Any = None, terms: Any = TERMS) -> Any:
    anatomy = study(model)
    make_capturable(anatomy)
    batch = SceneCollator(anatomy)(rows)
    model.eval()
    return run_forward(model, anatomy, batch, terms, settings or LossSettings())


def test_cross_entropy_by_hand() -> None:
    """Two tokens at odds 1:1 and 3:1, weights 1 and 2: log 2 + 2 log(4/3), over 3."""
    logits = torch.tensor([[0.0, 0.0], [math.log(3), 0.0]], dtype=torch.float64)
    found = weighted_cross_entropy(logits, torch.tensor([1, 0]), torch.tensor([1.0, 2.0]))
    assert found.total.item() == pytest.approx(math.log(2) + 2 * math.log(4 / 3))
    assert found.count.item() == 3


def test_no_token_gives_nothing_and_no_gradient() -> None:
    logits = torch.zeros(0, 4, requires_grad=True)
    found = weighted_cross_entropy(logits, torch.zeros(0, dtype=torch.long), torch.zeros(0))
    found.total.backward()
    assert (found.total.item(), found.count.item()) == (0, 0)


def test_mirrors_by_hand() -> None:
    """At right angles, the same way and opposed: 1, 0 and 2, with weights 1, 5 and 0.5."""
    here = torch.tensor([[1.0, 0.0], [2.0, 2.0], [0.0, 3.0]])
    there = torch.tensor([[0.0, 5.0], [1.0, 1.0], [0.0, -1.0]])
    found = turned_away(here, there, torch.tensor([1.0, 5.0, 0.5]))
    assert found.total.item() == pytest.approx(2.0, abs=1e-6)
    assert found.count.item() == 6.5


def test_mirrors_move_the_later_side_alone() -> None:
    here, there = torch.randn(3, 4, requires_grad=True), torch.randn(3, 4, requires_grad=True)
    turned_away(here, there, torch.ones(3)).total.backward()
    assert here.grad is not None
    assert there.grad is None


def test_gradients_are_those_of_the_formulas() -> None:
    torch.manual_seed(0)
    logits = torch.randn(3, 5, dtype=torch.float64, requires_grad=True)
    token, weight = torch.tensor([0, 4, 2]), torch.tensor([1.0, 0.3, 2.0], dtype=torch.float64)
    assert torch.autograd.gradcheck(lambda x: weighted_cross_entropy(x, token, weight).total, logits)
    there = torch.randn(3, 5, dtype=torch.float64)
    assert torch.autograd.gradcheck(lambda x: turned_away(x, there, weight).total, logits)


@pytest.mark.parametrize("family", FAMILIES)
def test_reads_on_the_last_layer_are_the_logits_of_the_model(family: str) -> None:
    """The lens after the last layer is what the model says anyway: one final norm, not two."""
    ids = [3, 9, 27, 5, 15]
    holds = [Hold(2, band=LayerBand.index(-1), token=7, weight=2.0)]
    model = tiny_model(family)
    forward = forward_of(model, [row_of(Scene(ids, holds=holds)), row_of(Scene(ids[:3], holds=holds))])
    found = registered_terms()["reads"](forward)
    with torch.no_grad():
        logits = model(torch.tensor([ids])).logits[0, 2]
    wanted = -torch.log_softmax(logits, -1)[7]
    assert found.total.item() / 4 == pytest.approx(wanted.item(), abs=1e-5)
    assert found.count.item() == 4


@pytest.mark.parametrize("family", FAMILIES)
def test_reads_inside_the_model_equal_the_lens_on_its_hidden_states(family: str) -> None:
    """A site over layers 0 and 1 counts once: the mean of both."""
    ids = [3, 9, 27, 5, 15]
    model = tiny_model(family)
    forward = forward_of(model, [row_of(Scene(ids, holds=[Hold(4, band=LayerBand.index(0, 1), token=7)]))])
    found = registered_terms()["reads"](forward)
    with torch.no_grad():
        hidden = model(torch.tensor([ids]), output_hidden_states=True).hidden_states
        norm = study(model).norm
        lens = [
            torch.log_softmax(model.get_output_embeddings()(norm(hidden[layer][0, 4])), -1)[7]
            for layer in (1, 2)
        ]
    assert found.total.item() == pytest.approx(-sum(lens).item() / 2, abs=1e-5)
    assert found.count.item() == pytest.approx(1)


def test_a_detached_head_gets_no_gradient_from_reads() -> None:
    rows = [row_of(Scene([3, 9, 27], holds=[Hold(2, token=7)]))]
    for detached in (False, True):
        model = tiny_model("gpt_neox")
        model.set_output_embeddings(torch.nn.Linear(16, VOCABULARY, bias=False))
        settings = LossSettings(reads=ReadsSettings(detach_head=detached))
        registered_terms()["reads"](forward_of(model, rows, settings)).total.backward()
        assert (study(model).norm.weight.grad is None) is detached
        assert (model.get_output_embeddings().weight.grad is None) is detached
        assert model.get_input_embeddings().weight.grad.abs().sum() > 0


def test_mirrors_in_a_model_compare_the_two_places() -> None:
    holds = [Hold(4, HiddenKind.MIRRORS, LayerBand.index(1), other=1)]
    model = tiny_model()
    rows = [row_of(Scene([1, 2])), row_of(Scene([3, 9, 27, 5, 15], holds=holds))]
    found = registered_terms()["mirrors"](forward_of(model, rows))
    with torch.no_grad():
        hidden = (
            model(torch.tensor([[3, 9, 27, 5, 15]]), output_hidden_states=True).hidden_states[2][0].numpy()
        )
    cosine = hidden[4] @ hidden[1] / np.linalg.norm(hidden[4]) / np.linalg.norm(hidden[1])
    assert found.total.item() == pytest.approx(1 - cosine, abs=1e-5)


def test_the_collator_counts_what_the_terms_count() -> None:
    forward = forward_of(tiny_model(), random_rows(6, seed=2))
    asked = [(place, term) for place, term in enumerate(TERMS) if place == 0 or term in forward.batch]
    assert [term for _, term in asked] == ["cross_entropy", "attention", "reads", "mirrors"]
    for place, term in asked:
        assert forward.batch["counts"][place].item() == pytest.approx(
            registered_terms()[term](forward).count.item()
        )


def test_every_loss_file_is_a_term() -> None:
    files = {path.stem for path in Path(package.__file__).parent.glob("*.py")}
    assert files - {"__init__", "loss_term", "pooling"} == set(registered_terms()) == set(TERMS)


@pytest.mark.parametrize(
    ("family", "setting"),
    [
        ("cohere", {"logit_scale": 0.3}),
        ("granite", {"logits_scaling": 4.0}),
        ("gemma2", {"final_logit_softcapping": 2.0}),
    ],
)
def test_what_a_family_does_to_its_logits_is_done_to_the_lens(family: str, setting: dict[str, float]) -> None:
    config = AutoConfig.for_model(
        family, vocab_size=VOCABULARY, hidden_size=16, intermediate_size=32, num_hidden_layers=2,
        num_attention_heads=4, num_key_value_heads=2, head_dim=4, initializer_range=0.5, pad_token_id=None,
        bos_token_id=None, eos_token_id=None, **setting,
    )  # fmt: skip
    model = AutoModelForCausalLM.from_config(config)
    anatomy = study(model)
    make_capturable(anatomy)
    rows = [row_of(Scene([3, 9, 27], holds=[Hold(2, band=LayerBand.index(-1), token=7)]))]
    check_model(model, anatomy, SceneCollator(anatomy)(rows), TERMS, LossSettings())
    bent = dataclasses.replace(anatomy, norm=torch.nn.Identity())
    bent.norm.weight = torch.nn.Parameter(torch.ones(1))
    with pytest.raises(Refusal):
        check_model(model, bent, SceneCollator(anatomy)(rows), TERMS, LossSettings())
    with pytest.raises(Refusal, match="its final norm is not found"):
        check_model(
            model,
            dataclasses.replace(anatomy, norm=None),
            SceneCollator(anatomy)(rows),
            TERMS,
            LossSettings(),
        )


def test_a_name_belongs_to_one_term() -> None:
    with pytest.raises(TypeError, match="the loss term reads is registered twice"):
        loss_term("reads")(lambda forward: None)
