"""How findings are written: one format a file, each with a `render` from a report to a text."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenelang.diagnostics.findings_report import FindingsReport

OUTPUT_FORMATS = ("text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson")
"""What `--output-format` takes; each is a file of this folder, `<name>_report.py`."""


def render_report(name: str, report: FindingsReport) -> str:
    """The report in a format, without a line break at its end; empty where the format has nothing to say.

    Raises:
        ValueError: there is no such format.
    """
    if name not in OUTPUT_FORMATS:
        raise ValueError(f"there is no output format {name!r}")
    rendered: str = import_module(f"{__name__}.{name}_report").render(report)
    return rendered
