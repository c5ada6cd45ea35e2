"""From a checked scene to token programs: weights, attention targets and hidden-layer targets by token."""

from scenelang.lowering.chat_messages import chat_messages
from scenelang.lowering.lower_options import LowerOptions, RenderingKind
from scenelang.lowering.lower_scene import lower_scene
from scenelang.lowering.messages import TokenStraddles
from scenelang.lowering.messages_chat import PromptWithoutChat
from scenelang.lowering.named_tokenizer import find_tokenizer
from scenelang.lowering.order import plan_supervision
from scenelang.lowering.scene_tokenizer import SceneTokenizer, Tokenised, load_tokenizer
from scenelang.lowering.supervision_plan import AttentionIntent, HiddenIntent, Selector, SupervisionPlan
from scenelang.lowering.token_grid import Straddle

__all__ = [
    "AttentionIntent",
    "HiddenIntent",
    "LowerOptions",
    "PromptWithoutChat",
    "RenderingKind",
    "SceneTokenizer",
    "Selector",
    "Straddle",
    "SupervisionPlan",
    "TokenStraddles",
    "Tokenised",
    "chat_messages",
    "find_tokenizer",
    "load_tokenizer",
    "lower_scene",
    "plan_supervision",
]
