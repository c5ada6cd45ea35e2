"""What a comparison finds: values that the three outputs are made of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from scenelang.comparing.change_class import ChangeClass, widest


class Status(StrEnum):
    """What became of a scene."""

    CHANGED = "changed"
    RENAMED = "renamed"
    ADDED = "added"
    REMOVED = "removed"
    BROKEN = "broken"  # it does not compile on one side at least


class FieldChange(NamedTuple):
    """Something that has a name, before and after; both are empty where they are too long to show."""

    name: str
    before: str
    after: str
    change: ChangeClass


class TextChange(NamedTuple):
    """Words of a beat in the place of others; one of the two may be empty.

    `line` is where the new words, or the words around those that went, are in the file; `times` counts the
    instances with this very change.
    """

    beat: str
    before: str
    after: str
    tokens_before: int
    tokens_after: int
    line: int | None
    times: int = 1


class MassChange(NamedTuple):
    """Loss weight summed over the tokens of a beat or a span; None where there is no such beat or span."""

    kind: str
    name: str
    before: float | None
    after: float | None


class TargetChange(NamedTuple):
    """A target that came, went, or is another: `kind` is `attention`, `reads`, `exposure` and so on.

    `rule` is what the author wrote, `where` the words that it speaks of, `sites` how many targets of all
    compared instances are meant. `differences` are empty where it came or went.
    """

    action: str
    kind: str
    rule: str
    where: str
    layers: str
    heads: str
    weight: float | None
    sites: int
    differences: tuple[FieldChange, ...] = ()


class Problem(NamedTuple):
    """Why a scene does not compile on a side: `before` or `after`."""

    side: str
    code: str
    message: str
    line: int | None


@dataclass(frozen=True, slots=True)
class SceneChange:
    """All that changed for one scene. `instances` were compared, of so many `before` and `after`."""

    id: str
    file: str
    status: Status
    former_id: str
    former_file: str
    instances: int = 0
    instances_before: int = 0
    instances_after: int = 0
    fields: tuple[FieldChange, ...] = ()
    text: tuple[TextChange, ...] = ()
    masses: tuple[MassChange, ...] = ()
    targets: tuple[TargetChange, ...] = ()
    problems: tuple[Problem, ...] = ()
    weights_differ: bool = False

    @property
    def classes(self) -> frozenset[ChangeClass]:
        """Every class of change in it."""
        found = {field.change for field in self.fields}
        if self.status in {Status.ADDED, Status.REMOVED, Status.BROKEN} or self.text:
            found.add(ChangeClass.TEXT)
        if self.targets or self.weights_differ:
            found.add(ChangeClass.SUPERVISION)
        if self.status is Status.RENAMED:
            found.add(ChangeClass.METADATA)
        return frozenset(found)

    @property
    def change(self) -> ChangeClass:
        """The class that reaches farthest."""
        return widest(self.classes)


class Total(NamedTuple):
    """One figure over all scenes that changed."""

    name: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sets of scenes, held side by side. `scenes` are those that changed; `same` counts the others."""

    before: str
    after: str
    scenes: tuple[SceneChange, ...]
    same: int
    totals: tuple[Total, ...]

    @property
    def change(self) -> ChangeClass:
        """The class that reaches farthest."""
        return widest(scene.change for scene in self.scenes)

    @property
    def counts(self) -> dict[ChangeClass, int]:
        """How many scenes changed in each class, at most."""
        found = Counter(scene.change for scene in self.scenes)
        return {kind: found[kind] + (self.same if kind is ChangeClass.NONE else 0) for kind in ChangeClass}
