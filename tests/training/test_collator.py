"""The collator: padding, columns, sites, and targets that do not fit the model."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
import torch
from row_building import VOCABULARY, Hold, Look, Scene, random_rows, row_of, tiny_model

from scenelang.diagnostics import Refusal
from scenelang.signals import HeadRule, HeadRuleKind, LayerBand
from scenelang.tokens import HiddenKind
from scenelang.training.anatomy import ModelAnatomy, study
from scenelang.training.batch import AttentionBatch, HiddenBatch
from scenelang.training.collator import TERMS, SceneCollator
from scenelang.training.forward_pass import target_logits
from scenelang.training.target_names import TargetNames

ORIGINS = ("logic.1", "binding.first")


@pytest.fixture(scope="module")
def anatomy() -> Any:
    return study(tiny_model())


def refusal_of(anatomy: Any, scene: Any, **more: Any) -> Any:
    with pytest.raises(Refusal) as caught:
        SceneCollator(anatomy, origins=ORIGINS, **more)([row_of(Scene([1, 2])), row_of(scene)])
    found = caught.value.diagnostic
    return found.code, found.message


def test_rows_are_padded_on_the_right_and_padding_weighs_nothing(anatomy: ModelAnatomy) -> None:
    rows = [row_of(Scene([5, 6, 7])), row_of(Scene([8, 9], weights=[0.0, 0.25]))]
    batch = SceneCollator(anatomy, pad=31)(rows)
    assert batch["input_ids"].tolist() == [[5, 6, 7], [8, 9, 31]]
    assert batch["target_row"].tolist() == [0, 0, 1]
    assert batch["target_place"].tolist() == [0, 1, 0]
    assert batch["target_token"].tolist() == [6, 7, 9]
    assert batch["target_weight"].tolist() == [1, 1, 0.25]
    assert batch["columns"].tolist() == [0, 1]
    assert batch["token_count"] == 5
    assert "attention_mask" not in batch


def test_a_batch_without_supervision_is_a_batch(anatomy: ModelAnatomy) -> None:
    batch = SceneCollator(anatomy)([row_of(Scene([5, 6], weights=[0, 0]))])
    assert batch["counts"].tolist() == [0] * len(TERMS)
    assert batch["columns"].tolist() == [0]
    assert target_logits(anatomy.model, anatomy, batch).shape == (0, VOCABULARY)


def test_every_way_to_the_logits_gives_the_same(anatomy: ModelAnatomy) -> None:
    batch = SceneCollator(anatomy)(random_rows(5, seed=9))
    whole = anatomy.model(batch["input_ids"]).logits[batch["target_row"], batch["target_place"]]
    assert anatomy.takes_places
    by_place = target_logits(anatomy.model, anatomy, batch)
    columns = dataclasses.replace(anatomy, takes_places=False)
    by_column = target_logits(anatomy.model, columns, batch)
    neither = dataclasses.replace(columns, takes_columns=False)
    assert (by_place - whole).abs().max() < 1e-6
    assert (by_column - whole).abs().max() < 1e-6
    assert torch.equal(target_logits(anatomy.model, neither, batch), whole)


def pairs_of(rows: Any, layers: Any) -> Any:
    """What each supervised pair of the rows asks, by slow loops."""
    asked = []
    for number, row in enumerate(rows):
        sites = row.attention
        for site in range(len(sites.query)):
            band = LayerBand.index(int(sites.bands.low[site]), int(sites.bands.high[site])).resolve(layers)
            keys = tuple(sites.keys[sites.key_offsets[site] : sites.key_offsets[site + 1]].tolist())
            asked += [
                (layer, number, int(sites.query[site]), keys, float(sites.weight[site])) for layer in band
            ]
    return sorted(asked)


def test_sites_land_in_the_layers_rows_and_slots_they_ask_for(anatomy: ModelAnatomy) -> None:
    rows = random_rows(7, seed=11)
    batch = AttentionBatch.of(SceneCollator(anatomy, origins=ORIGINS)(rows)["attention"])
    found, pair = [], 0
    for layer in batch.layers:
        keys = [[] for _ in layer.site_slot]
        for key, site in zip(layer.key.tolist(), layer.key_site.tolist(), strict=True):
            keys[site].append(key)
        slots = layer.slot_query.shape[1]
        for slot, mine in zip(layer.site_slot.tolist(), keys, strict=True):
            weight = float(batch.weight[batch.pair_site[pair]])
            query = int(layer.slot_query.flatten()[slot])
            found.append((layer.layer, slot // slots, query, tuple(mine), weight))
            pair += 1
    assert sorted(found) == pairs_of(rows, 3)
    assert pair == len(batch.pair_site) == int(batch.cell_used.sum())
    assert len(set(batch.pair_cell.tolist())) == pair


def test_single_keys_are_told_apart(anatomy: ModelAnatomy) -> None:
    one = SceneCollator(anatomy)([row_of(Scene([1, 2, 3], looks=[Look(2, (1,)), Look(1, (0,))]))])
    two = SceneCollator(anatomy)([row_of(Scene([1, 2, 3], looks=[Look(2, (0, 1)), Look(1, (0,))]))])
    assert AttentionBatch.of(one["attention"]).layers[0].single
    assert not AttentionBatch.of(two["attention"]).layers[0].single


def test_sites_that_weigh_nothing_fall_away(anatomy: ModelAnatomy) -> None:
    looks = [Look(2, (0, 1), weight=0.0), Look(2, (1,), weight=0.5), Look(1, (0,), weight=0.0)]
    holds = [Hold(2, token=4, weight=0.0)]
    batch = SceneCollator(anatomy)([row_of(Scene([1, 2, 3], looks=looks, holds=holds))])
    assert AttentionBatch.of(batch["attention"]).layers[0].key.tolist() == [1]
    assert batch["counts"].tolist() == [2, 0.5, 0, 0, 0, 0, 0, 0]
    assert "reads" not in batch


def test_a_site_of_several_layers_shares_its_weight_among_them(anatomy: ModelAnatomy) -> None:
    holds = [
        Hold(2, token=4, band=LayerBand.index(0, 1), weight=3.0),
        Hold(1, token=5, band=LayerBand.index(2)),
    ]
    batch = SceneCollator(anatomy)([row_of(Scene([9, 9])), row_of(Scene([1, 2, 3], holds=holds))])
    reads = HiddenBatch.of(batch["reads"])
    assert reads.layers == [(0, 1), (1, 1), (2, 1)]
    assert reads.row.tolist() == [5, 5, 4]
    assert reads.token.tolist() == [4, 4, 5]
    assert reads.weight.tolist() == [1.5, 1.5, 1.0]
    assert batch["counts"][2] == 4


def test_terms_that_are_off_bring_no_sites(anatomy: ModelAnatomy) -> None:
    batch = SceneCollator(anatomy, terms=("cross_entropy",))(random_rows(3, seed=1))
    assert batch.keys().isdisjoint({"attention", "reads", "mirrors"})
    assert batch["counts"][1:].tolist() == [0] * (len(TERMS) - 1)


def test_a_band_outside_the_model_names_its_origin(anatomy: ModelAnatomy) -> None:
    scene = Scene([1, 2, 3], looks=[Look(2, (1,), LayerBand.index(4, 8), origin=1)])
    wanted = "`binding.first` asks for layers 4..8, and the model has 3 layers"
    assert refusal_of(anatomy, scene) == ("SL604", wanted)
    holds = [Hold(2, token=4, band=LayerBand.index(-4))]
    wanted = "`logic.1` asks for layers -4, and the model has 3 layers"
    assert refusal_of(anatomy, Scene([1, 2, 3], holds=holds)) == ("SL604", wanted)


def test_a_head_outside_the_model_names_its_origin(anatomy: ModelAnatomy) -> None:
    rule = HeadRule(HeadRuleKind.NAMED, heads=(1, 5))
    wanted = "`logic.1` asks for head h5, and the model has 4 heads a layer"
    assert refusal_of(anatomy, Scene([1, 2, 3], looks=[Look(2, (1,), rule=rule)])) == ("SL606", wanted)


def test_a_key_behind_every_sliding_window_of_its_band_is_refused(anatomy: ModelAnatomy) -> None:
    narrow = dataclasses.replace(anatomy, windows=(0, 4, 4))
    near, far = Look(6, (2, 3), LayerBand.index(1)), Look(6, (1, 2), LayerBand.index(1, 2))
    SceneCollator(narrow)([row_of(Scene(list(range(8)), looks=[near]))])
    wanted = "`logic.1` looks 4 tokens back, and layer 1 of the model sees 4 tokens"
    assert refusal_of(narrow, Scene(list(range(8)), looks=[near, far])) == ("SL605", wanted)


def test_a_target_is_left_to_the_layers_of_its_band_that_see_its_key(anatomy: ModelAnatomy) -> None:
    narrow = dataclasses.replace(anatomy, windows=(0, 4, 0))
    looks = [Look(6, (1, 2), LayerBand.index(0, 2)), Look(6, (4,), LayerBand.index(0, 1))]
    batch = AttentionBatch.of(
        SceneCollator(narrow)([row_of(Scene(list(range(8)), looks=looks))])["attention"]
    )
    cells = sorted(zip(batch.pair_layer.tolist(), batch.pair_site.tolist(), strict=True))
    assert cells == [(0, 0), (0, 1), (1, 1), (2, 0)]
    assert batch.cell_used.tolist() == [[True, True], [True, True]]


def test_a_look_away_from_what_no_layer_sees_is_met_and_left_out(anatomy: ModelAnatomy) -> None:
    narrow = dataclasses.replace(anatomy, windows=(4, 4, 4))
    far, near = (Look(6, keys, LayerBand.index(0, 2), away=True) for keys in ((0, 1), (4, 5)))
    alone = SceneCollator(narrow)([row_of(Scene(list(range(8)), looks=[far]))])
    assert "attention" not in alone
    both = SceneCollator(narrow)([row_of(Scene(list(range(8)), looks=[far, near]))])
    assert AttentionBatch.of(both["attention"]).weight.shape == (1,)


def test_a_kind_without_a_loss_is_refused_unless_left_out(anatomy: ModelAnatomy) -> None:
    scene = Scene([1, 2, 3], holds=[Hold(2, HiddenKind.TEACHER)])
    wanted = "the shards hold `teacher` targets, and no loss of the recipe handles them"
    assert refusal_of(anatomy, scene) == ("SL607", wanted)
    SceneCollator(anatomy, leave_out=["teacher"])([row_of(scene)])


@pytest.mark.parametrize("kind", [HiddenKind.TENSION, HiddenKind.LABEL, HiddenKind.CONCEPT])
def test_a_target_whose_name_is_not_known_is_refused_unless_left_out(
    anatomy: ModelAnatomy, kind: HiddenKind
) -> None:
    names = TargetNames.among(["doubt", "mood=glad", "density"], axes=["doubt"], concepts=["density"])
    number = {"tension": 0, "label": 1, "concept": 2}[kind.value]
    SceneCollator(anatomy, names=names)([row_of(Scene([1, 2, 3], holds=[Hold(2, kind, name=number)]))])
    wanted = f"`logic.1` is a `{kind.value}` target, and the rows do not say what it names"
    for wrong in ((number + 1) % 3, -1, 3):
        scene = Scene([1, 2, 3], holds=[Hold(2, kind, name=wrong)])
        assert refusal_of(anatomy, scene, names=names) == ("SL622", wanted)
    assert refusal_of(anatomy, scene) == ("SL622", wanted)
    assert kind.value not in SceneCollator(anatomy, leave_out=[kind.value])([row_of(scene)])


def test_tokens_and_lengths_must_fit_the_model(anatomy: ModelAnatomy) -> None:
    wanted = "the shards hold token 99, and the model knows tokens 0 to 31"
    assert refusal_of(anatomy, Scene([1, 99])) == ("SL611", wanted)
    wanted = "scene scene has 65 tokens, and the model reads at most 64"
    assert refusal_of(anatomy, Scene([1] * 65)) == ("SL617", wanted)
