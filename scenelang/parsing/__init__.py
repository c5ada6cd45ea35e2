"""Strings to syntax, with Lark: the small languages inside a scene, with their places."""

from scenelang.parsing.attention_rule import parse_attention_rule
from scenelang.parsing.band import parse_layer_band
from scenelang.parsing.beat_head import BeatHead, parse_beat_head
from scenelang.parsing.beat_text import parse_beat_text
from scenelang.parsing.chain import parse_logic_step, parse_logic_step_named
from scenelang.parsing.exposure import parse_exposure
from scenelang.parsing.expression import FUNCTIONS, FunctionForm, parse_expression, parse_weight
from scenelang.parsing.grammar_files import archetype_folder, grammar_folder
from scenelang.parsing.hidden_signs import hidden_in, sign_name
from scenelang.parsing.layer_rule import parse_layer_rule, parse_layer_rule_whole
from scenelang.parsing.messages_words import OlderSpelling
from scenelang.parsing.pattern import parse_beat_pattern
from scenelang.parsing.reference import parse_reference
from scenelang.parsing.tension import SHAPES, parse_trajectory
from scenelang.parsing.vary_forms import parse_draw_names, parse_range, parse_share

__all__ = [
    "FUNCTIONS",
    "SHAPES",
    "BeatHead",
    "FunctionForm",
    "OlderSpelling",
    "archetype_folder",
    "grammar_folder",
    "hidden_in",
    "parse_attention_rule",
    "parse_beat_head",
    "parse_beat_pattern",
    "parse_beat_text",
    "parse_draw_names",
    "parse_exposure",
    "parse_expression",
    "parse_layer_band",
    "parse_layer_rule",
    "parse_layer_rule_whole",
    "parse_logic_step",
    "parse_logic_step_named",
    "parse_range",
    "parse_reference",
    "parse_share",
    "parse_trajectory",
    "parse_weight",
    "sign_name",
]
