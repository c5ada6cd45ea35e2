"""Packs: several scenes in one line of a batch, each as if it were alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from all_kinds import ALL_KINDS, NAMES, rows_of_all_kinds
from row_building import VOCABULARY, Exposed, Hold, Look, Scene, random_rows, row_of, tiny_model
from trainer_building import trainer_of
from transformers import AutoConfig, AutoModelForCausalLM

from scenelang.diagnostics import Refusal
from scenelang.signals import HeadRule, HeadRuleKind, LayerBand
from scenelang.tokens import HiddenKind
from scenelang.training.anatomy import study
from scenelang.training.batch import AttentionBatch
from scenelang.training.capture import Capture, make_capturable
from scenelang.training.collator import SceneCollator
from scenelang.training.forward_pass import run_forward
from scenelang.training.isolation_check import check_isolation
from scenelang.training.log_masses import all_log_masses
from scenelang.training.losses import registered_terms
from scenelang.training.placement import Placement
from scenelang.training.recipe_losses import LossSettings

FAMILIES = [("llama", None), ("llama", "eager"), ("qwen2", None), ("gpt_neox", None), ("gpt2", None)]
ATTENTION_TERMS = ("cross_entropy", "attention", "reads", "mirrors")


def test_a_pack_is_one_line_with_positions_that_start_anew() -> None:
    anatomy = study(tiny_model())
    one, two, three = (row_of(Scene(ids)) for ids in ([5, 6, 7], [8, 9], [1, 2, 3]))
    batch = SceneCollator(anatomy, pad=31)([[one, two], three])
    assert batch["input_ids"].tolist() == [[5, 6, 7, 8, 9], [1, 2, 3, 31, 31]]
    assert batch["sequence"]["position_ids"].tolist() == [[0, 1, 2, 0, 1], [0, 1, 2, 0, 0]]
    assert batch["sequence"].keys() == {"position_ids"}
    assert batch["token_count"] == 8
    assert "attention_mask" not in batch


def test_the_first_token_of_a_scene_is_no_target_of_the_scene_before_it() -> None:
    anatomy = study(tiny_model())
    heavy = [2.0, 1.0, 1.0]
    rows = [row_of(Scene(ids, heavy, avoid=[0.5, 0, 0.25])) for ids in ([5, 6, 7], [8, 9, 10])]
    batch = SceneCollator(anatomy)([rows])
    assert batch["target_place"].tolist() == [0, 1, 3, 4]
    assert batch["target_token"].tolist() == [6, 7, 9, 10]
    assert batch["avoid"]["token"].tolist() == [7, 10]
    assert batch["counts"][0] == 4


def test_sites_move_with_their_scene() -> None:
    anatomy = study(tiny_model())
    looks = [Look(2, (0, 1)), Look(1, (0,), LayerBand.index(2))]
    holds = [Hold(2, HiddenKind.MIRRORS, other=1)]
    rows = [row_of(Scene([1, 2, 3], looks=looks, holds=holds, exposed=[Exposed(1, 2)])) for _ in range(3)]
    batch = SceneCollator(anatomy)([[rows[0], rows[1]], rows[2]])
    first, last = AttentionBatch.of(batch["attention"]).layers
    assert first.slot_query.tolist() == [[2, 5], [2, 0]]
    assert first.slot_start.tolist() == [[0, 3], [0, 0]]
    assert first.key.tolist() == [0, 1, 3, 4, 0, 1]
    assert last.key.tolist() == [0, 3, 0]
    assert batch["mirrors"]["row"].tolist() == [2, 5, 8]
    assert batch["mirrors"]["other"].tolist() == [1, 4, 7]
    assert batch["reads" if "reads" in batch else "mirrors"]["weight"].tolist() == [1, 1, 1]
    everywhere, exposed = batch["parts"]
    assert exposed["said"].tolist() == [0, 2, 4]
    assert everywhere["said"].tolist() == [1, 3, 5]


def test_a_batch_without_a_pack_is_what_it_always_was() -> None:
    anatomy = study(tiny_model())
    batch = SceneCollator(anatomy)(random_rows(3, seed=1))
    assert "sequence" not in batch


def test_rows_of_a_pack_may_be_longer_together_than_the_model_reads() -> None:
    anatomy = study(tiny_model())
    rows = [row_of(Scene([1] * 40)) for _ in range(3)]
    assert SceneCollator(anatomy)([rows])["input_ids"].shape == (1, 120)
    with pytest.raises(Refusal):
        SceneCollator(anatomy)([[rows[0], row_of(Scene([1] * 65))]])


def terms_of(model: Any, items: Any, rows_apart: bool = False) -> dict[str, tuple[float, float]]:
    """What every term comes to and counts, over a batch or over its items apart."""
    anatomy = study(model)
    make_capturable(anatomy)
    collator, found = SceneCollator(anatomy), dict.fromkeys(ATTENTION_TERMS, (0.0, 0.0))
    model.eval()
    for batch in [[item] for item in items] if rows_apart else [items]:
        forward = run_forward(model, anatomy, collator(batch), ATTENTION_TERMS, LossSettings())
        for term in ATTENTION_TERMS:
            total, count = registered_terms()[term](forward)
            found[term] = (found[term][0] + total.item(), found[term][1] + count.item())
    return found


@pytest.mark.parametrize(("family", "kernel"), FAMILIES)
def test_packed_rows_have_the_losses_of_the_rows_alone(family: str, kernel: str | None) -> None:
    model = tiny_model(family, layers=2, kernel=kernel)
    rows = random_rows(7, seed=4, layers=2)
    alone = terms_of(model, rows, rows_apart=True)
    for packs in ([rows], [rows[:3], rows[3:]], [rows[:4], rows[4], rows[5:]]):
        packed = terms_of(model, packs)
        assert packed["attention"][0] > 0
        for term, (total, count) in alone.items():
            assert packed[term][0] == pytest.approx(total, rel=1e-5), term
            assert packed[term][1] == pytest.approx(count, rel=1e-6), term


def gradients_of(trainer: Any, batches: Any) -> Any:
    """The loss and gradients of one step over these batches, probes included."""
    trainer.model.zero_grad()
    trainer.beside.zero_grad()
    trainer.state.max_steps = 1
    samples = [trainer.data_collator(batch) for batch in batches]
    counts = trainer._get_num_items_in_batch(samples, torch.device("cpu"))
    loss = sum(trainer.training_step(trainer.model, sample, counts) for sample in samples)
    parameters = (*trainer.model.named_parameters(), *trainer.beside.named_parameters("beside"))
    found = {
        name: torch.zeros_like(one) if one.grad is None else one.grad.clone() for name, one in parameters
    }
    means = trainer._terms_seen.means(lambda sums: sums)
    return loss.item(), found, means, counts


@pytest.mark.parametrize("family", ["llama", "gpt2"])
def test_every_kind_of_supervision_pulls_the_same_in_a_pack(tmp_path: Path, family: str) -> None:
    """All eight terms and exposure, with means in the bank: values, counts and gradients."""
    rows = rows_of_all_kinds(8)
    model = tiny_model(family, layers=2)
    trainer = trainer_of(tmp_path, model, rows, losses=ALL_KINDS, names=NAMES, weight_decay=0)
    trainer.beside.concepts.mean.copy_(torch.randn(2, 2, 16, generator=torch.Generator().manual_seed(0)))
    trainer.beside.concepts.fed.fill_(2)
    with torch.no_grad():
        for probes in (trainer.beside.tension, trainer.beside.label):
            probes.weight.normal_(generator=torch.Generator().manual_seed(1))
    loss, gradients, means, counts = gradients_of(trainer, [[row] for row in rows])
    assert len(means) == 8
    assert len({name for name, gradient in gradients.items() if gradient.any()}) == len(gradients)
    for batches in ([[rows]], [[rows[:3], rows[3:]]], [[rows[:5]], [[*rows[5:]]]]):
        packed, packed_gradients, packed_means, packed_counts = gradients_of(trainer, batches)
        assert packed == pytest.approx(loss, rel=1e-5)
        assert packed_means == pytest.approx(means, rel=1e-5)
        assert packed_counts.tolist() == pytest.approx(counts.tolist(), rel=1e-6)
        for name, gradient in gradients.items():
            scale = max(1e-3, float(gradient.abs().max()))
            assert float((packed_gradients[name] - gradient).abs().max()) < 1e-5 * scale, name


@pytest.mark.parametrize(("family", "kernel"), [("llama", None), ("llama", "eager"), ("gpt2", None)])
@pytest.mark.parametrize("told", [True, False])
def test_the_mass_of_an_anchor_is_over_the_keys_of_its_own_scene(
    family: str, kernel: str | None, told: bool
) -> None:
    """Every key of a query's scene together has all mass, whether the kernel shows its mask or not."""
    rule = HeadRule(HeadRuleKind.EACH)
    looks = [Look(query, tuple(range(query + 1)), LayerBand.index(0, 2), rule) for query in range(1, 6)]
    dice = np.random.default_rng(3)
    rows = [row_of(Scene(dice.integers(0, VOCABULARY, size=6).tolist(), looks=looks)) for _ in range(3)]
    model = tiny_model(family, kernel=kernel).eval()
    anatomy = study(model)
    make_capturable(anatomy)
    batch = SceneCollator(anatomy)([rows, rows[:1]])
    sites = AttentionBatch.of(batch["attention"])
    capture = Capture.of(range(3))
    model(batch["input_ids"], use_cache=False, scene_capture=capture, **batch["sequence"])
    if not told:  # as flash attention: no mask at all, scenes are told apart by positions alone
        for layer, shown in capture.attention.items():
            capture.attention[layer] = type(shown)(
                shown.query, shown.key, None, shown.scaling, shown.softcap, shown.sinks, shown.window
            )
    assert all_log_masses(sites, capture).exp().min() > 1 - 1e-5


@pytest.mark.parametrize(("family", "kernel"), FAMILIES)
def test_a_model_that_keeps_scenes_apart_passes_the_check(family: str, kernel: str | None) -> None:
    model = tiny_model(family, kernel=kernel)
    anatomy = study(model)
    before = torch.get_rng_state()
    check_isolation(model, anatomy, random_rows(3, seed=2))
    check_isolation(model, anatomy, [row_of(Scene([3]))])
    assert model.training
    assert torch.equal(before, torch.get_rng_state())


def opt(vocabulary: int = VOCABULARY) -> Any:
    config = AutoConfig.for_model(
        "opt", vocab_size=vocabulary, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, ffn_dim=32,
        max_position_embeddings=64, word_embed_proj_dim=16, init_std=0.3, dropout=0.0,
    )  # fmt: skip
    torch.manual_seed(0)
    return AutoModelForCausalLM.from_config(config)


def test_a_model_that_lets_packed_scenes_see_each_other_is_refused() -> None:
    model = opt()
    anatomy = study(model)
    with pytest.raises(Refusal) as caught:
        check_isolation(model, anatomy, random_rows(3, seed=2))
    found = caught.value.diagnostic
    assert found.code == "SL660"
    assert found.message.startswith("packed scenes see each other in a `opt` model: their logits are ")
    assert found.place.file == "opt"


@pytest.mark.parametrize("way", ["autocast", "weights"])
def test_half_precision_is_forgiven_and_a_leak_in_it_is_not(way: str) -> None:
    rows = random_rows(3, seed=2)
    for model, leaks in ((tiny_model(), False), (opt(), True)):
        if way == "weights":
            model.to(torch.bfloat16)
        with torch.autocast("cpu", torch.bfloat16, enabled=way == "autocast"):
            if not leaks:
                check_isolation(model, study(model), rows)
                continue
            with pytest.raises(Refusal):
                check_isolation(model, study(model), rows)


def test_a_model_that_lacks_its_kernels_for_packs_is_refused() -> None:
    config = AutoConfig.for_model(
        "lfm2", vocab_size=VOCABULARY, hidden_size=16, intermediate_size=32, num_hidden_layers=2,
        num_attention_heads=2, num_key_value_heads=2, layer_types=["conv", "full_attention"],
        max_position_embeddings=64,
    )  # fmt: skip
    model = AutoModelForCausalLM.from_config(config)
    with pytest.raises(Refusal) as caught:
        check_isolation(model, study(model), random_rows(2, seed=2))
    found = caught.value.diagnostic
    wanted = "a `lfm2` model does not read packed scenes with what is installed here"
    assert (found.code, found.message, found.place.file) == ("SL663", wanted, "lfm2")
    assert model.training


def test_a_model_that_takes_no_positions_is_refused() -> None:
    config = AutoConfig.for_model("bloom", vocab_size=VOCABULARY, hidden_size=16, n_layer=2, n_head=2)
    model = AutoModelForCausalLM.from_config(config)
    anatomy = study(model)
    with pytest.raises(Refusal) as caught:
        check_isolation(model, anatomy, random_rows(1, seed=2))
    found = caught.value.diagnostic
    assert (found.code, found.message) == (
        "SL661",
        "a `bloom` model takes no positions, so scenes cannot be packed",
    )


def test_flash_attention_gets_one_line_and_the_bounds_of_scenes() -> None:
    model = tiny_model()
    model.config._attn_implementation = "flash_attention_2"
    rows = [row_of(Scene(ids)) for ids in ([5, 6, 7], [8, 9], [1, 2])]
    batch = SceneCollator(study(model))([rows[:2], rows[2:]])
    assert batch["input_ids"].tolist() == [[5, 6, 7, 8, 9, 1, 2]]
    found = batch["sequence"]
    assert found["position_ids"].tolist() == [[0, 1, 2, 0, 1, 0, 1]]
    assert found["cu_seq_lens_q"].tolist() == found["cu_seq_lens_k"].tolist() == [0, 3, 5, 7]
    assert found["max_length_q"] == found["max_length_k"] == 3
    alone = SceneCollator(study(model))(rows)
    assert alone["input_ids"].shape == (3, 3)
    assert "sequence" not in alone


def test_scenes_of_a_line_are_numbered() -> None:
    rows = [row_of(Scene(ids)) for ids in ([5, 6, 7], [8, 9], [1, 2])]
    _, places = Placement.of([rows[:2], rows[2:]])
    assert places.numbers().tolist() == [[0, 0, 0, 1, 1], [0, 0, -1, -1, -1]]
    _, places = Placement.of([rows[:2], rows[2:]], in_one_line=True)
    assert places.numbers().tolist() == [[0, 0, 0, 1, 1, 2, 2]]
