"""Where spans without an id and beats whose id a span took stand in one instance.

Takes a checked scene and the parts of its text, once; then the runs of an instance. Gives the runs of what
has no name of its own, under the names of `span_names`. May assume that every name comes from there.
Never makes a run that no target asks for.
"""

from __future__ import annotations

from scenelang.checking import CheckedScene
from scenelang.lowering.render_text import Rendering
from scenelang.lowering.scene_text import SceneText
from scenelang.lowering.span_names import name_of_mark, name_of_taken_beat
from scenelang.lowering.straddle import Straddle
from scenelang.lowering.supervised_spans import SpanRun
from scenelang.lowering.supervision_plan import SupervisionPlan
from scenelang.lowering.token_grid import TokenGrid


class UnnamedSpans:
    """Finds what has no name of its own in each instance of a scene."""

    def __init__(
        self, checked: CheckedScene, plan: SupervisionPlan, scene: SceneText, straddle: Straddle
    ) -> None:
        wanted = set(plan.spans_named()) - set(checked.spans)
        beats = {name_of_taken_beat(name): number for number, name in enumerate(checked.beat_ids)}
        marks = {name_of_mark(span): span.place for beat in checked.scene.beats for span in beat.text.spans()}
        numbers = {mark.place: number for number, mark in enumerate(scene.marks)}
        self._beats = [(name, beats[name]) for name in sorted(wanted & set(beats))]
        self._marks = [(name, numbers[marks[name]]) for name in sorted(wanted & set(marks))]
        self._exclusive = straddle is Straddle.EXCLUDE

    def add(
        self, spans: dict[str, SpanRun], runs: list[SpanRun], rendering: Rendering, grid: TokenGrid
    ) -> None:
        """Adds their runs to the named ones of an instance; `runs` are those of its marks, in order."""
        for name, mark in self._marks:
            spans[name] = runs[mark]
        for name, beat in self._beats:
            start, end = rendering.beats[beat]
            own = grid.inside if self._exclusive else grid.covering
            spans[name] = SpanRun(start, end, *own(start, end))
