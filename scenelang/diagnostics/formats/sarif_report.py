"""Findings as SARIF 2.1.0, the form that code scanning services read.

Takes: a report. Gives: one log with one run. May assume: nothing; a file without text has no region.
Never does: name the machine: paths are relative to `%SRCROOT%`, which the reader knows.
"""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from urllib.parse import quote

from scenelang.diagnostics.diagnostic import Diagnostic, Related
from scenelang.diagnostics.findings_report import FindingsReport, Place
from scenelang.diagnostics.fix import Fix
from scenelang.diagnostics.terminal_text import bounded
from scenelang.source import Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
_FINGERPRINT = "scenelang/v1"
_LINK = re.compile(r"\[(?=[^\[\]\n]*\]\()")


def render(report: FindingsReport) -> str:
    """The whole log."""
    codes = list(dict.fromkeys(sorted(found.code for found in report.findings)))
    numbers = {code: number for number, code in enumerate(codes)}
    first = {found.code: found for found in reversed(report.findings)}
    driver: dict[str, object] = {"name": "scenelang"}
    if report.version:
        driver["version"] = report.version
    driver["rules"] = [_rule(first[code], report) for code in codes]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "results": [
            _result(found, fingerprint, numbers[found.code], report)
            for found, fingerprint in zip(report.findings, report.fingerprints, strict=True)
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(found: Diagnostic, report: FindingsReport) -> dict[str, object]:
    name = report.name_of(found)
    family = report.family_of(found)
    page = report.pages.get(found.code, "")
    rule: dict[str, object] = {
        "id": found.code,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "shortDescription": {"text": name.replace("-", " ")},
    }
    if page:
        first = page.partition("\n\n")[0]
        rule["fullDescription"] = {"text": _plain(" ".join(first.split()))}
        rule["help"] = {"text": _plain(page), "markdown": page}
    level = type(found).severity.value
    tags = [family] if family else []
    return {**rule, "defaultConfiguration": {"level": level}, "properties": {"tags": tags}}


def _result(found: Diagnostic, fingerprint: str, number: int, report: FindingsReport) -> dict[str, object]:
    help_ = f"\n{bounded(found.help_text)}" if found.help_text else ""
    result: dict[str, object] = {
        "ruleId": found.code,
        "ruleIndex": number,
        "level": found.severity.value,
        "message": {"text": _plain(f"{bounded(found.message)}{help_}")},
        "locations": [_location(found.place, report, found.label_text)],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }
    related = found.related()
    if related:
        result["relatedLocations"] = [_related(other, id_, report) for id_, other in enumerate(related)]
    fix = found.fix()
    return result if fix is None else {**result, "fixes": [_fix(fix, report)]}


def _location(span: Span, report: FindingsReport, label: str) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": _artifact(span.file, report)}
    place = report.place(span)
    if place is not None:
        physical["region"] = _region(place)
    location: dict[str, object] = {"physicalLocation": physical}
    return {**location, "message": {"text": _plain(bounded(label))}} if label else location


def _related(other: Related, id_: int, report: FindingsReport) -> dict[str, object]:
    return {"id": id_, **_location(other.place, report, other.label)}


def _artifact(file: str, report: FindingsReport) -> dict[str, object]:
    path = report.path(file)
    if "://" in path:
        return {"uri": quote(path, safe="/~:")}
    if PurePosixPath(path).is_absolute():
        return {"uri": f"file://{_quoted(path)}"}
    return {"uri": _quoted(path), "uriBaseId": _ROOT}


def _quoted(path: str) -> str:
    return quote(path.encode("utf-8", errors="surrogateescape"), safe="/~")


def _region(place: Place) -> dict[str, object]:
    (line, column), (end_line, end_column) = place.start, place.end
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _fix(fix: Fix, report: FindingsReport) -> dict[str, object]:
    replacements = []
    for edit in fix.edits:
        place = report.place(edit.span)
        if place is not None:
            inserted = {"insertedContent": {"text": edit.replacement}}
            replacements.append({"deletedRegion": _region(place), **inserted})
    change = {
        "artifactLocation": _artifact(fix.edits[0].span.file, report),
        "replacements": replacements,
    }
    return {
        "description": {"text": _plain(fix.title)},
        "artifactChanges": [change],
        "properties": {"safety": fix.safety.value},
    }


def _plain(text: str) -> str:
    """A text in which nothing reads as a link."""
    return _LINK.sub(r"\\[", text)
