"""The course of an axis has several points, and all of them have one value.

Why it hurts: an axis that the scene writes out is to be read from the layers at the end of each thinking
beat. One value at all of them teaches the probe a constant, which it can give without looking at anything;
and who wrote arrows or a peak meant a course that moves. Somebody copied a value, or began to fill them
in.

When to leave it: where the axis does stand still in this scene and moves in its neighbours, so that values
differ from scene to scene. Write that as one value, or as `hold(0.5)`: it is not told, unless `held` asks
for the axes that move by the usual course of the archetype and are held still in the scene.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.model import Shape, Trajectory

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

_BEATS = """
            archetype: discovery
            cast: {ann: {role: thinker}}
            beats:
              - frame: The kettle was on.
              - ask(ann): Who put it on?
              - think(ann): The step is wet.
              - turn: There is a key on the table.
              - conclude(ann): Somebody is back.
"""


@lru_cache(4096)
def _may_stand_still(course: str) -> bool:
    """Whether a course in its plain form names one value several times."""
    _, _, inside = course.rpartition("(")
    points = inside.rstrip(")").replace(" -> ", ",").split(",")
    values = [float(point.split("@")[0]) for point in points]
    return len(values) > 1 and len(set(values)) == 1


class AxisStandsStill(LintWarning):
    """A course that goes nowhere."""

    code: ClassVar[str] = "SL855"
    title: ClassVar[str] = "`{axis}` stays at {value:g}{although}"
    label: ClassVar[str] = "one value for all beats"
    help: ClassVar[str] = (
        "let it move, as `{axis}: 0.2 -> 0.8`, or write `{axis}: hold({value:g})` where it is to stand still"
    )
    axis: str
    value: float
    although: str


@lint_rule
class UnmovedAxis(SceneRule):
    """Courses of several points with one value."""

    finding = AxisStandsStill
    held: bool = False
    """Whether one value, or `hold`, is told too where the archetype's usual course moves."""

    EXAMPLES = (
        good(f"""{_BEATS}
            tension:
              doubt: 0.2 -> 0.9 @ turn -> 0.1
              stakes: 0.6
        """),
        good(f"""{_BEATS}
            tension:
              doubt: 0.5
              wonder: hold(0.3)
        """),
        good(f"""{_BEATS}
            tension:
              wonder: 0.1 -> 0.1 @ think -> 0.2
        """),
        good(
            f"""{_BEATS}
            tension:
              stakes: hold(0.9)
              doubt: 0.2 -> 0.9
            """,
            options={"held": True},
        ),
        bad(f"""{_BEATS}
            tension:
              ⟦doubt⟧: 0.4 -> 0.4 @ turn -> 0.4
        """),
        bad(f"""{_BEATS}
            tension:
              stakes: 0.6
              ⟦wonder⟧: 0.3 @ frame -> 0.3 @ turn
        """),
        bad(f"""{_BEATS}
            tension:
              ⟦stakes⟧: 0.5 -> 0.50
        """),
        bad(
            f"""{_BEATS}
            tension:
              stakes: 0.6
              ⟦doubt⟧: 0.6
            """,
            options={"held": True},
        ),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether all values that a course names are one."""
        return self.held or any(map(_may_stand_still, scene.tension.values()))

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such axis."""
        checked = subject.checked
        usual = {axis.axis.text: _values(axis.trajectory) for axis in checked.archetype.axes}
        for axis in subject.scene.tension:
            name, values = axis.axis.text, _values(axis.trajectory)
            is_held = len(values) == 1
            moves = self.held and len({*usual.get(name, ())}) > 1
            if len(set(values)) == 1 and (moves or not is_held):
                although = f", and in `{checked.archetype.name}` it moves" if is_held else ""
                yield AxisStandsStill(axis.axis.place, name, values[0], although)


def _values(trajectory: Trajectory) -> tuple[float, ...]:
    """The values of the points of a course."""
    points = trajectory.arguments if isinstance(trajectory, Shape) else trajectory.keyframes
    return tuple(point.value for point in points)
