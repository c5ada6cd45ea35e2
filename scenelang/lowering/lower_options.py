"""What a compile may choose about lowering."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scenelang.lowering.straddle import Straddle
from scenelang.signals import ModelMap


class RenderingKind(StrEnum):
    """What a model reads of a scene."""

    PLAIN = "plain"  # the texts of its beats
    CHAT = "chat"  # a conversation, in the form that the tokenizer's chat template gives it


@dataclass(frozen=True, slots=True)
class LowerOptions:
    """`straddle` decides tokens that reach over an edge; `max_tokens` is the longest row allowed, if any.

    `chunk` is how many instances are tokenised at once; it changes speed and memory, never the result.
    `generation_prompt` ends a chat with what the template writes before an answer. Special tokens that stand
    literally in a text are an error unless `allow_special_tokens`. In a chat, what system and user say weighs
    nothing unless `learn_everyone`. What scenes ask for is held against
    `model`, where one is given; the programs are the same.
    """

    straddle: Straddle = Straddle.INCLUDE
    max_tokens: int | None = None
    chunk: int = 512
    rendering: RenderingKind = RenderingKind.PLAIN
    generation_prompt: bool = False
    allow_special_tokens: bool = False
    learn_everyone: bool = False
    model: ModelMap | None = None
