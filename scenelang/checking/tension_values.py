"""The tension of a scene, beat by beat.

Takes: the scene's trajectories, the archetype's usual ones, and the beats.
Gives: the value of each axis at each beat.
May assume: values lie in 0..1 and shapes have the values they take.
Never does: report anything of the archetype's usual trajectories; they are fitted to the scene.

Points keyed to a beat stand there. Among the others, the first stands at the first beat, the last at the
last, and those between are spread evenly between their neighbours. Between points the value is linear,
outside them constant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from scenelang.checking.axes import Axes
from scenelang.checking.messages_tension import PointsOutOfOrder, UnknownBeat, WrongDirection
from scenelang.checking.span_table import SpanTable
from scenelang.diagnostics import Collector
from scenelang.model import Archetype, Keyframe, Name, Scene, Shape, TensionAxis, Trajectory

Course = tuple[float, ...]
"""The values of one axis, one a beat."""


class Tension(NamedTuple):
    """Axes, and `values[beat][axis]`."""

    axes: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]


class _Point(NamedTuple):
    value: float
    position: float


def check_tension(
    scene: Scene, archetype: Archetype | None, axes: Axes | None, spans: SpanTable, found: Collector
) -> Tension:
    """Evaluates the scene's axes, and the archetype's usual course for those that the scene leaves out."""
    courses: dict[str, Course] = {}
    for axis in scene.tension:
        if axes is not None:
            axes.declares(axis.axis, found)
        course = _authored(axis, spans, found)
        if course is not None:
            courses[axis.axis.text] = course
    _add_usual(courses, archetype, spans.beat_ids)
    return _by_beat(courses, len(scene.beats))


def tension_of(written: Iterable[TensionAxis], archetype: Archetype, beat_ids: Sequence[str]) -> Tension:
    """The same for axes in which nothing is wrong; `beat_ids` are the names of the scene's beats."""
    courses = {
        axis.axis.text: _course(_rising(_placed(_keyframes(axis.trajectory), beat_ids)), len(beat_ids))
        for axis in written
    }
    _add_usual(courses, archetype, beat_ids)
    return _by_beat(courses, len(beat_ids))


def _add_usual(courses: dict[str, Course], archetype: Archetype | None, beat_ids: Sequence[str]) -> None:
    for axis in archetype.axes if archetype is not None else ():
        usual = _usual(axis, beat_ids)
        if usual is not None:
            courses.setdefault(axis.axis.text, usual)


def _by_beat(courses: Mapping[str, Course], beats: int) -> Tension:
    return Tension(tuple(courses), tuple(zip(*courses.values(), strict=True)) or ((),) * beats)


def _authored(axis: TensionAxis, spans: SpanTable, found: Collector) -> Course | None:
    trajectory = axis.trajectory
    if isinstance(trajectory, Shape) and not _has_direction(trajectory, found):
        return None
    keyframes = _keyframes(trajectory)
    known = [_is_known(keyframe, spans, found) for keyframe in keyframes]
    if not all(known) or not spans.beat_ids:
        return None
    points = _placed(keyframes, spans.beat_ids)
    if not isinstance(trajectory, Shape) and not _in_order(keyframes, points, found):
        return None
    return _course(_rising(points), len(spans.beat_ids))


def _usual(axis: TensionAxis, beat_ids: Sequence[str]) -> Course | None:
    """The course of an archetype's axis; points at beats that the scene lacks are left out."""
    fitted = (_fitted(keyframe, beat_ids) for keyframe in _keyframes(axis.trajectory))
    keyframes = [keyframe for keyframe in fitted if keyframe is not None]
    if not keyframes or not beat_ids:
        return None
    return _course(_rising(_placed(keyframes, beat_ids)), len(beat_ids))


def _fitted(keyframe: Keyframe, beat_ids: Sequence[str]) -> Keyframe | None:
    """The keyframe at the first beat of the kind that it names; None without one."""
    beat = keyframe.beat
    if beat is None or beat.text in beat_ids:
        return keyframe
    first = f"{beat.text}.1"
    return Keyframe(keyframe.value, Name(first, beat.place), keyframe.place) if first in beat_ids else None


def _keyframes(trajectory: Trajectory) -> tuple[Keyframe, ...]:
    if not isinstance(trajectory, Shape):
        return trajectory.keyframes
    if trajectory.name.text != "peak":
        return trajectory.arguments
    foot, top = trajectory.arguments
    return (foot, top, Keyframe(foot.value, None, foot.place))


def _has_direction(shape: Shape, found: Collector) -> bool:
    name = shape.name.text
    if name == "hold":
        return True
    first, second = shape.arguments
    goes_down = second.value < first.value
    if first.value != second.value and goes_down == (name == "fall"):
        return True
    relation = "below" if name == "fall" else "above"
    found.add(WrongDirection(second.place, name, first.value, second.value, relation))
    return False


def _is_known(keyframe: Keyframe, spans: SpanTable, found: Collector) -> bool:
    beat = keyframe.beat
    if beat is None or beat.text in spans.beat_ids:
        return True
    if spans.complete:
        found.add(UnknownBeat(beat.place, beat.text, spans.beat_ids))
    return False


def _placed(keyframes: Sequence[Keyframe], beat_ids: Sequence[str]) -> list[_Point]:
    """Where each keyframe stands, counted in beats from 0."""
    last = len(keyframes) - 1
    positions: list[float | None] = [
        None if keyframe.beat is None else beat_ids.index(keyframe.beat.text) for keyframe in keyframes
    ]
    if positions[0] is None:
        positions[0] = 0
    if positions[last] is None:
        positions[last] = len(beat_ids) - 1
    anchored = [index for index, position in enumerate(positions) if position is not None]
    return [
        _Point(keyframe.value, _between(index, anchored, positions))
        for index, keyframe in enumerate(keyframes)
    ]


def _between(index: int, anchored: Sequence[int], positions: Sequence[float | None]) -> float:
    left = max(place for place in anchored if place <= index)
    right = min(place for place in anchored if place >= index)
    start, end = positions[left], positions[right]
    assert start is not None
    assert end is not None
    return start if left == right else start + (end - start) * (index - left) / (right - left)


def _in_order(keyframes: Sequence[Keyframe], points: Sequence[_Point], found: Collector) -> bool:
    """Every keyed point stands after the one before it; free points alone may crowd in few beats."""
    for index in range(1, len(points)):
        before, here = keyframes[index - 1], keyframes[index]
        is_free = before.beat is None and here.beat is None
        if is_free or points[index].position > points[index - 1].position:
            continue
        found.add(PointsOutOfOrder(here.place, _words(here, "last"), before.place, _words(before, "first")))
        return False
    return True


def _words(keyframe: Keyframe, edge: str) -> str:
    return f"the {edge} beat" if keyframe.beat is None else f"`{keyframe.beat.text}`"


def _rising(points: Iterable[_Point]) -> list[_Point]:
    """The points, without those that do not come after the one before.

    A shape's foot gives way to its top where both stand at the same beat.
    """
    kept: list[_Point] = []
    for point in points:
        if kept and point.position == kept[-1].position == 0 and len(kept) == 1:
            kept[0] = point
        elif not kept or point.position > kept[-1].position:
            kept.append(point)
    return kept


def _course(points: Sequence[_Point], beats: int) -> Course:
    return tuple(_value_at(beat, points) for beat in range(beats))


def _value_at(beat: int, points: Sequence[_Point]) -> float:
    if beat <= points[0].position:
        return points[0].value
    for left, right in pairwise(points):
        if beat <= right.position:
            share = (beat - left.position) / (right.position - left.position)
            return left.value * (1 - share) + right.value * share
    return points[-1].value
