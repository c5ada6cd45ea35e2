"""Tension at each beat, for every form of trajectory."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scene_files import NOWHERE, checked, scene_of

from scenelang.checking import check_scene

BEATS = ("fact.1", "fact.2", "distract", "fact.3", "ask")


def course(trajectory: str, beats: tuple[str, ...] = BEATS) -> list[float]:
    kinds = [beat.split(".", maxsplit=1)[0] for beat in beats]
    text = "beats:\n" + "".join(f"  - {kind}: Text.\n" for kind in kinds)
    scene = checked(f"{text}tension:\n  effort: {trajectory}\n")
    assert scene.axes == ("effort",)
    return [values[0] for values in scene.tension]


@pytest.mark.parametrize(
    ("trajectory", "expected"),
    [
        ("0.7", [0.7, 0.7, 0.7, 0.7, 0.7]),
        ("hold(0.5)", [0.5, 0.5, 0.5, 0.5, 0.5]),
        ("0.2 -> 0.6", [0.2, 0.3, 0.4, 0.5, 0.6]),
        ("0 -> 1 -> 0", [0, 0.5, 1, 0.5, 0]),
        ("rise(0, 1)", [0, 0.25, 0.5, 0.75, 1]),
        ("fall(1, 0)", [1, 0.75, 0.5, 0.25, 0]),
        ("peak(0, 1)", [0, 0.5, 1, 0.5, 0]),
        ("peak(0, 1 @ fact.2)", [0, 1, 2 / 3, 1 / 3, 0]),
        ("peak(0.2, 0.8 @ ask)", [0.2, 0.35, 0.5, 0.65, 0.8]),
        ("peak(0, 1 @ fact.1)", [1, 0.75, 0.5, 0.25, 0]),
        ("0.4 @ distract", [0.4, 0.4, 0.4, 0.4, 0.4]),
        ("0.2 @ fact.2 -> 0.6 @ fact.3", [0.2, 0.2, 0.4, 0.6, 0.6]),
        ("0.2 -> 0.8 @ distract -> 0", [0.2, 0.5, 0.8, 0.4, 0]),
        ("0 @ fact.1 -> 0.5 -> 1 @ ask", [0, 0.25, 0.5, 0.75, 1]),
    ],
)
def test_a_trajectory_has_these_values(trajectory: str, expected: list[float]) -> None:
    assert course(trajectory) == pytest.approx(expected)


def test_more_points_than_beats_are_passed_between_the_beats() -> None:
    assert course("0 -> 1 -> 0 -> 1 -> 0", ("fact", "distract", "ask")) == pytest.approx([0, 0, 0])
    assert course("0 -> 1 -> 0.5", ("fact", "ask")) == pytest.approx([0, 0.5])


@given(st.lists(st.integers(0, 100), min_size=1, max_size=7), st.integers(1, 6))
def test_values_stay_between_the_points_and_meet_the_ends(points: list[int], facts: int) -> None:
    values = [point / 100 for point in points]
    beats = (*(f"fact.{n}" for n in range(facts)), "ask")
    result = course(" -> ".join(map(str, values)), beats)
    assert len(result) == len(beats)
    assert min(values) - 1e-9 <= min(result)
    assert max(result) <= max(values) + 1e-9
    assert (result[0], result[-1]) == pytest.approx((values[0], values[-1]))


def test_an_axis_that_the_scene_leaves_out_takes_its_usual_course() -> None:
    scene = checked("beats:\n  - fact: A.\n  - fact: B.\n  - ask: C?\n")
    assert scene.axes == ("effort",)
    assert [values[0] for values in scene.tension] == pytest.approx([0.2, 0.45, 0.7])


def test_a_usual_course_fits_itself_to_the_beats_there_are() -> None:
    head = "scene: 1\nid: s\narchetype: doubt\ncast: {ann: {role: believer}}\n"
    text = "beats:\n  - guess: A.\n  - ask: B?\n  - turn: C.\n  - conclude: D.\n"
    outcome = check_scene(scene_of(text, head), NOWHERE)
    assert outcome.value is not None
    doubt = outcome.value.axes.index("doubt")
    assert [values[doubt] for values in outcome.value.tension] == pytest.approx([0.1, 0.4 + 0.0, 0.9, 0.6])
