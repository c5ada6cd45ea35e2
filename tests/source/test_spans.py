from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenelang.source import Span

SPANS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: Span("f", min(ends), max(ends)))


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (2, 1)])
def test_a_span_runs_forwards_from_zero_on(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"a span needs 0 <= start <= end, got {start}..{end}"):
        Span("f", start, end)


@given(SPANS, SPANS)
def test_a_join_contains_both_and_no_more(left: Span, right: Span) -> None:
    joined = left.join(right)
    assert joined == right.join(left)
    assert joined.contains(left)
    assert joined.contains(right)
    assert joined.start in (left.start, right.start)
    assert joined.end in (left.end, right.end)


@given(SPANS, SPANS)
def test_an_intersection_is_what_both_cover(left: Span, right: Span) -> None:
    both = set(range(left.start, left.end)) & set(range(right.start, right.end))
    shared = left.intersect(right)
    assert (set() if shared is None else set(range(shared.start, shared.end))) == both
    assert shared is None or not shared.is_empty


@given(SPANS, SPANS)
def test_containing_is_covering_both_edges(outer: Span, inner: Span) -> None:
    assert outer.contains(inner) == (outer.start <= inner.start and inner.end <= outer.end)
    if outer.contains(inner) and inner.contains(outer):
        assert outer == inner


@given(SPANS, st.integers(0, 10))
def test_a_shift_keeps_the_length(span: Span, distance: int) -> None:
    assert span.shift(distance).end - span.shift(distance).start == span.end - span.start
    assert span.shift(distance).shift(-distance) == span


def test_spans_of_two_files_have_nothing_in_common() -> None:
    here, there = Span("a", 0, 5), Span("b", 0, 5)
    assert not here.contains(there)
    assert here.intersect(there) is None
    with pytest.raises(ValueError, match="spans of two files do not join: a and b"):
        here.join(there)


def test_spans_sort_by_file_and_place() -> None:
    spans = [Span("b", 0, 1), Span("a", 3, 4), Span("a", 1, 9), Span("a", 1, 2)]
    assert sorted(spans) == [Span("a", 1, 2), Span("a", 1, 9), Span("a", 3, 4), Span("b", 0, 1)]
