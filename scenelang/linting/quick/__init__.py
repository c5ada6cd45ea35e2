"""The quick look: a file is proven clean by a few regular expressions, or left to the full path."""

from scenelang.linting.quick.archetype_view import GREATEST_WEIGHT
from scenelang.linting.quick.look import Cleared, QuickLook, content_of
from scenelang.linting.quick.plain_scene import PlainAnchor, PlainLayer, PlainScene
from scenelang.linting.quick.remembered import band_of

__all__ = [
    "GREATEST_WEIGHT",
    "Cleared",
    "PlainAnchor",
    "PlainLayer",
    "PlainScene",
    "QuickLook",
    "band_of",
    "content_of",
]
