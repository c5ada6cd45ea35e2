"""Findings for people: each with its lines and carets, then how many there are and what can be fixed."""

from __future__ import annotations

from scenelang.diagnostics.findings_report import FindingsReport
from scenelang.diagnostics.render_text import count_line, render_text


def render(report: FindingsReport) -> str:
    """All findings, and the closing lines; nothing where nothing was found."""
    if not report.findings:
        return ""
    body = render_text(report.findings, report.find_source, report.style)
    return "\n".join((body, "", *closing_lines(report)))


def closing_lines(report: FindingsReport) -> tuple[str, ...]:
    """How many findings there are, and how many can be fixed without typing."""
    safe, unsafe = report.fixable
    lines = [count_line(report.findings)]
    if safe:
        lines.append(f"{safe} can be fixed with `scenelang lint --fix`")
    if unsafe:
        more = " more" if safe else ""
        lines.append(f"{unsafe}{more} can be fixed with `scenelang lint --fix --unsafe-fixes`")
    return tuple(lines)
