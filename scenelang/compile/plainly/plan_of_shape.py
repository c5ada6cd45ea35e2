"""What a shape asks of a model: the passes of `lowering`, on places instead of names.

Takes: the shape of a plain scene and its archetype.
Gives: a `ShapePlan`: weights of beats, attention and hidden-layer targets, tension; None where the full path
    has something to say.
May assume: the scene is sound.
Never does: look at words or tokens. What it gives is what `plan_supervision` gives; tests hold it to that.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenelang.checking import tension_of
from scenelang.compile.plainly.sayings import Courses, Sayings
from scenelang.compile.plainly.shape_of_scene import Shape
from scenelang.compile.plainly.shape_planner import ShapePlanner
from scenelang.compile.plainly.target_rows import NO_TEXT, OWN_ID, Hold, Look
from scenelang.lowering import STRATUM_WEIGHTS, curriculum_score
from scenelang.model import Archetype, Name, Stratum, TensionAxis, Verb
from scenelang.parsing import parse_trajectory
from scenelang.source import ScalarText, Span


class ShapePlan(NamedTuple):
    """What scenes of one shape and archetype ask of a model.

    `looks` has a row like `Look` for each attention target, `keys` (at, rank) of all their keys, one behind
    the other, `holds` a row like `Hold` for each hidden-layer target. `beats` has the weight of each beat,
    `silenced` the ranks of spans that weigh nothing. `bindings` counts the premises that are bound, and
    `reads` are the ranks at which texts are read, in the order of these.
    """

    looks: NDArray[np.int32]
    keys: NDArray[np.int32]
    holds: NDArray[np.int32]
    beats: list[float]
    silenced: tuple[int, ...]
    axes: int
    tension: NDArray[np.float32]
    curriculum: float
    bindings: int
    bears_own_id: bool
    reads: tuple[int, ...]


def plan_of(shape: Shape, archetype: Archetype, sayings: Sayings) -> ShapePlan | None:
    """The plan of a shape; None where something of it is held back, which the author is told."""
    names = tuple([beat[0] for beat in shape.beats])
    axes, tension, flat, curriculum = _courses(shape.tension, archetype, names, sayings)
    strata = _strata(shape, archetype)
    planner = ShapePlanner(shape, archetype, sayings, strata)
    planner.bind_premises()
    planner.lower_references()
    planner.lower_logic()
    held = len(planner.holds)
    planner.lower_anchors()
    planner.lower_layers(axes, tension)
    if any(planner.is_held_back(hold) for hold in planner.holds[:held]):
        return None
    planner.lower_tension(axes, tension)
    planner.gather_concepts()
    revised = {target for _, verb, target in shape.references if verb == Verb.REVISES.value}
    weights = _beat_weights(shape, archetype, strata, axes, tension)
    ranks = [beat[2] for beat in shape.beats]
    return ShapePlan(
        _table(planner.looks, len(Look._fields)),
        _table(planner.keys, 2),
        _table(planner.holds, len(Hold._fields)),
        [0.0 if rank in revised else weight for rank, weight in zip(ranks, weights, strict=True)],
        tuple(sorted(revised.difference(ranks))),
        sayings.axes.number(axes),
        flat,
        curriculum,
        planner.bindings,
        any(hold.name == OWN_ID for hold in planner.holds),
        tuple([hold.rank for hold in planner.holds if hold.text != NO_TEXT]),
    )


def _strata(shape: Shape, archetype: Archetype) -> list[Stratum]:
    of_kind, own = dict(archetype.strata), Stratum(shape.stratum)
    return [
        Stratum(written) if written else of_kind.get(kind, own) for _, kind, _, _, _, written in shape.beats
    ]


def _beat_weights(
    shape: Shape,
    archetype: Archetype,
    strata: Sequence[Stratum],
    axes: Sequence[str],
    tension: Sequence[Sequence[float]],
) -> list[float]:
    """The weight of each beat: see `WeighBeats`. What kinds weigh are numbers in plain scenes."""
    of_kind = {kind: float(getattr(weight, "value", 1.0)) for kind, weight in archetype.weights}
    weights = []
    for (_, kind, _, number, axis, _), stratum, vector in zip(shape.beats, strata, tension, strict=True):
        own = float(1 + vector[axes.index(axis)]) if axis else number
        weights.append(STRATUM_WEIGHTS[stratum] * (own * of_kind.get(kind, 1.0)))
    return weights


def _courses(
    written: tuple[tuple[str, str], ...], archetype: Archetype, beats: tuple[str, ...], sayings: Sayings
) -> Courses:
    """How tension moves; the archetype is one of a build's, which are all kept as long as its plans."""
    key = written, id(archetype), beats
    known = sayings.courses.get(key)
    if known is None:
        courses = [_course(axis, text) for axis, text in written]
        axes, values = tension_of([course for course in courses if course is not None], archetype, beats)
        flat = np.array([value for vector in values for value in vector], np.float32)
        known = sayings.courses[key] = Courses(axes, values, flat, curriculum_score(values))
    return known


@lru_cache(4096)
def _course(axis: str, written: str) -> TensionAxis | None:
    length = len(written)
    scalar = ScalarText(written, Span("", 0, length), range(length), range(1, length + 1))
    return parse_trajectory(Name(axis, Span("", 0, 0)), scalar).value


def _table(rows: Sequence[tuple[int, ...]], columns: int) -> NDArray[np.int32]:
    return np.array(rows, np.int32).reshape(len(rows), columns)
