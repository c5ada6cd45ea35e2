"""The one way to lay a scene out: comments kept, and nothing that a model would read changed."""

from scenelang.formatting.format_text import format_edits, format_text
from scenelang.formatting.messages import CannotLayOut

__all__ = ["CannotLayOut", "format_edits", "format_text"]
