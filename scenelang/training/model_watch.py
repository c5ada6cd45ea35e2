"""What a model shows while it reads a few tokens: queries and keys, residual stream, the way to its logits.

Takes: a model's anatomy. Gives: what its layers showed, and where nothing did.
May assume: the model stands on tensors without content. Never does: compute a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor
from torch._subclasses.fake_tensor import FakeTensorMode

from scenelang.diagnostics import Refusal
from scenelang.signals import Gap
from scenelang.training.anatomy import ModelAnatomy
from scenelang.training.capture import Capture, LayerAttention, make_capturable

_TOKENS = 4


class ModelWatch:
    """One run of one model."""

    def __init__(self, anatomy: ModelAnatomy) -> None:
        self._anatomy = anatomy
        self._capture = Capture.of()
        self._states: dict[str, Tensor] = {}
        self.has_own_code = False

    @property
    def attention(self) -> Mapping[int, LayerAttention]:
        """What attention was computed from, by layer; layers that showed nothing are left out."""
        return self._capture.attention

    @property
    def hidden(self) -> Mapping[int, Tensor]:
        """The residual stream after each layer that showed it."""
        return self._capture.hidden

    def run(self, mode: FakeTensorMode) -> bool:
        """Runs the model once. Raises whatever the model raises."""
        try:
            make_capturable(self._anatomy)
        except Refusal:
            self.has_own_code = True
            make_capturable(self._anatomy, attention=False)
        model, norm = self._anatomy.model, self._anatomy.norm
        head = model.get_output_embeddings()
        if norm is not None and head is not None:
            norm.register_forward_hook(self._after_norm)
            head.register_forward_pre_hook(self._before_head)
        everywhere = range(self._anatomy.layer_count)
        with torch.no_grad(), mode:
            self._capture = Capture.of(everywhere, everywhere)
            tokens = torch.zeros(1, _TOKENS, dtype=torch.long)
            model(input_ids=tokens, use_cache=False, scene_capture=self._capture)
        return True

    def reads_gap(self) -> Gap:
        """Why tokens cannot be read off the residual stream with the model's own last steps."""
        if not self.hidden:
            return Gap.NOT_HANDED_ON
        if self._anatomy.norm is None:
            return Gap.NO_NORM
        if self._anatomy.model.get_output_embeddings() is None:
            return Gap.NO_EMBEDDINGS
        last = self.hidden.get(self._anatomy.layer_count - 1)
        straight = _same(last, self._states.get("to norm")) and _same(
            self._states.get("from norm"), self._states.get("to head")
        )
        return Gap.NONE if straight else Gap.OTHER_END

    def _after_norm(self, _norm: Any, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        self._states |= {"to norm": inputs[0], "from norm": output}

    def _before_head(self, _head: Any, inputs: tuple[Tensor, ...]) -> None:
        self._states["to head"] = inputs[0]


def _same(one: Tensor | None, other: Tensor | None) -> bool:
    """True where both are views of one tensor: nothing was computed between them."""
    return one is not None and other is not None and _root(one) is _root(other)


def _root(tensor: Tensor) -> Tensor:
    return tensor if tensor._base is None else tensor._base  # noqa: SLF001
