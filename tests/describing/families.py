"""Small configurations of many families: what each test builds, reads and compares."""

from __future__ import annotations

from typing import Any

SIZES = {
    "hidden_size": 64,
    "intermediate_size": 96,
    "num_hidden_layers": 7,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "vocab_size": 200,
    "max_position_embeddings": 128,
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": 2,
}
_LATENT = {
    "q_lora_rank": 32,
    "kv_lora_rank": 32,
    "qk_nope_head_dim": 16,
    "qk_rope_head_dim": 8,
    "v_head_dim": 16,
    "num_key_value_heads": 4,
    "n_routed_experts": 4,
    "num_experts_per_tok": 2,
    "moe_intermediate_size": 32,
    "n_group": 1,
    "topk_group": 1,
}
_GPT = {"n_embd": 64, "n_layer": 7, "n_head": 4, "n_positions": 128, "vocab_size": 200}
_EXPERTS = {"moe_intermediate_size": 32, "num_experts": 4, "num_local_experts": 4, "num_experts_per_tok": 2}
_DELTA = {
    "linear_num_key_heads": 2,
    "linear_num_value_heads": 4,
    "linear_key_head_dim": 16,
    "linear_value_head_dim": 16,
    "shared_expert_intermediate_size": 32,
}

FAMILIES: dict[str, tuple[str, dict[str, Any]]] = {
    "llama": ("llama", SIZES),
    "llama with tied embeddings": ("llama", {**SIZES, "tie_word_embeddings": True, "head_dim": 24}),
    "mistral": ("mistral", {**SIZES, "sliding_window": 16}),
    "mistral without a window": ("mistral", {**SIZES, "sliding_window": None}),
    "mixtral": ("mixtral", {**SIZES, **_EXPERTS}),
    "qwen2": ("qwen2", SIZES),
    "qwen2 with windows": (
        "qwen2",
        {**SIZES, "use_sliding_window": True, "sliding_window": 32, "max_window_layers": 3},
    ),
    "qwen3": ("qwen3", {**SIZES, "head_dim": 32}),
    "qwen3_moe": ("qwen3_moe", {**SIZES, **_EXPERTS, "head_dim": 16}),
    "qwen3_next": ("qwen3_next", {**SIZES, **_EXPERTS, **_DELTA, "head_dim": 16}),
    "gemma": ("gemma", {**SIZES, "head_dim": 16}),
    "gemma2": ("gemma2", {**SIZES, "head_dim": 16, "sliding_window": 16}),
    "gemma2 without caps": (
        "gemma2",
        {**SIZES, "head_dim": 16, "attn_logit_softcapping": None, "final_logit_softcapping": None},
    ),
    "gemma3_text": ("gemma3_text", {**SIZES, "head_dim": 16, "sliding_window": 16}),
    "phi": ("phi", SIZES),
    "phi3": ("phi3", {**SIZES, "sliding_window": 48}),
    "olmo2": ("olmo2", SIZES),
    "olmo3": ("olmo3", {**SIZES, "sliding_window": 16}),
    "cohere": ("cohere", SIZES),
    "cohere2": ("cohere2", {**SIZES, "sliding_window": 16, "sliding_window_pattern": 2}),
    "granite": ("granite", SIZES),
    "starcoder2": ("starcoder2", {**SIZES, "sliding_window": 16}),
    "smollm3": ("smollm3", SIZES),
    "glm4": ("glm4", {**SIZES, "head_dim": 16}),
    "gpt_oss": ("gpt_oss", {**SIZES, **_EXPERTS, "head_dim": 16, "sliding_window": 16}),
    "stablelm": ("stablelm", SIZES),
    "deepseek_v3": ("deepseek_v3", {**SIZES, **_LATENT}),
    "llama4_text": ("llama4_text", {**SIZES, **_EXPERTS, "head_dim": 16, "attention_chunk_size": 16}),
    "gpt2": ("gpt2", _GPT),
    "gpt_bigcode": ("gpt_bigcode", _GPT),
    "gpt_neox": ("gpt_neox", {key: SIZES[key] for key in SIZES if key != "num_key_value_heads"}),
    "gpt_neo": (
        "gpt_neo",
        {
            "hidden_size": 64,
            "num_layers": 6,
            "num_heads": 4,
            "attention_types": [[["global", "local"], 3]],
            "window_size": 16,
            "vocab_size": 200,
        },
    ),
    "falcon": ("falcon", {key: SIZES[key] for key in SIZES if key != "num_key_value_heads"}),
    "falcon of the new kind": ("falcon", {**SIZES, "new_decoder_architecture": True, "num_kv_heads": 2}),
    "xglm": ("xglm", {"d_model": 64, "num_layers": 4, "attention_heads": 4, "vocab_size": 200}),
    "olmo": ("olmo", SIZES),
    "nanochat": ("nanochat", SIZES),
    "bloom": ("bloom", {"hidden_size": 64, "n_layer": 5, "n_head": 4, "vocab_size": 200}),
    "mamba": ("mamba", {"hidden_size": 64, "num_hidden_layers": 5, "vocab_size": 200, "state_size": 8}),
    "jamba": ("jamba", {**SIZES, "attn_layer_period": 3, "attn_layer_offset": 1, "num_experts": 2}),
    "lfm2": ("lfm2", {**SIZES, "full_attn_idxs": [2, 5]}),
    "bamba": (
        "bamba",
        {**SIZES, "attn_layer_indices": [3], "mamba_n_heads": 8, "mamba_d_head": 16},
    ),
}
"""A name for people, the `model_type`, and the numbers of a configuration."""
