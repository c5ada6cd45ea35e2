"""Findings as a Code Quality report of GitLab, in the form of Code Climate."""

from __future__ import annotations

import json

from scenelang.diagnostics.diagnostic import Diagnostic, Severity
from scenelang.diagnostics.findings_report import FindingsReport
from scenelang.diagnostics.terminal_text import bounded
from scenelang.source import Position, Span

_SEVERITY = {Severity.ERROR: "critical", Severity.WARNING: "minor"}
_START = Position(1, 1)


def render(report: FindingsReport) -> str:
    """An array, one object for each finding."""
    pairs = zip(report.findings, report.fingerprints, strict=True)
    issues = [_issue(found, fingerprint, report) for found, fingerprint in pairs]
    return json.dumps(issues, ensure_ascii=False, indent=2)


def _issue(found: Diagnostic, fingerprint: str, report: FindingsReport) -> dict[str, object]:
    issue: dict[str, object] = {
        "type": "issue",
        "check_name": f"{found.code} {report.name_of(found)}",
        "description": bounded(found.message),
        "categories": ["Bug Risk" if found.severity is Severity.ERROR else "Style"],
        "severity": _SEVERITY[found.severity],
        "fingerprint": fingerprint,
        "location": _location(found.place, report),
    }
    if found.help_text:
        issue["content"] = {"body": bounded(found.help_text)}
    related = [_location(other.place, report) for other in found.related()]
    return {**issue, "other_locations": related} if related else issue


def _location(span: Span, report: FindingsReport) -> dict[str, object]:
    """A place that a file without text has at its start: the form knows no other."""
    place = report.place(span)
    start, end = (place.start, place.end) if place else (_START, _START)
    positions = {"begin": start._asdict(), "end": end._asdict()}
    return {"path": report.path(span.file), "positions": positions}
