"""How the layers of a model carry information from token to token."""

from __future__ import annotations

from enum import StrEnum


class LayerKind(StrEnum):
    """What a layer is."""

    FULL = "full"  # attention to all that was read
    SLIDING = "sliding"  # attention to the last few tokens
    CHUNKED = "chunked"  # attention inside blocks of fixed length
    SPARSE = "sparse"  # attention to tokens that the layer itself picks
    HYBRID = "hybrid"  # attention beside a running state
    LINEAR = "linear"  # a running state: linear attention, state space, recurrence
    CONVOLUTION = "convolution"
    FEED_FORWARD = "feed-forward"  # nothing: the layer sees one token


ATTENDING = frozenset(
    {LayerKind.FULL, LayerKind.SLIDING, LayerKind.CHUNKED, LayerKind.SPARSE, LayerKind.HYBRID}
)
"""The kinds of layers that have attention."""

LAYER_TYPES = {
    "full_attention": LayerKind.FULL,
    "attention": LayerKind.FULL,
    "global": LayerKind.FULL,
    "sliding_attention": LayerKind.SLIDING,
    "local": LayerKind.SLIDING,
    "chunked_attention": LayerKind.CHUNKED,
    "indexed_attention": LayerKind.SPARSE,
    "compressed_sparse_attention": LayerKind.SPARSE,
    "heavily_compressed_attention": LayerKind.SPARSE,
    "minimax_m3_sparse": LayerKind.SPARSE,
    "hybrid": LayerKind.HYBRID,
    "hybrid_sliding": LayerKind.HYBRID,
    "linear_attention": LayerKind.LINEAR,
    "mamba": LayerKind.LINEAR,
    "recurrent": LayerKind.LINEAR,
    "conv": LayerKind.CONVOLUTION,
    "mlp": LayerKind.FEED_FORWARD,
    "moe": LayerKind.FEED_FORWARD,
}
"""What the configurations of transformers call the kinds of layers."""
