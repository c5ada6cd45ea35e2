"""Which axes of tension a scene may speak of, and which of them move in it.

Takes: the axes of an archetype and of a project, and the words that a scene uses for them.
Gives: nothing but findings, and whether a word is an axis that moves here.
May assume: courses were worked out before.
Never does: say again that an axis is unknown where its course could not be read.
"""

from __future__ import annotations

from typing import NamedTuple

from scenelang.checking.messages_names import UnknownAxis
from scenelang.checking.messages_tension import AxisWithoutCourse
from scenelang.diagnostics import Collector
from scenelang.model import Name


class Axes(NamedTuple):
    """The axes that a scene may use: its archetype's, then its project's.

    `moving` are those with a course in the scene; `broken` those whose course could not be read, None where
    that may be any.
    """

    archetype: str
    declared: tuple[str, ...]
    moving: tuple[str, ...] = ()
    broken: frozenset[str] | None = frozenset()

    def declares(self, axis: Name, found: Collector) -> bool:
        """Whether the axis may be used at all; one that may not is reported."""
        if axis.text in self.declared:
            return True
        found.add(UnknownAxis(axis.place, axis.text, self.archetype, self.declared))
        return False

    def moves(self, axis: Name, found: Collector) -> bool:
        """Whether the axis has a value at each beat; where it never had one, that is reported."""
        if axis.text in self.moving:
            return True
        if self.broken is None or axis.text in self.broken:
            return False
        if self.declares(axis, found):
            found.add(AxisWithoutCourse(axis.place, axis.text))
        return False
