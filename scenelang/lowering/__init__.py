"""From a checked scene to token programs: weights, attention targets and hidden-layer targets by token."""

from scenelang.lowering.lower_options import LowerOptions
from scenelang.lowering.lower_scene import lower_scene
from scenelang.lowering.scene_tokenizer import SceneTokenizer, Tokenised, load_tokenizer
from scenelang.lowering.token_grid import Straddle

__all__ = ["LowerOptions", "SceneTokenizer", "Straddle", "Tokenised", "load_tokenizer", "lower_scene"]
