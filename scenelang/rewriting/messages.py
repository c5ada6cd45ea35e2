"""What changing files has to say."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Severity


class TrainingWouldChange(Diagnostic):
    """A change that may not touch what a model reads would have touched it.

    Layout, safe fixes and new ids leave tokens, weights and targets as they are. That is not believed but
    shown: before anything is written, the file is read and compiled as it stands and as it would be, and the
    two are compared. Here they differ, so nothing was written. This is a fault of scenelang, not of the file.

    To mend it, keep the file as it is, make the change by hand if you want it, and report the scene.
    """

    code: ClassVar[str] = "SL713"
    title: ClassVar[str] = "this would change what a model reads: {what}"
    label: ClassVar[str] = "the file was left as it was"
    help: ClassVar[str] = "keep the file as it is, and report it: this must not happen"

    what: str


class FileChangedMeanwhile(Diagnostic):
    """A file is no longer what it was when it was read, a moment ago.

    An editor or another run wrote to it in between. To write now would undo that, so the file was left alone.

    To mend it, run the same command again.
    """

    code: ClassVar[str] = "SL715"
    title: ClassVar[str] = "`{file}` was changed by someone else while it was looked at"
    label: ClassVar[str] = "left as it is now"
    help: ClassVar[str] = "run the command again"

    file: str


class FileNotWritten(Diagnostic):
    """A file could not be written.

    A file is written beside the old one and then put in its place, so both the file and its folder must let
    themselves be written. The old file is as it was.

    To mend it, give yourself the right to write there, or make room on the disk.
    """

    code: ClassVar[str] = "SL716"
    title: ClassVar[str] = "`{file}` cannot be written: {reason}"
    label: ClassVar[str] = "the file is as it was"
    help: ClassVar[str] = "give yourself the right to write the file and its folder: `chmod u+w {file}`"

    file: str
    reason: str


class FixRefused(Diagnostic):
    """A fix was tried, and the file could no longer be read as before; so it was taken back.

    After each round of fixes the file is read again. A fix after which a document or a scene is lost is left
    out, and the others are made without it. The finding stays. This is a fault of the fix, not of the file.

    To mend it, make the change by hand, and report the scene.
    """

    code: ClassVar[str] = "SL717"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "the fix of {of} was taken back: the file would no longer read as before"
    label: ClassVar[str] = "not fixed"
    help: ClassVar[str] = "mend it by hand; `scenelang explain {of}` says how"

    of: str


class FixesUnsettled(Diagnostic):
    """Fixes went on calling for further fixes, and were stopped.

    A fix may bring another finding to light, which is fixed in the next round. After ten rounds something is
    undoing what something else does. What was reached by then was kept.

    To mend it, look at the findings that are left, and mend them by hand.
    """

    code: ClassVar[str] = "SL718"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "fixes did not settle after {rounds} rounds"
    label: ClassVar[str] = "still changing: {codes}"
    help: ClassVar[str] = "look at what is left by hand; `scenelang lint` lists it"

    rounds: int
    codes: str


class IdNotMade(Diagnostic):
    """A scene has no id, and its file's name gives none.

    `scenelang tag` makes an id from the name of the file. A name that holds neither letter nor digit gives
    nothing to go by.

    To mend it, write an id into the scene, or give the file another name.
    """

    code: ClassVar[str] = "SL719"
    title: ClassVar[str] = "no id can be made from the name `{name}`"
    label: ClassVar[str] = "a scene without an id"
    help: ClassVar[str] = "write one: `id: what-happens`"

    name: str


class NoScene(Diagnostic):
    """A file that is no scene is to be given an id, and was left as it is.

    `scenelang tag` writes into scenes alone: files whose names end in `.scene`, and others with a key `scene`
    that belongs to no part of them. A recipe, an archetype or a workflow is none.

    To mend it, leave the file out; if it is meant as a scene, begin it with `scene: 1`.
    """

    code: ClassVar[str] = "SL721"
    title: ClassVar[str] = "`{file}` is no scene"
    help: ClassVar[str] = "{advice}"

    file: str
    advice: str


class LedgerUnreadable(Diagnostic):
    """The list of ids that were once used cannot be read, or holds a line that is no id.

    `scenelang.ids` lies beside the project's settings. Each line is the id of a scene, or the id of a scene,
    a `#`, and the id of a span in it. `scenelang tag` never gives an id that stands there, so it must be able
    to read all of it. Lines that begin with `#` are comments.

    To mend it, mend the line, or take it out.
    """

    code: ClassVar[str] = "SL720"
    title: ClassVar[str] = "the list of used ids cannot be read: {reason}"
    label: ClassVar[str] = "no id"
    help: ClassVar[str] = "write `scene-id` or `scene-id#span-id`, one a line, or take the line out"

    reason: str
