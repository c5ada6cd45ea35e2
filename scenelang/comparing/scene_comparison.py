"""One scene on both sides: everything that a model, or a reader, would find changed.

Takes: two sides of a scene, and how they are to be lowered.
Gives: a `SceneChange`, and the figures of both sides for the totals.
May assume: both sides compile as far as checking goes.
Never does: make more instances than were asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from scenelang.comparing.alignment import align
from scenelang.comparing.changes import Problem, SceneChange, Status, TargetChange, TextChange
from scenelang.comparing.field_changes import metadata_fields, program_fields, space_fields
from scenelang.comparing.mass_changes import mass_changes, weights_differ
from scenelang.comparing.sides import Lowered, SceneSide, shown_words
from scenelang.comparing.target_changes import summed, target_changes
from scenelang.comparing.text_changes import text_changes
from scenelang.diagnostics import Severity
from scenelang.lowering import LowerOptions, SceneTokenizer, lower_scene


class LoweredSide(NamedTuple):
    """The first instances of a scene as programs, or why there are none."""

    programs: tuple[Lowered, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class HowLowered:
    """With which tokenizer and options, and how many instances of each scene."""

    tokenizer: SceneTokenizer
    options: LowerOptions
    instances: int

    def lowered(self, side: SceneSide, name: str, most: int | None = None) -> LoweredSide:
        """The first instances of a scene; an error in one leaves none."""
        scene = side.planned
        count = min(self.instances, len(scene.plan), self.instances if most is None else most)
        programs, problems = [], []
        outcomes = lower_scene(scene.checked, scene.plan, self.tokenizer, self.options, numbers=range(count))
        for program, found in outcomes:
            errors = [one for one in scene.levels.applied(found) if one.severity is Severity.ERROR]
            problems += [Problem(name, one.code, one.message, _line(side, one.place.start)) for one in errors]
            if program is not None:
                programs.append(Lowered(side, program))
        return LoweredSide((), tuple(problems)) if problems else LoweredSide(tuple(programs), ())


class ComparedPair(NamedTuple):
    """What changed, and the programs that the totals are made of."""

    change: SceneChange
    before: tuple[Lowered, ...]
    after: tuple[Lowered, ...]


def compare_scene(before: SceneSide, after: SceneSide, how: HowLowered) -> ComparedPair:
    """All that changed between two sides of a scene, over as many instances as both have."""
    was, now = len(before.planned.plan), len(after.planned.plan)
    compared = min(was, now, how.instances)
    old, new = how.lowered(before, "before", compared), how.lowered(after, "after", compared)
    bare = SceneChange(
        id=after.id,
        file=after.file,
        status=Status.RENAMED if before.id != after.id else Status.CHANGED,
        former_id=before.id,
        former_file=before.file,
        instances=compared,
        instances_before=was,
        instances_after=now,
    )
    if old.problems or new.problems:
        change = replace(bare, status=Status.BROKEN, problems=(*old.problems, *new.problems))
        return ComparedPair(change, (), ())
    return ComparedPair(
        _compared(bare, before, after, old.programs, new.programs), old.programs, new.programs
    )


def _compared(
    bare: SceneChange,
    before: SceneSide,
    after: SceneSide,
    old: Sequence[Lowered],
    new: Sequence[Lowered],
) -> SceneChange:
    texts: list[TextChange] = []
    targets: list[TargetChange] = []
    differ = False
    for one, other in zip(old, new, strict=True):
        alignment = align(one.program.ids, other.program.ids)
        texts += text_changes(one, other, alignment)
        targets += target_changes(one, other, alignment)
        differ = differ or weights_differ(one, other, alignment)
    fields = tuple(dict.fromkeys((*program_fields(old, new), *space_fields(before, after, len(new)))))
    has_effect = bool(texts or targets or differ or fields)
    return replace(
        bare,
        fields=(*fields, *metadata_fields(before, after, has_effect=has_effect)),
        text=_counted(texts),
        masses=tuple(mass_changes(old, new)),
        targets=summed(targets),
        weights_differ=differ,
    )


def _counted(texts: Sequence[TextChange]) -> tuple[TextChange, ...]:
    """Equal changes of several instances as one, long words cut."""
    times: dict[TextChange, int] = {}
    for one in texts:
        shown = one._replace(before=shown_words(one.before), after=shown_words(one.after))
        times[shown] = times.get(shown, 0) + 1
    return tuple(one._replace(times=count) for one, count in times.items())


def _line(side: SceneSide, offset: int) -> int | None:
    return side.source.position(offset).line if offset <= len(side.source.text) else None
