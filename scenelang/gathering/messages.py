"""What can be wrong with a set of scene files, as a set, and with what a project makes of findings."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Related, did_you_mean
from scenelang.source import Span


class PathMissing(Diagnostic):
    """A path on the command line leads nowhere.

    There is no file and no folder of this name, seen from the folder that the command was run in.

    To mend it, check the spelling; `ls` shows what is there.
    """

    code: ClassVar[str] = "SL701"
    title: ClassVar[str] = "there is no file or folder `{path}`"
    help: ClassVar[str] = "name a .scene file, or a folder that holds some{nearest}"
    path: str
    nearest: str = ""


class NoSceneFiles(Diagnostic):
    """A folder holds no scene at all.

    Folders are searched to any depth for files whose names end in `.scene`; hidden folders are left out. A
    folder without one is more often a slip than a wish, and a check that passes because it looked at nothing
    would hide that.

    To mend it, name the folder that holds the scenes, or one file whatever its name.
    """

    code: ClassVar[str] = "SL702"
    title: ClassVar[str] = "no .scene file under `{folder}`"
    help: ClassVar[str] = "name a folder that holds .scene files, or a single file"
    folder: str


class FolderClosed(Diagnostic):
    """A folder may not be opened, so that nobody can say which scenes lie in it.

    To mend it, give yourself the right to read and to enter the folder, or name others.
    """

    code: ClassVar[str] = "SL703"
    title: ClassVar[str] = "the folder `{folder}` cannot be opened"
    help: ClassVar[str] = "give yourself the right to read it: `chmod u+rx {folder}`"
    folder: str


class SceneLost(Diagnostic):
    """The name of a scene is a link, and what it leads to is not there.

    To mend it, make the link again, or delete it.
    """

    code: ClassVar[str] = "SL704"
    title: ClassVar[str] = "`{path}` is a link that leads nowhere"
    help: ClassVar[str] = "make the link again, or delete it"
    path: str


class SceneIdTaken(Diagnostic):
    """Two scenes of one build have the same id.

    An id stands for one scene everywhere: in references from other scenes, in the rows of a shard, in what is
    measured after training. With two scenes of one id nobody could say which is meant.

    To mend it, give one of the two another id. An id that was once used is best never used again.
    """

    code: ClassVar[str] = "SL520"
    title: ClassVar[str] = "scene id `{id}` is taken"
    label: ClassVar[str] = "the same id again"
    help: ClassVar[str] = "give this scene an id of its own, such as `{id}-2`"
    id: str
    first: Span

    def related(self) -> tuple[Related, ...]:
        """Where the id was first used."""
        return (Related(self.first, "first used here"),)


class RuleUnknown(Diagnostic):
    """A project gives a level to a code that no finding about scenes has.

    Under `[rules]` stand codes of findings about scenes, their files and their shards, and of lint rules:
    SL000 to SL599, SL800 to SL999.
    `scenelang explain --list` shows them all.
    """

    code: ClassVar[str] = "SL521"
    title: ClassVar[str] = "no finding about scenes has the code `{name}`"
    label: ClassVar[str] = "unknown code"
    help: ClassVar[str] = "write the code of a warning, as `scenelang explain --list` shows them"

    name: str
    allowed: tuple[str, ...]
    meant: str = ""

    @property
    def help_text(self) -> str:
        """The nearest code, or that of the rule that is named."""
        meant = f"write `{self.meant}`; " if self.meant else did_you_mean(self.name, self.allowed)
        return f"{meant}`scenelang explain --list` shows all codes"


class ErrorSilenced(Diagnostic):
    """A project asks that an error be a warning, or nothing.

    Warnings may be switched off, or made errors. An error cannot be made less: what it speaks of would be
    lost, or trained wrongly.
    """

    code: ClassVar[str] = "SL522"
    title: ClassVar[str] = "{name} is an error, and an error cannot be `{level}`"
    label: ClassVar[str] = "an error"
    help: ClassVar[str] = "take this line out; `scenelang explain {name}` says how to mend what it speaks of"

    name: str
    level: str
