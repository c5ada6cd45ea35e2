"""Captured queries and keys give the very attention that the model computes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from row_building import Hold, Look, Scene, random_rows, row_of, tiny_model
from transformers import AutoConfig, AutoModelForCausalLM
from transformers.modeling_utils import ALL_ATTENTION_FUNCTIONS
from transformers.models.llama import modeling_llama

from scenelang.diagnostics import Refusal
from scenelang.signals import HeadRule, HeadRuleKind, LayerBand
from scenelang.training.anatomy import study
from scenelang.training.batch import AttentionBatch
from scenelang.training.capture import Capture, LayerAttention, make_capturable
from scenelang.training.collator import SceneCollator
from scenelang.training.forward_pass import run_forward
from scenelang.training.log_masses import all_log_masses, layer_log_masses
from scenelang.training.losses import registered_terms
from scenelang.training.recipe_losses import LossSettings

FAMILIES = [("llama", None), ("llama", 2), ("qwen2", 2), ("qwen3", 2), ("gpt_neox", None), ("gpt2", None)]


def _masses(model: Any, rows: Any) -> Any:
    anatomy = study(model)
    make_capturable(anatomy)
    batch = SceneCollator(anatomy)(rows)
    sites = AttentionBatch.of(batch["attention"])
    capture = Capture.of([layer.layer for layer in sites.layers])
    model.eval()
    model(input_ids=batch["input_ids"], use_cache=False, scene_capture=capture)
    return batch, sites, all_log_masses(sites, capture)


def _eager_maps(model: Any, ids: Any) -> Any:
    model.set_attn_implementation("eager")
    with torch.no_grad():
        return model(input_ids=ids, use_cache=False, output_attentions=True).attentions


def _sites_of(rows: Any) -> Any:
    """Sites as (row, query, keys) in the order of the rows."""
    for number, row in enumerate(rows):
        sites = row.attention
        for site in range(len(sites.query)):
            yield (
                number,
                int(sites.query[site]),
                sites.keys[sites.key_offsets[site] : sites.key_offsets[site + 1]],
            )


def _all_pairs(lengths: Any, layers: Any = 3, seed: Any = 1) -> Any:
    """Rows in which every query has a site of two keys in every layer."""
    dice = np.random.default_rng(seed)
    rule = HeadRule(HeadRuleKind.EACH)
    rows = []
    for length in lengths:
        looks = []
        for query in range(1, length):
            keys = dice.choice(query + 1, size=2, replace=False).tolist()
            looks.append(Look(query, tuple(keys), LayerBand.index(0, layers - 1), rule))
        rows.append(row_of(Scene(dice.integers(0, 32, size=length).tolist(), looks=looks)))
    return rows


def _assert_equal_to_eager(model: Any, rows: Any, tolerance: Any = 1e-5) -> Any:
    batch, sites, log_masses = _masses(model, rows)
    maps = _eager_maps(model, batch["input_ids"])
    found = torch.stack(
        [map_[row, :, query, keys].sum(-1) for map_ in maps for row, query, keys in _sites_of(rows)]
    )
    assert found.std() > 0.1, "attention must be sharp for the comparison to say anything"
    assert (log_masses.exp() - found).abs().max() < tolerance
    assert len(log_masses) == len(maps) * len(sites.weight)


@pytest.mark.parametrize(("family", "kv_heads"), FAMILIES)
def test_captured_attention_equals_eager_attention(family: str, kv_heads: int | None) -> None:
    model = tiny_model(family, kv_heads=kv_heads)
    assert model.config._attn_implementation == "sdpa"
    _assert_equal_to_eager(model, _all_pairs((12, 5, 9)))


def test_queries_and_keys_from_before_their_rotation_would_be_noticed(monkeypatch: Any) -> None:
    model, rows = tiny_model("llama"), _all_pairs((12, 5, 9))
    with monkeypatch.context() as unrotated:
        unrotated.setattr(modeling_llama, "apply_rotary_pos_emb", lambda query, key, *_, **__: (query, key))
        batch, sites, log_masses = _masses(model, rows)
    first = _eager_maps(model, batch["input_ids"])[0]
    wanted = torch.stack([first[row, :, query, keys].sum(-1) for row, query, keys in _sites_of(rows)])
    assert (log_masses[sites.pair_layer == 0].exp() - wanted).abs().max() > 0.1


@pytest.mark.parametrize("family", ["llama", "gpt2"])
def test_eager_attention_is_captured_too(family: str) -> None:
    _assert_equal_to_eager(tiny_model(family, kernel="eager"), _all_pairs((7, 10)))


def _small(family: Any, **more: Any) -> Any:
    config = AutoConfig.for_model(
        family, vocab_size=32, hidden_size=16, intermediate_size=32, num_hidden_layers=2,
        num_attention_heads=4, num_key_value_heads=2, head_dim=4, max_position_embeddings=64,
        initializer_range=0.5, pad_token_id=None, bos_token_id=None, eos_token_id=None, **more,
    )  # fmt: skip
    torch.manual_seed(0)
    return AutoModelForCausalLM.from_config(config, attn_implementation=more.get("attn_implementation"))


def test_a_soft_cap_is_honoured() -> None:
    model = _small("gemma2", attn_logit_softcapping=2.0, sliding_window=64, attn_implementation="eager")
    _assert_equal_to_eager(model, _all_pairs((12, 8), layers=2))


def test_sinks_are_honoured() -> None:
    model = _small(
        "gpt_oss", num_local_experts=2, num_experts_per_tok=1, sliding_window=64, attn_implementation="eager"
    )
    with torch.no_grad():
        for layer in model.model.layers:
            layer.self_attn.sinks.normal_(1.0, 1.0)
    _assert_equal_to_eager(model, _all_pairs((12, 8), layers=2))


def test_the_mask_of_a_sliding_window_is_honoured() -> None:
    model = _small("mistral", sliding_window=4)
    rows = [
        row_of(
            Scene(list(range(12)), looks=[Look(q, (q - 3, q), LayerBand.index(0, 1)) for q in range(3, 12)])
        )
    ]
    _assert_equal_to_eager(model, rows)


def test_registering_twice_wraps_once() -> None:
    model = tiny_model()
    anatomy = study(model)
    make_capturable(anatomy)
    once, hooks = ALL_ATTENTION_FUNCTIONS["sdpa"], [len(layer._forward_hooks) for layer in anatomy.layers]
    make_capturable(anatomy)
    assert ALL_ATTENTION_FUNCTIONS["sdpa"] is once
    assert [len(layer._forward_hooks) for layer in anatomy.layers] == hooks == [1, 1, 1]


def test_without_a_capture_nothing_changes() -> None:
    rows = random_rows(2, seed=1)
    model = tiny_model()
    ids = SceneCollator(study(model)).tokens(rows)["input_ids"]
    before = model(ids).logits
    make_capturable(study(model))
    assert torch.equal(before, model(ids).logits)


def _gradients(model: Any, rows: Any) -> Any:
    anatomy = study(model)
    make_capturable(anatomy)
    model.train()
    terms = ("attention", "reads", "mirrors")
    forward = run_forward(model, anatomy, SceneCollator(anatomy)(rows), terms, LossSettings())
    sum(registered_terms()[term](forward).total for term in terms).backward()
    return {
        name: parameter.grad for name, parameter in model.named_parameters() if parameter.grad is not None
    }


def test_gradients_are_the_same_when_activations_are_recomputed() -> None:
    rows = random_rows(3, seed=4)
    plain, recomputed = tiny_model(), tiny_model()
    recomputed.activation_checkpointing_enable({"use_reentrant": False})
    wanted, found = _gradients(plain, rows), _gradients(recomputed, rows)
    assert wanted.keys() == found.keys()
    assert "model.layers.0.self_attn.q_proj.weight" in wanted
    assert all(torch.equal(wanted[name], found[name]) for name in wanted)


def _refusal_of(function: Any, *arguments: Any, **more: Any) -> Any:
    with pytest.raises(Refusal) as caught:
        function(*arguments, **more)
    return caught.value.diagnostic


def test_reentrant_recomputation_is_refused() -> None:
    model = tiny_model()
    model.activation_checkpointing_enable({"use_reentrant": True})
    found = _refusal_of(_gradients, model, random_rows(2, seed=4))
    assert found.code == "SL602"
    assert found.message == "reentrant checkpointing keeps gradients away from the targets"


def test_a_cache_is_refused() -> None:
    model = tiny_model()
    make_capturable(study(model))
    past = model(torch.tensor([[1, 2, 3]]), use_cache=True).past_key_values
    capture = Capture.of(attention=[0])
    options = {"past_key_values": past, "use_cache": True, "scene_capture": capture}
    found = _refusal_of(model, torch.tensor([[4, 5]]), **options)
    assert (found.code, found.message) == ("SL603", "the model runs with a cache: 5 keys for 2 tokens")


def test_a_model_with_attention_code_of_its_own_is_refused() -> None:
    config = AutoConfig.for_model("bloom", vocab_size=32, hidden_size=16, n_layer=2, n_head=4)
    model = AutoModelForCausalLM.from_config(config)
    found = _refusal_of(make_capturable, study(model))
    wanted = "attention of a `bloom` model cannot be supervised: it has attention code of its own"
    assert (found.code, found.message) == ("SL600", wanted)
    make_capturable(study(model), attention=False)


def test_a_model_without_attention_is_refused() -> None:
    config = AutoConfig.for_model(
        "rwkv", vocab_size=32, hidden_size=16, num_hidden_layers=2, attention_hidden_size=16
    )
    found = _refusal_of(lambda: make_capturable(study(AutoModelForCausalLM.from_config(config))))
    assert found.code == "SL600"


def test_a_layer_that_shows_nothing_is_refused() -> None:
    model = tiny_model()
    anatomy = study(model)
    make_capturable(anatomy)
    rows = [row_of(Scene([1, 2, 3], looks=[Look(2, (1,))], holds=[Hold(2, token=5)]))]
    batch = SceneCollator(anatomy)(rows)
    model.forward = lambda scene_capture=None, forward=model.forward, **more: forward(**more)
    found = _refusal_of(run_forward, model, anatomy, batch, ("attention", "reads"), LossSettings())
    wanted = "layer 0 of the model shows no queries and keys, and `attention` targets need it"
    assert (found.code, found.message) == ("SL601", wanted)
    found = _refusal_of(run_forward, model, anatomy, batch, ("reads",), LossSettings())
    assert found.message == "layer 0 of the model shows no residual stream, and `reads` targets need it"


def test_capture_in_bfloat16_gives_masses_in_float32() -> None:
    rows = _all_pairs((8, 6))
    exact = _masses(tiny_model(), rows)[2]
    rounded = _masses(tiny_model().to(torch.bfloat16), rows)[2]
    assert rounded.dtype == torch.float32
    assert (exact.exp() - rounded.exp()).abs().max() < 0.15


def test_an_attention_function_under_an_unknown_name_is_refused() -> None:
    model = tiny_model()
    model.config._attn_implementation = "homemade"
    found = _refusal_of(make_capturable, study(model))
    assert found.message.endswith("cannot be supervised: its attention function `homemade` is not registered")


def test_a_model_whose_layers_are_not_found_is_refused() -> None:
    model = tiny_model()
    model.config.num_hidden_layers = 7
    found = _refusal_of(study, model)
    assert found.message.endswith("cannot be supervised: its 7 layers are not found")


def test_a_window_that_only_the_kernel_knows_hides_keys() -> None:
    """Without a mask, as flash kernels run: of 4 equal scores 2 are seen, each with mass one half."""
    query = torch.zeros(1, 2, 4, 8)
    attention = LayerAttention(query, query, None, 1.0, softcap=None, sinks=None, window=2)
    looks = [Look(3, (2,)), Look(3, (1, 2)), Look(3, (0,))]
    sites = SceneCollator(study(tiny_model()))([row_of(Scene([1, 2, 3, 4], looks=looks))])["attention"]
    masses = layer_log_masses(AttentionBatch.of(sites).layers[0], attention).exp()
    assert torch.allclose(masses[:, 0], torch.tensor([0.5, 0.5, 0.0]), atol=1e-6)
