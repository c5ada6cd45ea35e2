"""From a checked scene to token programs: weights, attention targets and hidden-layer targets by token."""

from scenelang.lowering.byte_pieces import BytePieces
from scenelang.lowering.chat_messages import chat_messages
from scenelang.lowering.depth_schedule import band_for, early_band, step_band
from scenelang.lowering.finding_causes import cause_of
from scenelang.lowering.lower_options import LowerOptions, RenderingKind
from scenelang.lowering.lower_scene import lower_scene
from scenelang.lowering.meant_text import Covered, means_its_text
from scenelang.lowering.messages import TokenStraddles
from scenelang.lowering.messages_chat import PromptWithoutChat
from scenelang.lowering.named_tokenizer import find_tokenizer
from scenelang.lowering.order import plan_supervision
from scenelang.lowering.passes.weigh_beats import STRATUM_WEIGHTS
from scenelang.lowering.read_latents import Reading, read_latents
from scenelang.lowering.scene_tokenizer import Cut, SceneTokenizer, Tokenised, load_tokenizer
from scenelang.lowering.straddle import Straddle
from scenelang.lowering.supervision_plan import AttentionIntent, HiddenIntent, Selector, SupervisionPlan
from scenelang.lowering.tension_score import curriculum_score

__all__ = [
    "STRATUM_WEIGHTS",
    "AttentionIntent",
    "BytePieces",
    "Covered",
    "Cut",
    "HiddenIntent",
    "LowerOptions",
    "PromptWithoutChat",
    "Reading",
    "RenderingKind",
    "SceneTokenizer",
    "Selector",
    "Straddle",
    "SupervisionPlan",
    "TokenStraddles",
    "Tokenised",
    "band_for",
    "cause_of",
    "chat_messages",
    "curriculum_score",
    "early_band",
    "find_tokenizer",
    "load_tokenizer",
    "lower_scene",
    "means_its_text",
    "plan_supervision",
    "read_latents",
    "step_band",
]
