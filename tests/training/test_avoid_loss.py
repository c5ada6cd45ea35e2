"""Unlikelihood: by hand, by a second implementation, by its gradients, and in a model."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from row_building import Scene, row_of, tiny_model

from scenelang.training import LossSettings, answer_accuracy, run_forward, study
from scenelang.training.collator import TERMS, SceneCollator
from scenelang.training.losses import registered_terms
from scenelang.training.losses.avoid import CEILING, unlikelihood

IDS = [3, 9, 27, 5, 15]


def one(logits: Any, token: int = 0) -> float:
    found = unlikelihood(torch.tensor([logits], dtype=torch.float64), torch.tensor([token]), torch.ones(1))
    return found.total.item()


def test_unlikelihood_by_hand() -> None:
    """Odds 1:1 and 3:1, weights 1 and 2: 1 - p is 1/2 and 1/4, so log 2 + 2 log 4, over 3."""
    logits = torch.tensor([[0.0, 0.0], [math.log(3), 0.0]], dtype=torch.float64)
    found = unlikelihood(logits, torch.tensor([1, 0]), torch.tensor([1.0, 2.0]))
    assert found.total.item() == pytest.approx(math.log(2) + 2 * math.log(4))
    assert found.count.item() == 3


def test_what_is_all_but_certain_is_as_surprising_as_its_margin() -> None:
    """p = 1 - e^-40 within rounding is 1, and 1 - p still is e^-40."""
    assert one([40.0, 0.0]) == pytest.approx(40.0)
    assert one([1e4, 0.0]) == CEILING
    assert one([0.0, 40.0]) == pytest.approx(math.exp(-40.0), rel=1e-12)
    narrow = unlikelihood(torch.tensor([[40.0, 0.0]]), torch.tensor([0]), torch.ones(1))
    assert narrow.total.item() == pytest.approx(40.0)


def test_no_token_gives_nothing_and_no_gradient() -> None:
    logits = torch.zeros(0, 4, requires_grad=True)
    found = unlikelihood(logits, torch.zeros(0, dtype=torch.long), torch.zeros(0))
    found.total.backward()
    assert (found.total.item(), found.count.item()) == (0, 0)


@given(st.lists(st.floats(-8, 8), min_size=2, max_size=7), st.data())
def test_it_is_minus_log_of_one_minus_p(logits: list[float], data: Any) -> None:
    token = data.draw(st.integers(0, len(logits) - 1))
    shares = np.exp(np.array(logits, dtype=np.longdouble))
    rest = 1 - shares[token] / shares.sum()
    assert one(logits, token) == pytest.approx(float(-np.log(rest)), rel=1e-9, abs=1e-12)
    assert one(logits, token) >= 0
    # Halves of a batch are its whole.
    both = unlikelihood(
        torch.tensor([logits, logits], dtype=torch.float64),
        torch.tensor([token, 0]),
        torch.tensor([1.0, 0.5]),
    )
    assert both.total.item() == pytest.approx(one(logits, token) + 0.5 * one(logits, 0))


def test_gradients_are_those_of_the_formula_and_bounded() -> None:
    torch.manual_seed(0)
    logits = (3 * torch.randn(4, 5, dtype=torch.float64)).requires_grad_()
    token, weight = torch.tensor([0, 4, 2, 2]), torch.tensor([1.0, 0.3, 2.0, 0.0], dtype=torch.float64)
    assert torch.autograd.gradcheck(lambda x: unlikelihood(x, token, weight).total, logits)
    sure = torch.tensor([[45.0, 0.0, 1.0]], requires_grad=True)
    unlikelihood(sure, torch.tensor([0]), torch.ones(1)).total.backward()
    assert sure.grad is not None
    assert sure.grad[0, 0].item() == pytest.approx(1.0)
    assert sure.grad.abs().max() <= 1
    unlikelihood(logits, token, weight).total.backward()
    assert logits.grad is not None
    assert logits.grad[3].abs().sum() == 0


def forward_of(model: Any, rows: Any, anatomy: Any = None) -> Any:
    anatomy = anatomy or study(model)
    return run_forward(model, anatomy, SceneCollator(anatomy)(rows), TERMS, LossSettings())


@pytest.mark.parametrize(
    "way", [{}, {"takes_places": False}, {"takes_places": False, "takes_columns": False}]
)
def test_in_a_model_it_is_that_of_the_logits_before_the_token(way: Any) -> None:
    """Tokens 2 and 4 of the second row are avoided; token 4 is also to be said, and both are counted."""
    rows = [
        row_of(Scene(IDS[:3])),
        row_of(Scene(IDS, weights=[0, 1, 0, 1, 0.5], avoid=[9, 0, 1.0, 0, 0.25])),
    ]
    model = tiny_model()
    forward = forward_of(model, rows, dataclasses.replace(study(model), **way))
    with torch.no_grad():
        logits = model(torch.tensor([IDS])).logits[0]
        short = model(torch.tensor([IDS[:3]])).logits[0]
    rest = 1 - torch.softmax(logits.double(), -1)
    found = registered_terms()["avoid"](forward)
    assert found.total.item() == pytest.approx(
        -(rest[1, 27].log() + 0.25 * rest[3, 15].log()).item(), rel=1e-5
    )
    assert found.count.item() == 1.25 == forward.batch["counts"][TERMS.index("avoid")].item()
    said = torch.log_softmax(logits, -1)
    said_short = torch.log_softmax(short, -1)
    wanted = -(said_short[0, 9] + said_short[1, 27] + said[0, 9] + said[2, 5] + 0.5 * said[3, 15])
    told = registered_terms()["cross_entropy"](forward)
    assert told.total.item() == pytest.approx(wanted.item(), rel=1e-5)
    assert told.count.item() == 4.5


def test_rows_that_only_avoid_train_and_are_not_asked_for_answers() -> None:
    rows = [row_of(Scene(IDS, weights=[0.0] * 5, avoid=[0, 0, 1.0, 1.0, 0]))]
    model = tiny_model()
    forward = forward_of(model, rows)
    assert forward.logits.shape[0] == 0
    registered_terms()["avoid"](forward).total.backward()
    assert model.get_input_embeddings().weight.grad.abs().sum() > 0
    assert answer_accuracy(model, rows) == 0.0
    untouched = SceneCollator(study(model), leave_out=["avoid"])(rows)
    assert "avoid" not in untouched
    assert untouched["counts"].sum() == 0
