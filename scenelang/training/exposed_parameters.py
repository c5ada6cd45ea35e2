"""The parameters that exposed text may move: whole layers, or their attention or feed-forward parts.

Takes: a model's anatomy and what a loss may reach. Gives: parameters, found by anatomy.
Never does: count embeddings, the final norm or the output head among them; these belong to no layer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

from torch import nn

from scenelang.diagnostics import Diagnostic, Refusal
from scenelang.signals import Module
from scenelang.source import Span
from scenelang.training.anatomy import ModelAnatomy, attention_modules
from scenelang.training.messages_targets import ExposedModuleNotFound, ExposedModulesFrozen
from scenelang.training.token_groups import Reach

_FEED_FORWARD = ("mlp", "feed_forward", "ffn", "block_sparse_moe", "shared_mlp", "moe")
"""What the families of transformers call the feed-forward part of a layer."""


class ExposedParameters:
    """Finds parameters by reach, each reach once."""

    def __init__(self, anatomy: ModelAnatomy) -> None:
        self._anatomy = anatomy
        self._known: dict[Reach, list[nn.Parameter]] = {}

    @property
    def layer_count(self) -> int:
        """How many layers the model has."""
        return self._anatomy.layer_count

    def of(self, reach: Reach) -> list[nn.Parameter]:
        """The trained parameters of a reach, each once.

        Raises:
            Refusal: the model does not show such a module, or nothing there is trained.
        """
        if reach not in self._known:
            self._known[reach] = self._find(reach)
        return self._known[reach]

    def together(self, reaches: Iterable[Reach]) -> set[nn.Parameter]:
        """The parameters of several reaches."""
        return {parameter for reach in reaches for parameter in self.of(reach)}

    def _find(self, reach: Reach) -> list[nn.Parameter]:
        modules = [module for layer, name in reach for module in self._modules(layer, name)]
        found = dict.fromkeys(parameter for module in modules for parameter in module.parameters())
        trained = [parameter for parameter in found if parameter.requires_grad]
        if not trained:
            named = ", ".join(f"{name} of layer {layer}" for layer, name in reach)
            self._refuse(ExposedModulesFrozen(Span.start_of(self._anatomy.family), modules=named))
        return trained

    def _modules(self, layer: int, name: str) -> list[nn.Module]:
        whole = self._anatomy.layers[layer]
        if name == Module.ALL:
            return [whole]
        if name == Module.MLP:
            found = [child for called, child in whole.named_children() if called in _FEED_FORWARD]
        else:
            attention = attention_modules(self._anatomy).get(layer)
            found = [child for child in whole.children() if attention in child.modules()]
        if not found:
            family = self._anatomy.family
            place = Span.start_of(family)
            self._refuse(ExposedModuleNotFound(place, module=name, layer=layer, family=family))
        return found

    @staticmethod
    def _refuse(diagnostic: Diagnostic) -> NoReturn:
        raise Refusal(diagnostic)
