"""What can be wrong with a baseline: SL895 and SL896."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class BaselineUnreadable(Diagnostic):
    """The file that `baseline` names is no baseline.

    It is JSON that `scenelang lint --write-baseline` writes. A merge may have left its marks in it, a hand
    may have taken a comma away, or a newer scenelang may have written it. Until it can be read, nothing that
    was known before is left out.

    To mend a merge, keep the lines of both sides, each once; or write the file anew.
    """

    code: ClassVar[str] = "SL895"
    title: ClassVar[str] = "this baseline cannot be read: {what}"
    label: ClassVar[str] = "{what}"
    help: ClassVar[str] = "{advice}, or write it anew: `scenelang lint --write-baseline`"

    what: str
    advice: str


class BaselineMissing(Diagnostic):
    """The settings name a baseline, and there is no such file.

    A baseline holds findings that a project knows of and has not mended yet. `scenelang lint
    --write-baseline` writes it; it is kept with the scenes.
    """

    code: ClassVar[str] = "SL896"
    title: ClassVar[str] = "there is no baseline `{path}`"
    label: ClassVar[str] = "no such file"
    help: ClassVar[str] = "write it with `scenelang lint --write-baseline`, or take this line out"

    path: str
