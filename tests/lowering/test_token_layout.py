"""Tokens laid over texts by columns are what they are one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from slow_grid import slow_grid

from scenelang.lowering import Straddle, Tokenised
from scenelang.lowering.cell_table import Kind, cell_table
from scenelang.lowering.render_text import Rendering
from scenelang.lowering.scene_text import NOWHERE, Mark, SceneText
from scenelang.lowering.token_layout import GridMaker
from scenelang.source import Span, WrittenRun

MARKS = 3
BEATS = (1.0, 0.3, 0.0)
KINDS = st.builds(
    Kind,
    beat=st.integers(0, len(BEATS) - 1),
    marks=st.sets(st.integers(0, MARKS - 1)).map(lambda marks: tuple(sorted(marks))),
    weighs=st.sampled_from([True, True, False]),
    text=st.sampled_from([0, 0, 0, 1]),
)
WRITTEN = st.builds(lambda length, start, width: WrittenRun(length, start, start + width),
    st.integers(1, 4), st.integers(0, 30), st.integers(1, 3),
)  # fmt: skip
RUNS = st.lists(WRITTEN | st.just(WrittenRun(1, NOWHERE, NOWHERE)), min_size=1, max_size=6)
SIGNS = st.text("ab \n.é\u0301\u738b", min_size=1, max_size=16)


@st.composite
def scenes(draw: st.DrawFn) -> SceneText:
    """The cells of a text of no real scene: any order of places, any kinds side by side."""
    runs, kinds = draw(RUNS), draw(st.lists(KINDS, min_size=1, max_size=4))
    count = sum(run.length for run in runs)
    of_kind = [(draw(st.integers(0, len(kinds) - 1)), cell, 1) for cell in range(count)]
    weights = draw(st.lists(st.sampled_from([0.0, 0.5, 2.0]), min_size=MARKS, max_size=MARKS))
    marks = tuple(Mark("", 0, 0, 0, weight, Span("x", number, 9)) for number, weight in enumerate(weights))
    return SceneText((), cell_table(kinds, of_kind, runs), marks, ())


@st.composite
def rows(draw: st.DrawFn, scene: SceneText) -> tuple[Rendering, Tokenised]:
    """A text over cells of a scene, some of them again and again, and tokens that go through it in order."""
    text = draw(SIGNS)
    cells: list[int] = []
    while len(cells) < len(text):
        first, times = draw(st.integers(0, len(scene.cells) - 1)), draw(st.integers(1, 5))
        runs_on = draw(st.booleans())
        cells += [min(first + step * runs_on, len(scene.cells) - 1) for step in range(times)]
    del cells[len(text) :]
    places = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(places, places).map(sorted).map(tuple), max_size=8).map(sorted))
    rendering = Rendering(text, [], [], [*cells, cells[-1]], [])
    return rendering, Tokenised(list(range(len(pairs))), pairs)


@given(data=st.data(), straddle=st.sampled_from([Straddle.INCLUDE, Straddle.EXCLUDE]))
def test_columns_are_what_tokens_are_one_by_one(data: st.DataObject, straddle: Straddle) -> None:
    scene = data.draw(scenes())
    laid = data.draw(st.lists(rows(scene), min_size=1, max_size=3))
    avoided = data.draw(st.sets(st.integers(0, MARKS - 1)))
    places = frozenset(scene.marks[number].place for number in avoided)
    maker = GridMaker(scene, BEATS, straddle, places)
    found = list(maker.lay(laid))
    inclusive = straddle is Straddle.INCLUDE
    for grid, (text, tokens) in zip(found, laid, strict=True):
        if not tokens.ids:
            assert grid.pieces == ()
            continue
        assert grid == slow_grid(scene, BEATS, avoided, text, tokens, inclusive=inclusive)
        assert all(type(value) is float for value in (*grid.weights, *grid.avoid))
        assert all(type(edge) is int for source in grid.sources for edge in (*source, *grid.beats))
