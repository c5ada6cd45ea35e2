"""From a checked scene to token programs: weights, attention targets and hidden-layer targets by token."""

from scenelang.lowering.lower_options import LowerOptions, RenderingKind
from scenelang.lowering.lower_scene import lower_scene
from scenelang.lowering.messages_chat import PromptWithoutChat
from scenelang.lowering.messages_tokenizer import TokenizerNotNamed
from scenelang.lowering.scene_tokenizer import SceneTokenizer, Tokenised, load_tokenizer
from scenelang.lowering.token_grid import Straddle

__all__ = [
    "LowerOptions",
    "PromptWithoutChat",
    "RenderingKind",
    "SceneTokenizer",
    "Straddle",
    "Tokenised",
    "TokenizerNotNamed",
    "load_tokenizer",
    "lower_scene",
]
