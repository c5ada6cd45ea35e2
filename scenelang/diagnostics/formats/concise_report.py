"""Findings for people and simple scripts: one line each, `[*]` before what can be fixed."""

from __future__ import annotations

from scenelang.diagnostics.diagnostic import Diagnostic
from scenelang.diagnostics.findings_report import FindingsReport
from scenelang.diagnostics.formats.text_report import closing_lines
from scenelang.diagnostics.terminal_text import bounded, printable


def render(report: FindingsReport) -> str:
    """`path:line:column: severity CODE [*] message`, then the closing lines; nothing without findings."""
    if not report.findings:
        return ""
    return "\n".join((*(_line(found, report) for found in report.findings), *closing_lines(report)))


def _line(found: Diagnostic, report: FindingsReport) -> str:
    place = report.place(found.place)
    where = f"{found.place.file}:{place.start.line}:{place.start.column}" if place else found.place.file
    mark = "[*] " if found.fix() is not None else ""
    message = " ".join(printable(bounded(found.message)).split("\n"))
    return f"{printable(where)}: {found.severity.value} {found.code} {mark}{message}"
