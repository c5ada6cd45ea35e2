"""What a model is to a scene: its layers and heads, how far each layer sees, what can be supervised.

The map is made from a model's configuration alone, or from the model itself; both must agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scenelang.signals.layer_band import NAMED_BANDS, LayerBand
from scenelang.signals.layer_kind import LayerKind
from scenelang.signals.module import Module


class Gap(StrEnum):
    """Why something of a model cannot be supervised; `NONE` where it can."""

    NONE = "none"
    NO_ATTENTION = "no_attention"
    OWN_CODE = "own_code"
    NOT_HANDED_ON = "not_handed_on"
    NO_LAYERS = "no_layers"
    NO_NORM = "no_norm"
    NO_EMBEDDINGS = "no_embeddings"
    OTHER_END = "other_end"

    @property
    def words(self) -> str:
        """The gap as the end of a sentence; empty where there is none."""
        return _WORDS[self]


_WORDS = {
    Gap.NONE: "",
    Gap.NO_ATTENTION: "none of its layers has attention",
    Gap.OWN_CODE: "it has attention code of its own",
    Gap.NOT_HANDED_ON: "it does not hand further arguments on to its layers",
    Gap.NO_LAYERS: "its layers are not found",
    Gap.NO_NORM: "its final norm is not found",
    Gap.NO_EMBEDDINGS: "its output embeddings are not found",
    Gap.OTHER_END: "more stands between its last layer and its logits than a final norm",
}


@dataclass(frozen=True, slots=True)
class LayerMap:
    """One layer.

    `window` is how many tokens a sliding layer sees, or the length of a chunk; 0 where nothing bounds its
    sight. `attends` says that its queries and keys can be supervised, `parts` which parts of it text can be
    exposed to by name.
    """

    kind: LayerKind = LayerKind.FULL
    window: int = 0
    attends: bool = True
    parts: frozenset[Module] = frozenset({Module.ATTENTION, Module.MLP})

    def sees(self, query: int, key: int) -> bool:
        """True where nothing hides position `key` from position `query` in this layer."""
        if not self.window:
            return True
        if self.kind is LayerKind.CHUNKED:
            return query // self.window == key // self.window
        return query - key < self.window


@dataclass(frozen=True, slots=True)
class ModelMap:
    """One model.

    `heads`, `key_value_heads` and `head_size` are those of a layer with attention, the first where they
    differ; 0 where there is none. `context` is 0 where no limit is stated. `attention_function` is what
    transformers runs attention with. The three gaps say why attention, the residual stream, or reading
    tokens off it cannot be supervised.
    """

    family: str
    layers: tuple[LayerMap, ...]
    width: int
    heads: int
    key_value_heads: int
    head_size: int
    vocabulary: int
    context: int = 0
    attention_function: str = "sdpa"
    softcap: float | None = None
    logit_softcap: float | None = None
    sinks: bool = False
    tied: bool = False
    attention_gap: Gap = Gap.NONE
    residual_gap: Gap = Gap.NONE
    reads_gap: Gap = Gap.NONE
    known: bool = True

    @property
    def layer_count(self) -> int:
        """How many layers there are."""
        return len(self.layers)

    @property
    def bands(self) -> dict[str, tuple[int, ...]]:
        """The layers of each named band."""
        return {name: self.layers_of(band) for name, band in NAMED_BANDS.items()}

    @property
    def attending(self) -> tuple[int, ...]:
        """The layers whose attention can be supervised."""
        return tuple(number for number, layer in enumerate(self.layers) if layer.attends)

    @property
    def has_windows(self) -> bool:
        """True where some layer does not see all that was read."""
        return any(layer.window for layer in self.layers)

    def layers_of(self, band: LayerBand) -> tuple[int, ...]:
        """The layers of a band; empty where the model has none of them."""
        return band.resolve(self.layer_count)

    def exposing(self, part: Module) -> tuple[int, ...]:
        """The layers that show this part of theirs."""
        if part is Module.ALL:
            return tuple(range(self.layer_count))
        return tuple(number for number, layer in enumerate(self.layers) if part in layer.parts)
