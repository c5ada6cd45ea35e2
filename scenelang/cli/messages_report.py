"""What the command line has to say about where its own output goes: SL780."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class ReportNotWritten(Diagnostic):
    """The file that findings, or a summary of them, are to be written to cannot be written.

    `--output-file` names a file in a folder that is there and may be written to. On GitHub Actions, a summary
    of the findings is added to the file that `GITHUB_STEP_SUMMARY` names.

    To mend it, make the folder, or name another file.
    """

    code: ClassVar[str] = "SL780"
    title: ClassVar[str] = "cannot write the report to `{path}`: {reason}"
    help: ClassVar[str] = "name a file in a folder that is there, such as `--output-file findings.json`"

    path: str
    reason: str
