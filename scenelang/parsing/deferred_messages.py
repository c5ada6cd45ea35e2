"""The messages of this room, each file of them imported when something is first said from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenelang.diagnostics import DeferredModule

if TYPE_CHECKING:
    from scenelang.parsing import (
        messages_layers,
        messages_markup,
        messages_rules,
        messages_vary,
        messages_words,
    )
else:
    messages_layers = DeferredModule("scenelang.parsing.messages_layers")
    messages_markup = DeferredModule("scenelang.parsing.messages_markup")
    messages_rules = DeferredModule("scenelang.parsing.messages_rules")
    messages_vary = DeferredModule("scenelang.parsing.messages_vary")
    messages_words = DeferredModule("scenelang.parsing.messages_words")

__all__ = ["messages_layers", "messages_markup", "messages_rules", "messages_vary", "messages_words"]
