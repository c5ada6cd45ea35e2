"""What can go wrong when `lint` writes: SL760 to SL762."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class BaselineNotWritten(Diagnostic):
    """The project's baseline cannot be written.

    It is written whole or not at all: what stood there before is still there.

    To mend it, give yourself the right to write it, or make room on the disk.
    """

    code: ClassVar[str] = "SL760"
    title: ClassVar[str] = "`{path}` cannot be written: {reason}"
    label: ClassVar[str] = "as it was"
    help: ClassVar[str] = "give yourself the right to write it, or name another file under `[lint]`"

    path: str
    reason: str


class IgnoresNotAdded(Diagnostic):
    """Comments that silence findings would change what a model reads from a file, so none were written.

    `--add-ignores` proves for each file that tokens, weights and targets stay as they are. Where that cannot
    be shown, the file is left alone.

    To mend it, write the comments by hand: behind the header of a block, or on a line of their own above a
    key or an item.
    """

    code: ClassVar[str] = "SL761"
    title: ClassVar[str] = "comments in `{path}` would change what a model reads from it"
    label: ClassVar[str] = "left as it was"
    help: ClassVar[str] = "write `# scenelang: ignore[CODE] reason` by hand"

    path: str


class BaselineUnnamed(Diagnostic):
    """A baseline is to be written, and the project does not say where.

    The settings name it, so that every run of everybody takes the same one:

        [lint]
        baseline = "lint-baseline.json"
    """

    code: ClassVar[str] = "SL762"
    title: ClassVar[str] = "this project names no baseline"
    label: ClassVar[str] = "no `baseline` under `[lint]`"
    help: ClassVar[str] = 'write `baseline = "lint-baseline.json"` under `[lint]` in its settings'
