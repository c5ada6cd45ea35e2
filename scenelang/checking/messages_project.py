"""What is said of the project's files that a scene asks for."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Related, Severity, advice, respelling


class PathLeavesProject(Diagnostic):
    """A path that is absolute, or that leads out of the project.

    A scene may only use files of its own project, so that the project compiles alike everywhere and a scene
    from elsewhere cannot read what is none of its business. The project's root is the nearest folder above
    the scene that holds `scenelang.toml`, `pyproject.toml` or `.git`; links are followed before the path is
    judged.
    """

    code: ClassVar[str] = "SL250"
    title: ClassVar[str] = "`{path}` lies outside the project"
    label: ClassVar[str] = "leaves the project"
    help: ClassVar[str] = (
        "put the file into the project and write its path from there, such as `lexicon/names`"
    )

    path: str


class LexiconMissing(Diagnostic):
    """A draw names a lexicon file that is not there.

    `from: lexicon/names` is the file `lexicon/names.txt`, one value a line, in the scene's folder or in one
    above it, up to the project's root.
    """

    code: ClassVar[str] = "SL251"
    title: ClassVar[str] = "there is no lexicon `{path}`"
    label: ClassVar[str] = "no such file"
    help: ClassVar[str] = "write the path of a lexicon of the project, without `.txt`"

    path: str
    allowed: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """Where the file would be, and the lexicons beside it."""
        where = f"looked for `{self.path}.txt` from the scene's folder up to the project's root"
        return f"{where}; {advice(self.path, self.allowed, 'lexicons there')}" if self.allowed else where

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.path, self.allowed)


class UsedPathMissing(Diagnostic):
    """`use` names a file or folder that the project does not have.

    A path under `use` says what the scene needs, so that it fails here and not in the middle of a compile.
    """

    code: ClassVar[str] = "SL252"
    title: ClassVar[str] = "the project has no `{path}`"
    label: ClassVar[str] = "no such file or folder"
    help: ClassVar[str] = "write a path from the scene's folder or one above it, or take the line out"

    path: str


class ArchetypeCircle(Diagnostic):
    """Archetypes extend each other in a circle, so that none of them has a beginning.

    `extends` takes over what another archetype says; that one may extend a third, and so on, up to one that
    extends nothing. The message shows the whole way round.
    """

    code: ClassVar[str] = "SL256"
    title: ClassVar[str] = "these archetypes extend each other in a circle: {path}"
    label: ClassVar[str] = "`{name}` extends it here"
    help: ClassVar[str] = "take one `extends` out, or name another archetype there"

    path: str
    name: str
    others: tuple[Related, ...]

    def related(self) -> tuple[Related, ...]:
        """The other files of the circle."""
        return self.others


class KindNotInherited(Diagnostic):
    """An archetype speaks of a kind of beat that the pattern it inherits does not have.

    With `extends` and without `beats`, an archetype has the pattern of the one that it extends. A weight, a
    stratum or a point of tension for any other kind of beat would never be used.
    """

    code: ClassVar[str] = "SL257"
    title: ClassVar[str] = "no beat `{name}` in the pattern that `{archetype}` inherits"
    label: ClassVar[str] = "no such beat"
    help: ClassVar[str] = "write one of the beats of the pattern, or give a pattern under `beats`"

    name: str
    archetype: str
    allowed: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest kind, and those of the pattern."""
        return advice(self.name, self.allowed, "its beats")

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.name, self.allowed)


class RecipeMissing(Diagnostic):
    """The settings of the project name a recipe that is not there.

    `recipes` names the files from which `scenelang train` takes what it is to do, seen from the folder of the
    settings file. Nothing else needs them, so scenes are checked and compiled all the same.
    """

    code: ClassVar[str] = "SL270"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "there is no recipe `{path}`"
    label: ClassVar[str] = "no such file"
    help: ClassVar[str] = "write the path of a recipe from this file's folder, or take it out of `recipes`"

    path: str


class ArchetypeEnding(Diagnostic):
    """An archetype is found by the name of its file, and that must end in `.yaml`.

    Of `archetypes/mine.yml` nothing would be read: a scene that says `archetype: mine` looks for
    `archetypes/mine.yaml`. Rename the file.
    """

    code: ClassVar[str] = "SL272"
    title: ClassVar[str] = "the file of an archetype ends in `.yaml`; `{path}` does not"
    label: ClassVar[str] = "not found under this name"
    help: ClassVar[str] = "rename the file to `{name}.yaml`"

    path: str
    name: str
