"""What a comparison has to say about its sides: SL740 to SL745."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class SideUnknown(Diagnostic):
    """A side of a comparison is neither a file or folder nor a revision.

    A side is a path, or whatever git takes for a commit: a branch, a tag, `HEAD~1`, `main..topic`,
    `main...topic` (from where the two parted). A path goes before a revision of the same name. Behind a
    revision, paths may name files that only that revision has.

    To mend it, check the spelling; in a shallow clone, fetch the commit first.
    """

    code: ClassVar[str] = "SL740"
    title: ClassVar[str] = "there is no file, folder or revision `{side}`"
    help: ClassVar[str] = "write a path, or a commit as git knows it, such as `HEAD~1` or a branch{nearest}"

    side: str
    nearest: str = ""


class NoRepository(Diagnostic):
    """A revision is to be compared, and there is no git repository around, or no git.

    Without git, two files or two folders can be compared: `scenelang diff old/ new/`.
    """

    code: ClassVar[str] = "SL741"
    title: ClassVar[str] = "`{folder}` is in no git repository"
    help: ClassVar[str] = "run it inside a repository, with git installed, or name two files or folders"

    folder: str


class RevisionUnreadable(Diagnostic):
    """Git knows a commit, and could not read its files.

    In a clone without all objects, a part of them may be missing, and in a damaged one they may be lost.

    To mend it, fetch the commit: `git fetch origin COMMIT`.
    """

    code: ClassVar[str] = "SL742"
    title: ClassVar[str] = "git cannot read the files of `{revision}`"
    help: ClassVar[str] = (
        "fetch it first: `git fetch origin {revision}`; `git fsck` says whether something is lost"
    )

    revision: str


class TooManySides(Diagnostic):
    """More than two sides are named, and none of the others can be a path to look at.

    A comparison has two sides: two paths, or two revisions, behind which paths may follow. One revision is
    compared with the files as they are now; a lone path is compared with its last commit.
    """

    code: ClassVar[str] = "SL743"
    title: ClassVar[str] = "`{side}` is one side too many"
    help: ClassVar[str] = "write `scenelang diff OLD NEW`, or `scenelang diff REVISION REVISION -- PATH`"

    side: str


class NothingToCompare(Diagnostic):
    """Neither side has a scene.

    A comparison that passes because it looked at nothing would hide a slip.

    To mend it, name the files, or a folder that holds some.
    """

    code: ClassVar[str] = "SL744"
    title: ClassVar[str] = "there is no scene on either side"
    help: ClassVar[str] = "name .scene files, or folders that hold some"


class SideUnread(Diagnostic):
    """A file has the same mistakes on both sides, and nothing beside it could be compared.

    A scene that is broken in the same way on both sides is no change, and is left out where other scenes can
    be compared. Where there is no other, the answer "no change" would only hide that nothing was read.

    To mend it, mend the file first, or name others.
    """

    code: ClassVar[str] = "SL745"
    title: ClassVar[str] = "`{file}` cannot be compared: {cause}: {what}"
    help: ClassVar[str] = "mend it first, `scenelang lint` says all that is wrong; or name .scene files"

    file: str
    cause: str
    what: str
