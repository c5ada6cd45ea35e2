"""What a model must be told so that the scenes of a pack do not see each other.

Positions that start anew with every scene tell transformers where scenes begin; masks follow from them as
long as there is no mask of padding and no cache. Flash attention reads them in batches of one line only, and
layers without attention (linear attention, state space) need the number of each token's scene.

Takes: a model's anatomy and where scenes stand. Gives: keywords of `model(...)`.
Never does: prove that the model heeds them; that is what `isolation_check` is for.
"""

from __future__ import annotations

from typing import Any

from scenelang.training.anatomy import ModelAnatomy, attention_modules
from scenelang.training.placement import Placement


def in_one_line(anatomy: ModelAnatomy) -> bool:
    """True for models that keep packs apart only where a batch is a single line without padding."""
    return _is_flash(anatomy) or _has_other_layers(anatomy)


def sequence_inputs(anatomy: ModelAnatomy, places: Placement) -> dict[str, Any]:
    """The keywords for a batch of packs."""
    found: dict[str, Any] = {"position_ids": places.positions()}
    if in_one_line(anatomy):
        longest = int(places.length.max())
        found |= {"cu_seq_lens_q": places.bounds(), "cu_seq_lens_k": places.bounds()}
        found |= {"max_length_q": longest, "max_length_k": longest}
    if _has_other_layers(anatomy):
        found["seq_idx"] = places.numbers()
    return found


def _is_flash(anatomy: ModelAnatomy) -> bool:
    return "flash" in (getattr(anatomy.model.config, "_attn_implementation", None) or "")


def _has_other_layers(anatomy: ModelAnatomy) -> bool:
    return len(attention_modules(anatomy)) < anatomy.layer_count
