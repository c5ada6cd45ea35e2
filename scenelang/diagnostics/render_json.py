"""Findings as JSON for editors and scripts: a versioned object that only ever grows.

Takes: diagnostics, and a way to find the source text of a file by its name.
Gives: one JSON text. `version` changes when a field is renamed, removed or changes its meaning.
May assume: nothing; `line` and `column` are null where the file cannot be read.
Never does: print.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scenelang.diagnostics.diagnostic import Diagnostic, Severity
from scenelang.diagnostics.render_text import FindSource
from scenelang.diagnostics.snippet import lies_in
from scenelang.diagnostics.terminal_text import bounded
from scenelang.source import Span

JSON_VERSION = 1
"""The version of the object that `render_json` writes."""


def render_json(
    diagnostics: Iterable[Diagnostic], find_source: FindSource, counts: Mapping[str, int] | None = None
) -> str:
    """The findings as one object: `version`, `diagnostics`, `summary`.

    Offsets count code points from 0, after a byte-order mark; `end` is the place after the last
    character. Lines and columns count from 1.

    Args:
        diagnostics: What was found, in the order to show it.
        find_source: Gives a file's text, for lines and columns.
        counts: Further numbers for the summary, such as `files`.
    """
    import json  # noqa: PLC0415 - findings in text are shown sooner without it

    found = tuple(diagnostics)
    summary = {
        "errors": sum(one.severity is Severity.ERROR for one in found),
        "warnings": sum(one.severity is Severity.WARNING for one in found),
        **(counts or {}),
    }
    report = {
        "version": JSON_VERSION,
        "diagnostics": [_finding(one, find_source) for one in found],
        "summary": summary,
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def _finding(found: Diagnostic, find_source: FindSource) -> dict[str, object]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": bounded(found.message),
        "label": bounded(found.label_text),
        "help": bounded(found.help_text),
        **_place(found.place, find_source),
        "related": [
            {"label": bounded(other.label), **_place(other.place, find_source)} for other in found.related()
        ],
    }


def _place(place: Span, find_source: FindSource) -> dict[str, object]:
    source = find_source(place.file)
    if source is None or not lies_in(source, place):
        unknown = {"line": None, "column": None}
        return {
            "file": place.file,
            "start": {"offset": place.start, **unknown},
            "end": {"offset": place.end, **unknown},
        }
    ends = {}
    for name, offset in (("start", place.start), ("end", place.end)):
        line, column = source.position(offset)
        ends[name] = {"offset": offset, "line": line, "column": column}
    return {"file": place.file, **ends}
