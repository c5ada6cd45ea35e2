"""What each key of scene and archetype files means, in a line: for schemas and reference pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from scenelang.reading.archetype_shape import ARCHETYPE, ROLES
from scenelang.reading.outer_shape import Shape
from scenelang.reading.scene_shape import BEAT, CAST_MEMBER, DRAW, HOLDOUT, SCENE, VARY


def _of(shape: Shape, meanings: Mapping[str, str]) -> dict[tuple[str, str], str]:
    return {(shape.owner, key): meaning for key, meaning in meanings.items()}


MEANINGS: Mapping[tuple[str, str], str] = {
    **_of(
        SCENE,
        {
            "scene": "The version of the language; the first key.",
            "id": "What the scene is called in shards, messages and references; unique in the project.",
            "archetype": "What kind of thought it is.",
            "stratum": "What kind of matter it is: sets default weights. `thinking` unless given.",
            "language": "The language tag of the text; `en` unless given.",
            "tags": "Words that are carried into the shards.",
            "source": "Where the text comes from, for readers; nothing is derived from it.",
            "licence": "What may be done with the text: an SPDX expression.",
            "use": "Project files that the scene relies on; each must exist.",
            "split": "`held_out` keeps all instances of the scene out of training.",
            "recall": "`inline` puts the texts of scenes it refers to before its own, in one window.",
            "expose": "Which parameters may learn: a layer band, or `attention @ band`, `mlp @ band`.",
            "cast": "Who speaks: a name and the role that the archetype knows.",
            "tension": "How each axis moves over the beats: `axis: trajectory`.",
            "beats": "What is read, in order.",
            "logic": "What follows from what: `premise, premise => conclusion`.",
            "self": "Where the text turns back on itself: `span VERB target`.",
            "anchors": "Attention: `query -> key, key @ layers heads w 1.0`, `query -/> key`.",
            "layers": 'What layers must hold: `before span @ layers: reads "text"`.',
            "vary": "Makes many instances of one thought.",
        },
    ),
    **_of(
        CAST_MEMBER,
        {
            "role": "One of the archetype's roles.",
            "chat": "Who this is in a chat template, where it is not what the archetype says of the role.",
        },
    ),
    **_of(
        BEAT,
        {
            "kind": "What the beat does: frame, ask, think, turn, conclude ...",
            "speaker": "Who speaks: a name of the cast.",
            "text": "What is read, with its markup.",
            "weight": "Multiplies the loss weight: a number, or an expression of tension axes: `1 + doubt`.",
            "stratum": "The stratum of this beat, where it differs from the scene's.",
            "expose": "Which parameters may learn from this beat.",
        },
    ),
    **_of(
        VARY,
        {
            "count": "How many instances.",
            "seed": "The seed; 0 unless given.",
            "draw": "Variables and where their values come from.",
            "let": "Variables that are computed: `name: expression`.",
            "shuffle": "Beats whose lines stand in another order in each instance.",
            "where": "A condition that every instance meets.",
            "holdout": "Which instances are kept out of training.",
        },
    ),
    **_of(
        DRAW,
        {
            "from": "A lexicon of the project, or values in a list.",
            "range": "Whole numbers, both ends included: `2..9`.",
            "distinct": "True where the variables of this draw must differ.",
        },
    ),
    **_of(
        HOLDOUT,
        {
            "by": "Variables: no training instance shares their values with a held-out one.",
            "share": "How much of the bindings is held out: `10%`.",
            "where": "A condition: instances that meet it are held out.",
        },
    ),
    **_of(
        ARCHETYPE,
        {
            "archetype": "Its name, which is also the name of its file.",
            "extends": "The archetype from which it takes whatever it does not write itself.",
            "purpose": "What its scenes are, in a sentence.",
            "leaves": "What its scenes should leave in a model.",
            "measured": "How that could be measured, and against which control.",
            "roles": "The roles of its cast.",
            "axes": "The axes of tension that its scenes may use, each with its usual course.",
            "beats": "The order of beats: `frame ask guess? (think | doubt)+ turn conclude`.",
            "weights": "Default loss weights by beat kind: numbers, or expressions of the axes.",
            "strata": "The stratum of beats of a kind, where it is not the scene's.",
            "first_band": "Where bindings live: before the first step of logic.",
            "depth_bands": "Where steps of logic live, by depth from 1.",
            "bands": "Where other signals live: references, mirrors, concept, tension, label.",
            "chat": "Who each role is in a chat template; `narrator` stands for beats that nobody speaks.",
            "example": "A short scene of this kind, which is checked.",
        },
    ),
    **_of(
        ROLES,
        {
            "required": "Roles that every scene must fill.",
            "optional": "Roles that a scene may fill.",
        },
    ),
}
"""The meaning of each key, by the owner of the shape and the key."""


class KeyRow(NamedTuple):
    """One key as a reference page shows it; `example` is ready to stand in Markdown."""

    key: str
    required: bool
    example: str
    meaning: str


def key_tables() -> Iterator[tuple[str, tuple[KeyRow, ...]]]:
    """For each kind of mapping, what it is called and its keys in the order in which they are written."""
    for shape in (SCENE, CAST_MEMBER, BEAT, VARY, DRAW, HOLDOUT, ARCHETYPE, ROLES):
        rows = (
            KeyRow(key.name, key.required, key.shown, MEANINGS[shape.owner, key.name]) for key in shape.keys
        )
        yield shape.owner, tuple(rows)
