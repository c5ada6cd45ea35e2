"""Findings as JSON for editors and scripts: a versioned object that only ever grows.

Takes: a report. Gives: one JSON text. May assume: nothing; `line` and `column` are null where the file cannot
be read. Never does: print. `version` changes when a field is renamed, removed or changes its meaning; the
schema is `lint_output_schema`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from scenelang.diagnostics.diagnostic import Diagnostic, Severity
from scenelang.diagnostics.findings_report import FindingsReport
from scenelang.diagnostics.fix import Fix
from scenelang.diagnostics.render_text import FindSource
from scenelang.diagnostics.terminal_text import bounded
from scenelang.source import Span

JSON_VERSION = 1
"""The version of the objects that `json` and `jsonl` write."""


def render(report: FindingsReport) -> str:
    """The findings as one object: `version`, `diagnostics`, `summary`.

    Offsets count code points from 0, after a byte-order mark; `end` is the place after the last
    character. Lines and columns count from 1.
    """
    summary = {
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "fixable": report.fixable.safe,
        "fixable_unsafe": report.fixable.unsafe,
        **report.counts,
    }
    whole = {"version": JSON_VERSION, "diagnostics": list(json_findings(report)), "summary": summary}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def render_json(
    diagnostics: Iterable[Diagnostic], find_source: FindSource, counts: Mapping[str, int] | None = None
) -> str:
    """The findings as one JSON object, where nothing more is known of them.

    Args:
        diagnostics: What was found, in the order to show it.
        find_source: Gives a file's text, for lines and columns.
        counts: Further numbers for the summary, such as `files`.
    """
    return render(FindingsReport(tuple(diagnostics), find_source, counts or {}))


def json_findings(report: FindingsReport) -> Iterator[dict[str, object]]:
    """Each finding as an object."""
    for found, fingerprint in zip(report.findings, report.fingerprints, strict=True):
        yield _finding(found, fingerprint, report)


def _finding(found: Diagnostic, fingerprint: str, report: FindingsReport) -> dict[str, object]:
    fix = found.fix()
    return {
        "code": found.code,
        "name": report.name_of(found),
        "family": report.family_of(found),
        "severity": found.severity.value,
        "message": bounded(found.message),
        "label": bounded(found.label_text),
        "help": bounded(found.help_text),
        **_place(found.place, report),
        "related": [
            {"label": bounded(other.label), **_place(other.place, report)} for other in found.related()
        ],
        "fix": None if fix is None else _fix(fix, report),
        "fingerprint": fingerprint,
    }


def _fix(fix: Fix, report: FindingsReport) -> dict[str, object]:
    edits = [{**_place(edit.span, report), "replacement": edit.replacement} for edit in fix.edits]
    return {"title": fix.title, "safety": fix.safety.value, "edits": edits}


def _place(span: Span, report: FindingsReport) -> dict[str, object]:
    place = report.place(span)
    starts, ends = (place.start, place.end) if place else (None, None)
    return {
        "file": report.path(span.file),
        "start": _end(span.start, starts),
        "end": _end(span.end, ends),
    }


def _end(offset: int, position: tuple[int, int] | None) -> dict[str, int | None]:
    line, column = position or (None, None)
    return {"offset": offset, "line": line, "column": column}
