"""Does tension move as it may: known beats, in their order, up or down as the name of the shape says.

Takes: the text of one line of `tension`, and the names of the beats.
Gives: nothing; `NotPlain` where the full path would, or might, say something.
May assume: each sign is plain.
Never does: work out a course.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from scenelang.plain.plain_words import ID, NotPlain

_VALUE = r"(0(?:\.\d{1,6})?|1(?:\.0{1,6})?)"
_POINT = re.compile(rf"{_VALUE}(?: @ ({ID}))?")
_SHAPE = re.compile(r"(rise|fall|peak|hold)\(([^()]+)\)")
_COUNTS = {"rise": 2, "fall": 2, "peak": 2, "hold": 1}


class _Course(NamedTuple):
    """The beats that the points of a line are keyed to; empty for a point that is free."""

    beats: tuple[str, ...]
    is_path: bool


@lru_cache(4096)
def _course(written: str) -> _Course:
    """What a line says; no value is out of range, and a shape has the direction of its name."""
    shape = _SHAPE.fullmatch(written)
    parts = written.split(" -> ") if shape is None else shape[2].split(", ")
    points = [_POINT.fullmatch(part) for part in parts]
    values = [float(point[1]) for point in points if point is not None]
    if len(values) < len(parts):
        raise NotPlain
    if shape is not None:
        name = shape[1]
        goes_well = name == "hold" or (len(values) == 2 and _goes(name, *values))
        if len(values) != _COUNTS[name] or not goes_well:
            raise NotPlain
    beats = tuple(point[2] or "" for point in points if point is not None)
    return _Course(beats, is_path=shape is None)


def _goes(shape: str, first: float, second: float) -> bool:
    return second < first if shape == "fall" else second > first


@lru_cache(4096)
def _fits(written: str, beats: tuple[str, ...]) -> bool:
    """Whether the points of a line stand at beats, each behind the one before it."""
    course = _course(written)
    keyed = [beats.index(beat) for beat in course.beats if beat in beats]
    if len(keyed) != len(course.beats) - course.beats.count(""):
        return False
    if not course.is_path or not keyed:
        return True
    if not course.beats[0]:
        keyed.insert(0, 0)
    if not course.beats[-1]:
        keyed.append(len(beats) - 1)
    return all(before < here for before, here in pairwise(keyed))


def prove_course(written: str, beats: tuple[str, ...]) -> None:
    """Proves one line of `tension`; `beats` are the names of the scene's beats.

    Raises:
        NotPlain: a point may stand at no beat, or not behind the one before it.
    """
    if not _fits(written, beats):
        raise NotPlain
