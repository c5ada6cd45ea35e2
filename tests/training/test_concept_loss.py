"""Concepts: InfoNCE by hand and by a second implementation, and the bank of means that it compares with."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from all_kinds import NAMES, number_of
from hypothesis import given
from hypothesis import strategies as st
from row_building import Hold, Scene, row_of, tiny_model

from scenelang.signals import LayerBand
from scenelang.tokens import HiddenKind
from scenelang.training import LossSettings, make_capturable, run_forward, study
from scenelang.training.batch import ConceptBatch
from scenelang.training.collator import SceneCollator
from scenelang.training.companions import Companions
from scenelang.training.concept_bank import FED, FED_BY_PULLED, UNFED, ConceptBank, Instances
from scenelang.training.losses import registered_terms
from scenelang.training.losses.concept import contrast

IDS = [3, 9, 27, 5, 15]
SECOND = LayerBand.index(1)
DENSITY, PRICE = (NAMES.concepts.index(name) for name in ("density", "price"))


def hold(position: int, name: str, weight: float = 0.0, band: LayerBand = SECOND) -> Hold:
    return Hold(position, HiddenKind.CONCEPT, band, name=number_of(name), weight=weight)


def told(cells: Any, own: Any = None) -> Instances:
    """Instances from (layer, concept, stream)."""
    layer, concept, stream = zip(*cells, strict=True)
    owned = torch.tensor(own if own is not None else [False] * len(cells))
    return Instances(torch.tensor(layer), torch.tensor(concept), owned, torch.tensor(stream))


def test_contrast_by_hand() -> None:
    """Cosines 1 and 0 over 1/log 3 are odds of 3:1 for its own, and 1:3 where turned; weights 1 and 2."""
    here = torch.tensor([[2.0, 0.0], [0.0, 5.0]], dtype=torch.float64)
    means = torch.tensor([[0.5, 0.0], [0.0, 0.1]], dtype=torch.float64)
    known = torch.tensor([True, True])
    found = contrast(
        here, means, known, torch.tensor([0, 0]), torch.tensor([1.0, 2.0]), temperature=1 / math.log(3)
    )
    assert found.total.item() == pytest.approx(math.log(4 / 3) + 2 * math.log(4))
    assert found.count.item() == 3


def test_without_another_mean_there_is_nothing_to_tell_apart() -> None:
    here = torch.randn(3, 4, requires_grad=True)
    concept, weight = torch.tensor([0, 1, 2]), torch.ones(3)
    for known in ([False] * 3, [True, False, False], [False, True, False]):
        found = contrast(here, torch.randn(3, 4), torch.tensor(known), concept, weight, temperature=0.1)
        assert (found.total.item(), found.count.item()) == (0, 0)
        found.total.backward()
        assert here.grad is not None
        assert here.grad.abs().sum() == 0
    two = contrast(
        here, torch.randn(3, 4), torch.tensor([True, True, False]), concept, weight, temperature=0.1
    )
    assert two.count.item() == 2, "the place of a concept without a mean waits"


@given(st.integers(2, 5), st.integers(0, 1000))
def test_contrast_is_infonce_over_the_known_means(concepts: int, seed: int) -> None:
    dice = np.random.default_rng(seed)
    here, means = dice.normal(size=(4, 6)), dice.normal(size=(concepts, 6))
    known = dice.random(concepts) < 0.7
    own, weight = dice.integers(0, concepts, size=4), dice.choice([0.5, 1.0, 2.0], size=4)
    total = count = 0.0
    for row, mine, heavy in zip(here, own, weight, strict=True):
        if known[mine] and known.sum() > 1:
            near = np.exp([row @ mean / np.linalg.norm(row) / np.linalg.norm(mean) / 0.3 for mean in means])
            total -= heavy * math.log(near[mine] / near[known].sum())
            count += heavy
    tensors = (torch.from_numpy(one) for one in (here, means, known, own, weight))
    found = contrast(*tensors, temperature=0.3)
    assert found.total.item() == pytest.approx(total)
    assert found.count.item() == pytest.approx(count)
    assert found.total.item() >= 0


def test_gradients_are_those_of_the_formula_and_means_stand_still() -> None:
    torch.manual_seed(0)
    here = torch.randn(3, 4, dtype=torch.float64, requires_grad=True)
    means = torch.randn(4, 4, dtype=torch.float64, requires_grad=True)
    known, own = torch.tensor([True, True, False, True]), torch.tensor([0, 3, 2])
    weight = torch.tensor([1.0, 0.5, 2.0], dtype=torch.float64)

    def loss(x: Any) -> Any:
        return contrast(x, means, known, own, weight, temperature=0.5).total

    assert torch.autograd.gradcheck(loss, here)
    loss(here).backward()
    assert here.grad is not None
    assert here.grad[2].abs().sum() == 0
    assert means.grad is None


def test_a_mean_starts_with_its_first_instances_and_then_runs() -> None:
    bank = ConceptBank(2, 2, 2, momentum=0.75)
    bank.feed(told([(1, 0, [1.0, 0.0]), (1, 0, [0.0, 1.0]), (0, 1, [0.0, 1.0])]))
    assert bank.mean[1, 0].tolist() == [0.5, 0.5]
    assert bank.mean[0, 1].tolist() == [0.0, 1.0]
    assert bank.fed.tolist() == [[UNFED, FED], [FED, UNFED]]
    bank.feed(told([(1, 0, [1.0, 0.0])]))
    assert bank.mean[1, 0].tolist() == [0.75 * 0.5 + 0.25, 0.75 * 0.5]
    assert bank.mean[0, 1].tolist() == [0.0, 1.0]


def test_a_pulled_place_feeds_its_concept_only_as_long_as_nothing_else_has() -> None:
    bank = ConceptBank(1, 1, 2, momentum=0.5)
    bank.feed(told([(0, 0, [1.0, 0.0])], own=[True]))
    assert (bank.mean[0, 0].tolist(), bank.fed.item()) == ([1.0, 0.0], FED_BY_PULLED)
    bank.feed(told([(0, 0, [0.0, 1.0])], own=[True]))
    assert bank.mean[0, 0].tolist() == [0.5, 0.5]
    bank.feed(told([(0, 0, [1.0, 0.0]), (0, 0, [0.0, 1.0])], own=[True, False]))
    assert (bank.mean[0, 0].tolist(), bank.fed.item()) == ([0.0, 1.0], FED), "what pulled places left is gone"
    bank.feed(told([(0, 0, [1.0, 0.0])], own=[True]))
    assert bank.mean[0, 0].tolist() == [0.0, 1.0]


def forward_of(model: Any, rows: Any, beside: Any = None) -> Any:
    anatomy = study(model)
    make_capturable(anatomy)
    beside = beside or Companions(anatomy, NAMES, ("concept",), LossSettings())
    batch = SceneCollator(anatomy, names=NAMES)(rows)
    model.eval()
    return run_forward(model, anatomy, batch, ("concept",), LossSettings(), beside=beside)


def test_instances_are_the_evened_streams_where_concepts_are_marked() -> None:
    """Position 2 carries density and is pulled to it; position 1 carries it too; 3 is pulled to price."""
    holds = [hold(2, "density"), hold(2, "density", 1.0), hold(1, "density"), hold(3, "price", 1.0)]
    model = tiny_model()
    forward = forward_of(model, [row_of(Scene(IDS[:2])), row_of(Scene(IDS, holds=holds))])
    found = registered_terms()["concept"](forward)
    assert (found.total.item(), found.count.item()) == (0, 0)
    with torch.no_grad():
        stream = model(torch.tensor([IDS]), output_hidden_states=True).hidden_states[2][0]
    wanted = torch.nn.functional.normalize(stream[[2, 1]], dim=-1)
    assert torch.allclose(forward.instances.stream, wanted, atol=1e-5)
    assert forward.instances.own.tolist() == [True, False]
    assert forward.instances.layer.tolist() == [1, 1]
    assert forward.instances.concept.tolist() == [DENSITY, DENSITY]
    assert not forward.instances.stream.requires_grad


def test_pulls_in_a_model_are_compared_layer_by_layer() -> None:
    """In layer 1 both concepts have a mean, in layer 0 one; of a site over both layers half is left."""
    model = tiny_model()
    rows = [row_of(Scene(IDS, holds=[hold(4, "price", 3.0, LayerBand.index(0, 1)), hold(2, "price", 1.0)]))]
    beside = Companions(study(model), NAMES, ("concept",), LossSettings())
    torch.manual_seed(1)
    means = torch.nn.functional.normalize(torch.randn(3, 16), dim=-1)
    cells = [(1, DENSITY, means[0].tolist()), (1, PRICE, means[1].tolist()), (0, PRICE, means[2].tolist())]
    beside.concepts.feed(told(cells))
    forward = forward_of(model, rows, beside)
    with torch.no_grad():
        stream = model(torch.tensor([IDS]), output_hidden_states=True).hidden_states[2][0]
    cosine = torch.nn.functional.normalize(stream, dim=-1) @ means[:2].T / 0.1
    surprise = -torch.log_softmax(cosine, dim=-1)[:, 1]
    found = registered_terms()["concept"](forward)
    assert found.total.item() == pytest.approx((1.5 * surprise[4] + surprise[2]).item(), rel=1e-4)
    assert found.count.item() == 2.5
    assert beside.concepts.count(ConceptBatch.of(forward.batch["concept"])).item() == 2.5


@pytest.mark.parametrize("holds", [[hold(1, "price")], [hold(1, "price", 1.0)]])
def test_a_batch_may_only_feed_or_only_pull(holds: Any) -> None:
    forward = forward_of(tiny_model(), [row_of(Scene(IDS, holds=holds))])
    found = registered_terms()["concept"](forward)
    assert (found.total.item(), found.count.item()) == (0, 0)
    assert len(forward.instances.layer) == (holds[0].weight == 0)
    forward.beside.concepts.feed(forward.instances)
    assert forward.beside.concepts.fed.sum() == FED * (holds[0].weight == 0)
