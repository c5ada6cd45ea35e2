"""The vocabulary that scenes and token programs share: layer bands, head rules, parts of a layer."""

from scenelang.signals.head_rule import HeadRule, HeadRuleKind
from scenelang.signals.layer_band import NAMED_BANDS, LayerBand, LayerUnit
from scenelang.signals.module import Module

__all__ = ["NAMED_BANDS", "HeadRule", "HeadRuleKind", "LayerBand", "LayerUnit", "Module"]
