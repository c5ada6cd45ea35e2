"""What is said of the parts of an archetype file: SL060, SL061, SL067, SL068."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, advice, respelling


class ArchetypeNameDiffers(Diagnostic):
    """An archetype's name is not that of its file.

    Scenes find an archetype by the name of its file, so both must agree.
    """

    code: ClassVar[str] = "SL060"
    title: ClassVar[str] = "this file makes the archetype `{expected}`, not `{name}`"
    label: ClassVar[str] = "differs from the file's name"
    help: ClassVar[str] = "write `archetype: {expected}`, or rename the file to `{name}.yaml`"

    name: str
    expected: str


class KindNotInPattern(Diagnostic):
    """An archetype speaks of a beat kind that its own pattern never has.

    A weight, a stratum or a point of a trajectory for such a kind would never be used.
    """

    code: ClassVar[str] = "SL061"
    title: ClassVar[str] = "the pattern under `beats` has no `{name}`"
    label: ClassVar[str] = "no beat of this kind"
    help: ClassVar[str] = "write one of the kinds that the pattern has"

    name: str
    allowed: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest kind, and all of them."""
        return advice(self.name, self.allowed, "kinds in the pattern")

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.name, self.allowed)


class RoleNotInRoles(Diagnostic):
    """An archetype says who speaks for a role in a chat, and does not have the role.

    The roles are those under `roles`, required and optional; `narrator` stands for the beats that nobody
    speaks. A line for any other role would never be used.
    """

    code: ClassVar[str] = "SL067"
    title: ClassVar[str] = "this archetype has no role `{name}`"
    label: ClassVar[str] = "no role of this name"
    help: ClassVar[str] = "write one of the roles that the archetype has"

    name: str
    allowed: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest role, and all of them."""
        return advice(self.name, self.allowed, "roles here")

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.name, self.allowed)


class ExampleOfAnother(Diagnostic):
    """The example of an archetype is a scene of another archetype.

    The example shows what a scene of this archetype looks like, and is checked as one.
    """

    code: ClassVar[str] = "SL068"
    title: ClassVar[str] = "the example of `{expected}` is a scene of `{given}`"
    label: ClassVar[str] = "another archetype"
    help: ClassVar[str] = "write `archetype: {expected}` in the example"

    given: str
    expected: str
