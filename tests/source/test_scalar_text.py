from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenelang.source import PlaceRuns, ScalarText, Span

# Runs as (how many characters, how far behind the end of the run before).
RUNS = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 4)), min_size=1, max_size=8)


def runs_and_places(shape: list[tuple[int, int]]) -> tuple[PlaceRuns, list[int]]:
    firsts, places, flat, at = [], [], [], 0
    for length, gap in shape:
        firsts.append(len(flat))
        places.append(at + gap)
        flat.extend(range(at + gap, at + gap + length))
        at += gap + length
    return PlaceRuns(tuple(firsts), tuple(places), len(flat)), flat


@given(RUNS, st.integers(-45, 45), st.integers(-45, 45), st.sampled_from([None, 1, 2, -1]))
def test_runs_are_the_list_they_stand_for(
    shape: list[tuple[int, int]], start: int, stop: int, step: int | None
) -> None:
    runs, flat = runs_and_places(shape)
    assert list(runs) == flat
    assert len(runs) == len(flat)
    assert [runs[index] for index in range(-len(flat), len(flat))] == flat + flat
    assert list(runs[start:stop:step]) == flat[start:stop:step]


@pytest.mark.parametrize("index", [3, -4])
def test_a_place_outside_the_runs_is_a_bug(index: int) -> None:
    with pytest.raises(IndexError, match=f"{index} is outside a list of 3 places"):
        PlaceRuns((0,), (7,), 3)[index]


def escaped() -> ScalarText:
    """The inside of a quoted text at 10, `a`, an escape of six characters, `b`."""
    return ScalarText("aéb", Span("f", 9, 19), (10, 11, 17), (11, 17, 18))


def test_a_range_covers_what_its_characters_cover() -> None:
    text = escaped()
    assert text.span(0, 3) == Span("f", 10, 18)
    assert text.span(1, 2) == Span("f", 11, 17)


@given(RUNS, st.integers(1, 3), st.data())
def test_runs_of_a_text_are_its_characters_one_by_one(
    shape: list[tuple[int, int]], width: int, data: st.DataObject
) -> None:
    starts, flat = runs_and_places(shape)
    ends = PlaceRuns(starts.firsts, tuple(place + width for place in starts.places), len(starts))
    low, high = sorted(data.draw(st.tuples(*[st.integers(0, len(flat))] * 2)))
    text = ScalarText("x" * len(flat), Span("f", 0, flat[-1] + width), starts, ends)
    runs = text.runs(low, high)
    written = [(run.start + at, run.end + at) for run in runs for at in range(run.length)]
    assert written == [(place, place + width) for place in flat[low:high]]
    assert len(runs) <= len(shape)


def test_runs_of_a_text_in_one_piece_or_in_none() -> None:
    plain = ScalarText("abc", Span("f", 4, 7), range(4, 7), range(5, 8))
    assert plain.runs(1, 3) == [(2, 5, 6)]
    assert plain.runs(2, 2) == []
    assert escaped().runs(0, 3) == [(1, 10, 11), (1, 11, 17), (1, 17, 18)]
    with pytest.raises(ValueError, match="outside a scalar"):
        plain.runs(0, 4)


def test_an_empty_range_is_a_place() -> None:
    text = escaped()
    assert text.span(0, 0) == Span("f", 10, 10)
    assert text.span(2, 2) == Span("f", 17, 17)
    assert text.span(3, 3) == Span("f", 18, 18)
    assert ScalarText("", Span("f", 4, 6), (), ()).span(0, 0) == Span("f", 6, 6)


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (2, 1), (0, 4)])
def test_a_range_outside_is_a_bug(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=rf"{start}\.\.{end} is outside a scalar of 3 characters"):
        escaped().span(start, end)


@given(st.integers(0, 3), st.integers(0, 3))
def test_a_part_says_the_same_places(start: int, end: int) -> None:
    if start > end:
        return
    whole = escaped()
    part = whole.part(start, end)
    assert part.value == whole.value[start:end]
    assert part.place == whole.span(start, end)
    for index in range(len(part.value)):
        assert part.span(index, index + 1) == whole.span(start + index, start + index + 1)
    assert part.span(0, len(part.value)) == part.place
