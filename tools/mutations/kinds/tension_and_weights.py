"""Mistakes of tension and of weights that follow it."""

from __future__ import annotations

from draft import Draft, Mutation, kind, misspelt

from scenelang.model import Path


def _course(draft: Draft, course: str, code: str, piece: str) -> Mutation | None:
    """Another course for one axis; from its first sign to the end of its line."""
    if not draft.scene.tension:
        return None
    axis = draft.rng.choice(draft.scene.tension)
    start = draft.text.index(":", axis.axis.place.end) + 2
    end = draft.text.index("\n", start)
    return draft.replace(start, end, course, code, piece)


@kind("an unknown axis")
def unknown_axis(draft: Draft) -> Mutation | None:
    """An axis misspelt."""
    if not draft.scene.tension:
        return None
    axis = draft.rng.choice(draft.scene.tension).axis
    return draft.respell(axis.place, f"{axis.text}ing", "SL202")


@kind("tension above 1")
def tension_above_one(draft: Draft) -> Mutation | None:
    """1.5."""
    return _course(draft, "0.2 -> 1.5 -> 0.1", "SL141", "1.5")


@kind("an unknown shape")
def unknown_shape(draft: Draft) -> Mutation | None:
    """`raise` for `rise`."""
    return misspelt(_course(draft, "raise(0.1, 0.9)", "SL139", "raise"), "rise")


@kind("a shape with too few values")
def shape_arguments(draft: Draft) -> Mutation | None:
    """`rise(0.1)`."""
    return _course(draft, "rise(0.1)", "SL140", "rise(0.1)")


@kind("a rise that falls")
def wrong_direction(draft: Draft) -> Mutation | None:
    """`rise(0.9, 0.1)`."""
    return _course(draft, "rise(0.9, 0.1)", "SL225", "0.1")


@kind("a point keyed to no beat")
def unknown_beat(draft: Draft) -> Mutation | None:
    """`0.9 @ turnn`."""
    return _course(draft, "0.2 -> 0.9 @ turnabout -> 0.1", "SL223", "turnabout")


@kind("points against the order of the beats")
def points_out_of_order(draft: Draft) -> Mutation | None:
    """Keyed to a later beat first."""
    kinds = [beat.kind.text for beat in draft.scene.beats]
    single = [kind for kind in kinds if kinds.count(kind) == 1]
    if len(single) < 2:
        return None
    course = f"0.2 @ {single[1]} -> 0.9 @ {single[0]}"
    return _course(draft, course, "SL224", f"0.9 @ {single[0]}")


@kind("a course that breaks off")
def course_breaks_off(draft: Draft) -> Mutation | None:
    """`0.2 ->` and nothing."""
    made = _course(draft, "0.2 ->", "SL122", "->")
    return None if made is None else Mutation(made.text, made.code, made.end, made.end)


@kind("a course of words")
def course_of_words(draft: Draft) -> Mutation | None:
    """A comma between points."""
    paths = [axis for axis in draft.scene.tension if isinstance(axis.trajectory, Path)]
    return _course(draft, "0.2, 0.9", "SL121", ",") if paths else None
