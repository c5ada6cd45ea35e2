"""What a scene is: frozen values, each with its place. No reading, no checking, no torch."""

from scenelang.model.archetype import (
    BAND_SIGNALS,
    Archetype,
    ArchetypeFile,
    BeatPattern,
    PatternBeat,
    PatternChoice,
    PatternSequence,
    Repeat,
)
from scenelang.model.beat_text import Attribute, BeatText, Literal, MarkedSpan, TextPiece, Variable
from scenelang.model.exposure import Exposure
from scenelang.model.expression import Binary, Call, Constant, Expression, Unary, VariableUse
from scenelang.model.logic import Conclusion, Latent, LogicStep, Operator, Spoken
from scenelang.model.name import Name
from scenelang.model.reference import Reference, Verb
from scenelang.model.scene import Beat, CastMember, ChatRole, Recall, Scene, Stratum
from scenelang.model.supervision import (
    At,
    AttentionRule,
    ConceptTarget,
    Label,
    LayerRule,
    LayerTarget,
    Mirrors,
    Positions,
    Reads,
    Teacher,
    TensionTarget,
)
from scenelang.model.template import Template
from scenelang.model.tension import Keyframe, Path, Shape, TensionAxis, Trajectory
from scenelang.model.vary import Draw, DrawSource, Holdout, InlineValues, IntegerRange, Let, LexiconFile, Vary

__all__ = [
    "BAND_SIGNALS",
    "Archetype",
    "ArchetypeFile",
    "At",
    "AttentionRule",
    "Attribute",
    "Beat",
    "BeatPattern",
    "BeatText",
    "Binary",
    "Call",
    "CastMember",
    "ChatRole",
    "ConceptTarget",
    "Conclusion",
    "Constant",
    "Draw",
    "DrawSource",
    "Exposure",
    "Expression",
    "Holdout",
    "InlineValues",
    "IntegerRange",
    "Keyframe",
    "Label",
    "Latent",
    "LayerRule",
    "LayerTarget",
    "Let",
    "LexiconFile",
    "Literal",
    "LogicStep",
    "MarkedSpan",
    "Mirrors",
    "Name",
    "Operator",
    "Path",
    "PatternBeat",
    "PatternChoice",
    "PatternSequence",
    "Positions",
    "Reads",
    "Recall",
    "Reference",
    "Repeat",
    "Scene",
    "Shape",
    "Spoken",
    "Stratum",
    "Teacher",
    "Template",
    "TensionAxis",
    "TensionTarget",
    "TextPiece",
    "Trajectory",
    "Unary",
    "Variable",
    "VariableUse",
    "Vary",
    "Verb",
]
