"""The quick look: a file is proven clean by a few regular expressions, or left to the full path."""

from scenelang.linting.quick.look import Cleared, QuickLook, content_of

__all__ = ["Cleared", "QuickLook", "content_of"]
