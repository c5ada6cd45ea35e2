"""Exposure: text moves the modules it is exposed to, all of what it asks of them, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from all_kinds import ALL_KINDS, BOTH, FIRST, LAST, NAMES, number_of, rows_of_all_kinds
from hypothesis import given
from hypothesis import strategies as st
from row_building import Exposed, Hold, Look, Scene, row_of, tiny_model
from trainer_building import SILENT, largest_difference, refusal_of, trainer_of, weights_of

from scenelang.signals import LayerBand, Module
from scenelang.tokens import HiddenKind
from scenelang.training import LossSettings
from scenelang.training.band_table import BandTable
from scenelang.training.token_groups import token_groups

IDS = [3, 9, 27, 5, 15, 8]
EVERYWHERE = Exposed(0, len(IDS), Module.ALL, LayerBand.percent(0, 100))
HIDDEN_ONLY = LossSettings.model_validate(
    {"cross_entropy": {"weight": 0}, "attention": {"hinge": None}, "tension": {"weight": 1}}
)


def gradients_of(trainer: Any, rows: Any) -> dict[str, Any]:
    """The gradient of each parameter that got one, after one batch."""
    trainer.model.zero_grad()
    trainer.state.max_steps = 1
    batch = trainer._prepare_inputs(trainer.data_collator(rows))
    counts = trainer._get_num_items_in_batch([batch], torch.device("cpu"))
    trainer.training_step(trainer.model, batch, counts)
    return {name: one.grad.clone() for name, one in trainer.model.named_parameters() if one.grad is not None}


def exposed_row(*ranges: Exposed, **more: Any) -> Any:
    return row_of(Scene(IDS, exposed=ranges, **more))


def names_under(model: Any, *prefixes: str) -> set[str]:
    return {name for name, _ in model.named_parameters() if name.startswith(prefixes)}


@pytest.mark.parametrize(
    ("family", "ranges", "prefixes"),
    [
        ("llama", [Exposed(0, 6, Module.ALL, FIRST)], ["model.layers.0."]),
        ("llama", [Exposed(0, 6, Module.ATTENTION, FIRST)], ["model.layers.0.self_attn."]),
        ("llama", [Exposed(0, 6, Module.MLP, LAST)], ["model.layers.2.mlp."]),
        (
            "llama",
            [Exposed(0, 6, Module.MLP, LAST), Exposed(0, 6, Module.ATTENTION, LayerBand.index(0, 1))],
            ["model.layers.2.mlp.", "model.layers.0.self_attn.", "model.layers.1.self_attn."],
        ),
        (
            "llama",
            [Exposed(0, 6, Module.MLP, FIRST), Exposed(0, 6, Module.ALL, FIRST)],
            ["model.layers.0."],
        ),
        ("qwen3", [Exposed(0, 6, Module.ATTENTION, LAST)], ["model.layers.2.self_attn."]),
        ("gpt_neox", [Exposed(0, 6, Module.ATTENTION, FIRST)], ["gpt_neox.layers.0.attention."]),
        ("gpt_neox", [Exposed(0, 6, Module.MLP, FIRST)], ["gpt_neox.layers.0.mlp."]),
        ("gpt2", [Exposed(0, 6, Module.ATTENTION, FIRST)], ["transformer.h.0.attn."]),
        ("gpt2", [Exposed(0, 6, Module.MLP, LAST)], ["transformer.h.2.mlp."]),
        ("llama", [EVERYWHERE], ["model.layers."]),
    ],
)
def test_exactly_the_exposed_modules_get_a_gradient(
    tmp_path: Path, family: str, ranges: Any, prefixes: Any
) -> None:
    model = tiny_model(family)
    row = exposed_row(*ranges, avoid=[0, 0, 1, 0, 0, 0], weights=[0, 1, 0, 1, 1, 1])
    found = gradients_of(trainer_of(tmp_path, model, [row], losses=SILENT), [row])
    assert found.keys() == names_under(model, *prefixes)
    assert all(gradient.abs().sum() > 0 for name, gradient in found.items() if "k_proj.bias" not in name)


def reference(model: Any, allowed: set[str], wanted: list[int], count: float) -> dict[str, Any]:
    """The gradient of the cross-entropy of these tokens, with every other parameter detached."""
    parameters = dict(model.named_parameters())
    leaves = {name: one if name in allowed else one.detach() for name, one in parameters.items()}
    logits = torch.func.functional_call(model, leaves, (torch.tensor([IDS]),)).logits[0]
    said = torch.log_softmax(logits, -1)
    loss = -sum(said[place - 1, IDS[place]] for place in wanted) / count
    mine = [parameters[name] for name in sorted(allowed)]
    return dict(zip(sorted(allowed), torch.autograd.grad(loss, mine), strict=True))


def test_gradients_are_those_of_a_pass_with_all_else_detached(tmp_path: Path) -> None:
    """Token 1 moves everything, 2 and 3 the first attention, 4 two things, 5 the last feed-forward."""
    model = tiny_model()
    row = exposed_row(Exposed(2, 5, Module.ATTENTION, FIRST), Exposed(4, 6, Module.MLP, LAST))
    found = gradients_of(trainer_of(tmp_path, model, [row], losses=SILENT), [row])
    attention = names_under(model, "model.layers.0.self_attn.")
    mlp = names_under(model, "model.layers.2.mlp.")
    parts = [
        reference(model, {name for name, _ in model.named_parameters()}, [1], 5),
        reference(model, attention, [2, 3], 5),
        reference(model, attention | mlp, [4], 5),
        reference(model, mlp, [5], 5),
    ]
    for name, gradient in found.items():
        wanted = sum(part[name] for part in parts if name in part)
        assert torch.allclose(gradient, wanted, atol=1e-7), name
    assert found.keys() == parts[0].keys()


def test_a_target_belongs_to_the_token_it_stands_at(tmp_path: Path) -> None:
    """Tokens 0 to 2 are exposed to the first layer; targets at 2 keep to it and targets at 3 do not."""
    model = tiny_model()
    ranges = [Exposed(0, 3, Module.ALL, FIRST)]
    for looks, holds in (
        ([Look(2, (1,), LAST)], []),
        ([], [Hold(2, HiddenKind.READS, LAST, token=5)]),
        ([], [Hold(2, HiddenKind.MIRRORS, LAST, other=1)]),
    ):
        inside = exposed_row(*ranges, looks=looks, holds=holds)
        found = gradients_of(trainer_of(tmp_path, model, [inside], losses=HIDDEN_ONLY), [inside])
        assert found.keys() == names_under(model, "model.layers.0.")
        after = exposed_row(Exposed(0, 2, Module.ALL, FIRST), looks=looks, holds=holds)
        found = gradients_of(trainer_of(tmp_path, model, [after], losses=HIDDEN_ONLY), [after])
        assert {"model.layers.1.mlp.up_proj.weight", "model.embed_tokens.weight"} <= found.keys()


def test_probes_learn_from_exposed_text_too(tmp_path: Path) -> None:
    hold = Hold(2, HiddenKind.TENSION, FIRST, name=number_of("doubt"), value=1.0)
    row = exposed_row(Exposed(0, 6, Module.ALL, LAST), holds=[hold])
    trainer = trainer_of(tmp_path, tiny_model(), [row], losses=HIDDEN_ONLY, names=NAMES)
    found = gradients_of(trainer, [row])
    assert sum(float(gradient.abs().sum()) for gradient in found.values()) == 0, "nothing below is exposed"
    assert trainer.beside.tension.bias.grad[0, NAMES.axes.index("doubt")].item() == pytest.approx(-1.0)


def test_exposure_changes_no_value_only_who_moves(tmp_path: Path) -> None:
    rows, free = rows_of_all_kinds(4), rows_of_all_kinds(4, exposed=False)
    logs = []
    for number, mine in enumerate((rows, free)):
        out = tmp_path / str(number)
        trainer = trainer_of(out, tiny_model(layers=2), mine, losses=ALL_KINDS, names=NAMES)
        trainer.train()
        logs.append(
            {name: value for name, value in trainer.state.log_history[0].items() if name != "grad_norm"}
        )
        trainer.model.eval()
    assert logs[0] == pytest.approx(logs[1], rel=1e-5)


def test_exposure_left_out_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    settings: dict[str, Any] = {"losses": ALL_KINDS, "names": NAMES, "steps": 3}
    without, left_out, exposed = (tiny_model(layers=2) for _ in range(3))
    trainer_of(tmp_path, without, rows_of_all_kinds(4, exposed=False), **settings).train()
    trainer_of(tmp_path, left_out, rows_of_all_kinds(4), leave_out=["exposure"], **settings).train()
    trainer_of(tmp_path, exposed, rows_of_all_kinds(4), **settings).train()
    wanted, found = weights_of(without), weights_of(left_out)
    assert all(torch.equal(wanted[name], found[name]) for name in wanted)
    assert largest_difference(wanted, weights_of(exposed)) > 1e-4


def test_what_no_text_of_a_run_may_move_stays_bit_for_bit(tmp_path: Path) -> None:
    """Neither decay nor the momentum of an earlier step moves what exposure keeps off."""
    rows = [exposed_row(Exposed(0, 6, Module.ATTENTION, FIRST)) for _ in range(4)]
    model = tiny_model()
    before = weights_of(model)
    trainer_of(tmp_path, model, rows, steps=3, weight_decay=0.5, losses=SILENT).train()
    after = weights_of(model)
    moved = {name for name in before if not torch.equal(before[name], after[name])}
    assert moved == names_under(model, "model.layers.0.self_attn.")


def test_exposed_rows_cut_in_two_batches_are_the_batch_in_one(tmp_path: Path) -> None:
    rows = rows_of_all_kinds(8)
    whole, halves = tiny_model(layers=2), tiny_model(layers=2)
    settings: dict[str, Any] = {"losses": ALL_KINDS, "names": NAMES, "steps": 4}
    one = trainer_of(tmp_path, whole, rows, batch=8, **settings)
    two = trainer_of(tmp_path, halves, rows, batch=2, accumulation=4, **settings)
    one.train()
    two.train()
    assert largest_difference(weights_of(whole), weights_of(halves)) < 1e-5
    assert largest_difference(weights_of(one.beside), weights_of(two.beside)) < 1e-5
    assert torch.allclose(one.beside.concepts.mean, two.beside.concepts.mean, atol=1e-5)
    assert one.beside.concepts.fed.any()


def test_recomputed_activations_give_exposed_text_the_same_gradients(tmp_path: Path) -> None:
    rows = rows_of_all_kinds(4)
    settings: dict[str, Any] = {"losses": ALL_KINDS, "names": NAMES, "steps": 2}
    plain, recomputed = tiny_model(layers=2), tiny_model(layers=2)
    trainer_of(tmp_path, plain, rows, **settings).train()
    trainer_of(tmp_path, recomputed, rows, checkpointing=True, **settings).train()
    wanted, found = weights_of(plain), weights_of(recomputed)
    assert all(torch.equal(wanted[name], found[name]) for name in wanted)


def test_a_model_that_hides_its_modules_is_refused(tmp_path: Path) -> None:
    row = exposed_row(Exposed(0, 6, Module.MLP, BOTH))
    model = tiny_model()
    for layer in model.model.layers:
        layer.thinking = layer.mlp
        del layer.mlp
        layer.forward = lambda hidden, *_, **__: hidden
    found = refusal_of(trainer_of(tmp_path, model, [row], losses=SILENT).train)
    assert (found.code, found.place.file) == ("SL625", "llama")
    assert found.message == "text is exposed to `mlp` of layer 0, which a `llama` model does not show"


def test_text_exposed_to_frozen_modules_is_refused(tmp_path: Path) -> None:
    row = exposed_row(Exposed(0, 6, Module.MLP, FIRST))
    model = tiny_model()
    model.model.layers[0].mlp.requires_grad_(False)
    found = refusal_of(trainer_of(tmp_path, model, [row], losses=SILENT).train)
    wanted = "text is exposed to mlp of layer 0, where nothing is trained"
    assert (found.code, found.message) == ("SL626", wanted)
    trainer_of(tmp_path, model, [row], losses=SILENT, leave_out=["exposure"]).train()


def test_exposure_in_a_model_in_pieces_is_refused(tmp_path: Path) -> None:
    row = exposed_row(EVERYWHERE)
    trainer = trainer_of(tmp_path, tiny_model(), [row], losses=SILENT)
    trainer.is_deepspeed_enabled = True
    found = refusal_of(trainer._check_reach, trainer.data_collator([row]))
    wanted = "`exposure` needs a whole model on each device, and DeepSpeed cuts it up"
    assert (found.code, found.message) == ("SL627", wanted)


def test_text_exposed_to_layers_that_are_not_there_is_refused(tmp_path: Path) -> None:
    row = exposed_row(Exposed(0, 6, Module.ALL, LayerBand.index(4, 8)))
    found = refusal_of(trainer_of(tmp_path, tiny_model(), [row]).train)
    wanted = "`expose` asks for layers 4..8, and the model has 3 layers"
    assert (found.code, found.message, found.place.file) == ("SL604", wanted, "scene")


_MODULES = st.sampled_from(list(Module))


@st.composite
def _exposed(draw: Any) -> Exposed:
    start, low = draw(st.integers(0, 5)), draw(st.integers(0, 2))
    end, high = draw(st.integers(start, 6)), draw(st.integers(low, 2))
    return Exposed(start, end, draw(_MODULES), LayerBand.index(low, high))


@given(st.lists(st.lists(_exposed(), max_size=3), min_size=1, max_size=3))
def test_each_token_may_move_what_the_ranges_that_hold_it_say(ranges: list[list[Exposed]]) -> None:
    rows = [row_of(Scene(IDS, exposed=tuple(mine))) for mine in ranges]
    groups = token_groups(rows, len(IDS) + 2, BandTable(3), lambda _row: pytest.fail)
    for number, mine in enumerate(ranges):
        for token in range(len(IDS) + 2):
            cells = {
                (layer, one.module.value)
                for one in mine
                if one.start <= token < one.end
                for layer in one.band.resolve(3)
            }
            whole = {layer for layer, module in cells if module == Module.ALL}
            wanted = tuple(
                (layer, module.value)
                for layer in range(3)
                for module in Module
                if (layer, module.value) in cells and (module is Module.ALL or layer not in whole)
            )
            found = () if groups is None else groups.reaches[groups.group[number, token]]
            assert found == wanted
    assert (groups is None) == all(one.start == one.end for mine in ranges for one in mine)


def test_a_batch_where_nothing_exposed_is_supervised_is_not_cut(tmp_path: Path) -> None:
    row = exposed_row(Exposed(0, 1, Module.ALL, FIRST))
    trainer = trainer_of(tmp_path, tiny_model(), [row])
    assert "parts" not in trainer.data_collator([row])
    cut = trainer.data_collator([exposed_row(Exposed(2, 4, Module.ALL, FIRST))])
    assert [part["reach"] for part in cut["parts"]] == [(), ((0, "all"),)]
    said = np.concatenate([part["said"].numpy() for part in cut["parts"]])
    assert sorted(said) == list(range(len(cut["target_token"])))
