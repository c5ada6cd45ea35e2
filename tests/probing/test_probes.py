from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from scenelang.probing import AnchorMassProbe, BandMassProbe, LensRankProbe, text_loss
from scenelang.shards import Row, ShardSet
from scenelang.training import ModelSource, TinyModel, build_model

ORDER = ("binding.first", "binding.second", "logic.1", "logic.2", "self.1")


@pytest.fixture(scope="module")
def model() -> nn.Module:
    tiny = TinyModel(layers=3, width=24, heads=2, initializer_range=0.3, seed=5)
    return build_model(ModelSource(tiny=tiny), vocabulary=2048)


@pytest.fixture
def rows(hops: ShardSet) -> list[Row]:
    return [hops[index] for index in range(7)]


@torch.no_grad()
def attention_maps(model: nn.Module, row: Row) -> np.ndarray:
    """(layers, heads, queries, keys), by the model's own eager attention."""
    model.set_attn_implementation("eager")
    ids = torch.from_numpy(row.input_ids.astype(np.int64))[None]
    maps = model.eval()(input_ids=ids, use_cache=False, output_attentions=True).attentions
    model.set_attn_implementation("sdpa")
    return torch.cat(maps).numpy()


@torch.no_grad()
def streams(model: nn.Module, row: Row) -> list[torch.Tensor]:
    ids = torch.from_numpy(row.input_ids.astype(np.int64))[None]
    found: list[torch.Tensor] = []
    hooks = [
        layer.register_forward_hook(
            lambda _layer, _given, output: found.append(
                output if isinstance(output, torch.Tensor) else output[0]
            )
        )
        for layer in model.model.layers
    ]
    model.eval()(input_ids=ids, use_cache=False)
    for hook in hooks:
        hook.remove()
    return [stream[0] for stream in found]


def test_anchor_mass_is_the_mean_of_the_eager_maps_at_the_authored_keys(
    model: nn.Module, rows: list[Row], hops: ShardSet
) -> None:
    origins = hops.manifest.origins
    maps = [attention_maps(model, row) for row in rows]
    for found in AnchorMassProbe(origins, batch=3).fit(rows).score(model):
        number = origins.index(found.origin)
        values = [
            attention[:, :, row.attention.query[site], row.attention.keys[row.attention.key_offsets[site]]]
            for row, attention in zip(rows, maps, strict=True)
            for site in np.flatnonzero(row.attention.origin == number)
        ]
        assert found.sites == len(values)
        assert np.allclose(np.mean(values, axis=0), found.masses, atol=1e-5)
        layer, head, mass = found.best
        assert mass == max(max(heads) for heads in found.masses) == found.masses[layer][head]


def test_band_mass_looks_in_the_bands_that_were_asked_for(model: nn.Module, rows: list[Row]) -> None:
    maps = [attention_maps(model, row) for row in rows]
    means, bests = [], []
    for row, attention in zip(rows, maps, strict=True):
        for site in range(len(row.attention.query)):
            layer = int(row.attention.bands.low[site] / 100 * 3)
            masses = attention[layer, :, row.attention.query[site], row.attention.keys[site]]
            means.append(masses.mean())
            bests.append(masses.max())
    found = BandMassProbe(batch=2).fit(rows).score(model)
    assert found.sites == 35
    assert found.mean == pytest.approx(np.mean(means), abs=1e-5)
    assert found.best == pytest.approx(np.mean(bests), abs=1e-5)


def test_controls_are_the_same_at_every_asking_and_differ_from_scores(
    model: nn.Module, rows: list[Row], hops: ShardSet
) -> None:
    anchor = AnchorMassProbe(hops.manifest.origins).fit(rows)
    assert anchor.control(model) == anchor.control(model) != anchor.score(model)
    band = BandMassProbe().fit(rows)
    assert band.control(model) == band.control(model) != band.score(model)
    lens = LensRankProbe().fit(rows)
    assert lens.control(model) == lens.control(model) != lens.score(model)


def test_lens_ranks_count_the_tokens_that_score_higher(model: nn.Module, rows: list[Row]) -> None:
    ranks, probabilities = [], []
    for row in rows:
        token, position = int(row.hidden.token[0]), int(row.hidden.position[0])
        states = [model.model.norm(stream[position]) for stream in streams(model, row)]
        logits = [model.lm_head(state).detach() for state in states]
        ranks.append([int((values > values[token]).sum()) for values in logits])
        probabilities.append([float(values.log_softmax(-1)[token]) for values in logits])
    found = LensRankProbe(batch=3).fit(rows).score(model)
    assert found is not None
    assert found.sites == 7
    assert found.ranks == tuple(np.median(ranks, axis=0))
    assert found.log_probabilities == pytest.approx(tuple(np.mean(probabilities, axis=0)), abs=1e-4)
    assert found.asked_rank == found.ranks[1]
    assert found.asked_log_probability == pytest.approx(found.log_probabilities[1])


def test_text_loss_is_the_weighted_mean_over_all_rows(model: nn.Module, rows: list[Row]) -> None:
    losses = []
    with torch.no_grad():
        for row in rows:
            ids = torch.from_numpy(row.input_ids.astype(np.int64))
            logits = model.eval()(input_ids=ids[None], use_cache=False).logits[0]
            losses.append(float(nn.functional.cross_entropy(logits[-2], ids[-1])))
    assert text_loss(model, rows, batch=3) == pytest.approx(np.mean(losses), abs=1e-4)


def test_probes_leave_the_model_as_they_found_it(model: nn.Module, rows: list[Row], hops: ShardSet) -> None:
    before = {name: value.clone() for name, value in model.state_dict().items()}
    model.train()
    state = torch.get_rng_state()
    AnchorMassProbe(hops.manifest.origins).fit(rows).score(model)
    LensRankProbe().fit(rows).control(model)
    assert model.training
    assert torch.equal(state, torch.get_rng_state())
    assert all(torch.equal(before[name], value) for name, value in model.state_dict().items())
    assert all(value.grad is None for value in model.parameters())


def test_rows_without_targets_give_nothing_to_measure(model: nn.Module, rows: list[Row]) -> None:
    away = replace(rows[0], attention=replace(rows[0].attention, away=np.ones(5, dtype=np.bool_)))
    silent = replace(away, hidden=replace(away.hidden, kind=np.ones(1, dtype=np.int8)))
    assert AnchorMassProbe(ORDER).fit([silent]).score(model) == []
    assert BandMassProbe().fit([silent]).score(model).sites == 0
    assert LensRankProbe().fit([silent]).score(model) is None
    mute = replace(silent, loss_weight=np.zeros_like(silent.loss_weight))
    assert text_loss(model, [mute]) == 0.0
