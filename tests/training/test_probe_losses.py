"""Tension and labels, read by probes: by hand, by a second implementation, by their gradients."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from all_kinds import NAMES, number_of
from row_building import Hold, Scene, row_of, tiny_model
from trainer_building import FULL, refusal_of, trainer_of, weights_of

from scenelang.signals import LayerBand
from scenelang.tokens import HiddenKind
from scenelang.training import LossSettings, make_capturable, run_forward, study
from scenelang.training.collator import SceneCollator
from scenelang.training.companions import Companions
from scenelang.training.linear_probes import LinearProbes, evened
from scenelang.training.losses import registered_terms
from scenelang.training.losses.label import surprise_at_class
from scenelang.training.losses.tension import squared_error

IDS = [3, 9, 27, 5, 15]


def forward_of(model: Any, holds: Any, fill: bool = True) -> Any:
    """A forward pass over a short row and one with these sites, with probes that are not at zero."""
    anatomy = study(model)
    make_capturable(anatomy)
    beside = Companions(anatomy, NAMES, ("tension", "label"), LossSettings())
    if fill:
        generator = torch.Generator().manual_seed(4)
        for parameter in beside.parameters():
            parameter.data.normal_(generator=generator)
    batch = SceneCollator(anatomy, names=NAMES)([row_of(Scene(IDS[:2])), row_of(Scene(IDS, holds=holds))])
    model.eval()
    return run_forward(model, anatomy, batch, ("tension", "label"), LossSettings(), beside=beside)


def stream_of(model: Any, layer: int, position: int) -> Any:
    with torch.no_grad():
        hidden = model(torch.tensor([IDS]), output_hidden_states=True).hidden_states[layer + 1]
    row = hidden[0, position].double().numpy()
    return row / np.sqrt((row**2).sum())


def test_tension_by_hand() -> None:
    """Readings 0.5 and 0.25 for 1.0 and 0.25, weights 2 and 1: 2 * 0.25 + 0, over 3."""
    found = squared_error(torch.tensor([0.5, 0.25]), torch.tensor([1.0, 0.25]), torch.tensor([2.0, 1.0]))
    assert (found.total.item(), found.count.item()) == (0.5, 3.0)


def test_label_by_hand() -> None:
    """Two keys; odds 1:1 within the first and 3:1 within the second, whatever the other key says."""
    logits = torch.tensor([[2.0, 2.0, 9.0, -9.0], [7.0, 0.0, math.log(3), 0.0]], dtype=torch.float64)
    key = torch.tensor([0, 0, 1, 1])
    found = surprise_at_class(logits, key, torch.tensor([1, 2]), torch.tensor([1.0, 2.0]))
    assert found.total.item() == pytest.approx(math.log(2) + 2 * math.log(4 / 3))
    assert found.count.item() == 3


def test_gradients_are_those_of_the_formulas() -> None:
    torch.manual_seed(0)
    value, weight = torch.rand(3, dtype=torch.float64), torch.tensor([1.0, 0.3, 2.0], dtype=torch.float64)
    reading = torch.randn(3, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda x: squared_error(x, value, weight).total, reading)
    key, true = torch.tensor([0, 1, 0, 1, 1]), torch.tensor([2, 4, 0])
    logits = torch.randn(3, 5, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda x: surprise_at_class(x, key, true, weight).total, logits)
    surprise_at_class(logits, key, true, weight).total.backward()
    assert logits.grad is not None
    assert logits.grad[0, [1, 3, 4]].abs().sum() == 0, "classes of another key are left alone"
    probes = LinearProbes(2, 4, 3, start=0.5).double()
    rows = torch.randn(5, 4, dtype=torch.float64, requires_grad=True)
    torch.nn.init.normal_(probes.weight)
    assert torch.autograd.gradcheck(lambda x: probes(x, [(1, 2), (0, 3)]), rows)


def test_tension_in_a_model_is_the_squared_error_of_each_axis_in_each_layer() -> None:
    holds = [
        Hold(4, HiddenKind.TENSION, LayerBand.index(0, 1), name=number_of("doubt"), value=0.75, weight=2.0),
        Hold(1, HiddenKind.TENSION, LayerBand.index(2), name=number_of("resolve"), value=0.0),
    ]
    model = tiny_model()
    forward = forward_of(model, holds)
    probes = forward.beside.tension
    weight, bias = probes.weight.detach().double().numpy(), probes.bias.detach().double().numpy()

    def missed(layer: int, position: int, axis: int, value: float) -> float:
        reading = weight[layer, axis] @ stream_of(model, layer, position) + bias[layer, axis]
        return float((reading - value) ** 2)

    doubt, resolve = NAMES.axes.index("doubt"), NAMES.axes.index("resolve")
    wanted = missed(0, 4, doubt, 0.75) + missed(1, 4, doubt, 0.75) + missed(2, 1, resolve, 0.0)
    found = registered_terms()["tension"](forward)
    assert found.total.item() == pytest.approx(wanted, rel=1e-5)
    assert found.count.item() == pytest.approx(3.0)


def test_a_label_in_a_model_is_told_from_the_other_values_of_its_key() -> None:
    holds = [Hold(3, HiddenKind.LABEL, LayerBand.index(1), name=number_of("colour=red"), weight=0.5)]
    model = tiny_model()
    forward = forward_of(model, holds)
    probes, stream = forward.beside.label, stream_of(model, 1, 3)
    read = probes.weight.detach().double().numpy()[1] @ stream + probes.bias.detach().double().numpy()[1]
    red, blue = (NAMES.classes.index(f"colour={value}") for value in ("red", "blue"))
    wanted = -0.5 * math.log(math.exp(read[red]) / (math.exp(read[red]) + math.exp(read[blue])))
    found = registered_terms()["label"](forward)
    assert found.total.item() == pytest.approx(wanted, rel=1e-5)
    assert found.count.item() == 0.5


def test_a_fresh_probe_reads_the_middle_and_leaves_the_model_alone() -> None:
    model = tiny_model()
    holds = [
        Hold(4, HiddenKind.TENSION, name=number_of("doubt"), value=0.75),
        Hold(4, HiddenKind.LABEL, name=number_of("mood=sad")),
    ]
    forward = forward_of(model, holds, fill=False)
    tension, label = (registered_terms()[term](forward) for term in ("tension", "label"))
    assert tension.total.item() == pytest.approx(0.25**2)
    assert label.total.item() == pytest.approx(math.log(2))
    (tension.total + label.total).backward()
    moved = [parameter.grad for parameter in model.parameters() if parameter.grad is not None]
    assert sum(float(gradient.abs().sum()) for gradient in moved) == 0
    assert all(parameter.grad.abs().sum() > 0 for parameter in forward.beside.parameters())


def test_a_stream_that_merely_grows_reads_the_same() -> None:
    rows = torch.randn(3, 8)
    assert torch.allclose(evened(rows), evened(1e4 * rows), atol=1e-6)
    assert torch.allclose(evened(rows).norm(dim=-1), torch.ones(3))
    assert evened(rows.bfloat16()).dtype == torch.float32
    assert evened(torch.zeros(1, 8)).abs().sum() == 0


def test_probes_have_a_rate_of_their_own_and_no_decay(tmp_path: Path) -> None:
    losses = LossSettings.model_validate({"label": {"probe_rate": 0.5}, "tension": {"probe_rate": 0.25}})
    rows = [row_of(Scene(IDS))] * 4
    settings = {"names": NAMES, "losses": losses, "learning_rate": 1e-3, "weight_decay": 0.5}
    trainer = trainer_of(tmp_path, tiny_model(), rows, **settings)
    optimizer = trainer.create_optimizer()
    assert trainer.create_optimizer() is optimizer, "asked twice, the probes join once"
    assert [(group["lr"], group["weight_decay"]) for group in optimizer.param_groups] == [
        (1e-3, 0.5), (1e-3, 0.0), (0.25, 0.0), (0.5, 0.0),
    ]  # fmt: skip
    mine = [sum(one.numel() for one in group["params"]) for group in optimizer.param_groups[2:]]
    assert mine == [3 * 2 * 17, 3 * 4 * 17]
    assert weights_of(trainer.model).keys().isdisjoint(weights_of(trainer.beside))


@pytest.mark.parametrize("names", [None, NAMES])
def test_probes_that_nothing_asks_for_change_nothing(tmp_path: Path, names: Any) -> None:
    rows = [row_of(Scene(IDS, holds=[Hold(3, token=4)]))] * 4
    without, beside = tiny_model(), tiny_model()
    off = {
        name: getattr(FULL, name).model_copy(update={"weight": 0}) for name in ("tension", "label", "concept")
    }
    trainer_of(tmp_path, without, rows, steps=3, losses=FULL.model_copy(update=off)).train()
    trainer_of(tmp_path, beside, rows, steps=3, names=names).train()
    wanted, found = weights_of(without), weights_of(beside)
    assert all(torch.equal(wanted[name], found[name]) for name in wanted)


@pytest.mark.parametrize("kind", ["tension", "label"])
def test_probes_beside_a_model_in_pieces_are_refused(tmp_path: Path, kind: str) -> None:
    other = "label" if kind == "tension" else "tension"
    rows = [row_of(Scene(IDS))] * 2
    trainer = trainer_of(tmp_path, tiny_model(), rows, names=NAMES, leave_out=[other])
    trainer.is_fsdp_enabled = True
    found = refusal_of(trainer.create_optimizer)
    wanted = f"`{kind}` needs a whole model on each device, and FSDP cuts it up"
    assert (found.code, found.message) == ("SL627", wanted)
    assert found.help_text == f"train without FSDP, or add `leave_out: [{kind}]` to the recipe"
