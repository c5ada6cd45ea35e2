"""The vocabulary that scenes and token programs share: layer bands and head rules."""

from scenelang.signals.head_rule import HeadRule, HeadRuleKind
from scenelang.signals.layer_band import NAMED_BANDS, LayerBand, LayerUnit

__all__ = ["NAMED_BANDS", "HeadRule", "HeadRuleKind", "LayerBand", "LayerUnit"]
