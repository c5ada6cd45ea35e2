"""Findings in the Reviewdog Diagnostic Format: comments and suggestions on a review.

Columns count bytes of UTF-8 from 1, as the format asks. A fix is one suggestion: its edits belong together,
so that the text between them is suggested along.
"""

from __future__ import annotations

import json

from scenelang.diagnostics.diagnostic import Diagnostic
from scenelang.diagnostics.findings_report import FindingsReport
from scenelang.diagnostics.fix import Fix
from scenelang.diagnostics.terminal_text import bounded
from scenelang.source import SourceText, Span, SpanEdit, apply_edits


def render(report: FindingsReport) -> str:
    """The whole object: `source` and `diagnostics`."""
    diagnostics = [_diagnostic(found, report) for found in report.findings]
    whole = {"source": {"name": "scenelang"}, "diagnostics": diagnostics}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _diagnostic(found: Diagnostic, report: FindingsReport) -> dict[str, object]:
    help_ = f"\n{bounded(found.help_text)}" if found.help_text else ""
    one: dict[str, object] = {
        "message": f"{bounded(found.message)}{help_}",
        "location": _location(found.place, report),
        "severity": found.severity.value.upper(),
        "code": {"value": found.code},
    }
    fix = found.fix()
    place = report.place(found.place)
    if fix is not None and place is not None:
        one["suggestions"] = [_suggestion(fix, place.source)]
    related = [
        {"message": bounded(other.label), "location": _location(other.place, report)}
        for other in found.related()
    ]
    return {**one, "related_locations": related} if related else one


def _location(span: Span, report: FindingsReport) -> dict[str, object]:
    place = report.place(span)
    path: dict[str, object] = {"path": report.path(span.file)}
    return path if place is None else {**path, "range": _range(place.source, span)}


def _suggestion(fix: Fix, source: SourceText) -> dict[str, object]:
    start = min(edit.span.start for edit in fix.edits)
    end = max(edit.span.end for edit in fix.edits)
    part = SourceText(source.name, source.text[start:end])
    edits = [SpanEdit(edit.span.shift(-start), edit.replacement) for edit in fix.edits]
    return {"range": _range(source, Span(source.name, start, end)), "text": apply_edits(part, edits).text}


def _range(source: SourceText, span: Span) -> dict[str, object]:
    return {"start": _position(source, span.start), "end": _position(source, span.end)}


def _position(source: SourceText, offset: int) -> dict[str, int]:
    line, column = source.position(offset)
    before = source.text[offset - column + 1 : offset]
    return {"line": line, "column": len(before.encode("utf-8", errors="surrogatepass")) + 1}
