"""Findings as workflow commands of GitHub Actions: annotations at the lines of a pull request.

GitHub shows ten errors and ten warnings of a step; errors come first, and a summary tells all, see
`github_summary`.
"""

from __future__ import annotations

from scenelang.diagnostics.diagnostic import Diagnostic, Severity
from scenelang.diagnostics.findings_report import FindingsReport
from scenelang.diagnostics.terminal_text import bounded


def render(report: FindingsReport) -> str:
    """One command for each finding, errors first; nothing where nothing was found."""
    ordered = sorted(report.findings, key=lambda found: found.severity is not Severity.ERROR)
    return "\n".join(_command(found, report) for found in ordered)


def _command(found: Diagnostic, report: FindingsReport) -> str:
    place = report.place(found.place)
    properties = {"file": report.path(found.place.file)}
    if place is not None:
        properties |= {"line": str(place.start.line), "endLine": str(place.end.line)}
        if place.start.line == place.end.line:
            properties |= {"col": str(place.start.column), "endColumn": str(place.end.column)}
    properties["title"] = f"{found.code} {report.name_of(found)}"
    named = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{found.severity.value} {named}::{_data(_message(found, report))}"


def _message(found: Diagnostic, report: FindingsReport) -> str:
    lines = [bounded(found.message)]
    if found.help_text:
        lines.append(f"help: {bounded(found.help_text)}")
    for other in found.related():
        place = report.place(other.place)
        where = f"{report.path(other.place.file)}{f':{place.start.line}' if place else ''}"
        lines.append(f"see {where}: {bounded(other.label)}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
