"""Scenes in the plain layout: scanned and proven sound without building the model of a scene."""

from scenelang.plain.archetype_view import GREATEST_WEIGHT, ArchetypeView
from scenelang.plain.archetype_views import ArchetypeViews, SeenArchetype
from scenelang.plain.plain_scene import (
    NO_MARKS,
    PlainAnchor,
    PlainBeat,
    PlainLayer,
    PlainMarks,
    PlainPosition,
    PlainReference,
    PlainScene,
    PlainSpan,
    PlainStep,
)
from scenelang.plain.plain_signs import LONGEST, plain_text
from scenelang.plain.plain_words import NotPlain
from scenelang.plain.remembered import anchor_tail, band_of, weight_of_aim
from scenelang.plain.rule_lines import any_aim
from scenelang.plain.scan import scan
from scenelang.plain.soundness import lone_concepts, names_are_free, prove_sound
from scenelang.plain.without_marks import without_marks

__all__ = [
    "GREATEST_WEIGHT",
    "LONGEST",
    "NO_MARKS",
    "ArchetypeView",
    "ArchetypeViews",
    "NotPlain",
    "PlainAnchor",
    "PlainBeat",
    "PlainLayer",
    "PlainMarks",
    "PlainPosition",
    "PlainReference",
    "PlainScene",
    "PlainSpan",
    "PlainStep",
    "SeenArchetype",
    "anchor_tail",
    "any_aim",
    "band_of",
    "lone_concepts",
    "names_are_free",
    "plain_text",
    "prove_sound",
    "scan",
    "weight_of_aim",
    "without_marks",
]
