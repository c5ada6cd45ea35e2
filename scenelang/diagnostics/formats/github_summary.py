"""The summary of a step of GitHub Actions, as Markdown: all findings, grouped, however many there are."""

from __future__ import annotations

from collections.abc import Iterator

from scenelang.diagnostics.diagnostic import Diagnostic
from scenelang.diagnostics.findings_report import FindingsReport
from scenelang.diagnostics.formats.markdown_text import markdown_cell, markdown_code
from scenelang.diagnostics.formats.text_report import closing_lines

MOST_FINDINGS = 1000
"""A summary may hold a mebibyte; findings behind this many are counted and no more."""


def github_summary(report: FindingsReport) -> str:
    """The whole summary, a line break at its end."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: FindingsReport) -> Iterator[str]:
    first, *rest = closing_lines(report)
    yield f"## scenelang: {first}"
    yield ""
    if not report.findings:
        return
    yield from (f"{line}\n" for line in rest)
    yield from ("| code | rule | severity | findings |", "| --- | --- | --- | --- |")
    yield from _by_code(report)
    shown = 0
    for file, findings in report.by_file():
        part = findings[: max(0, MOST_FINDINGS - shown)]
        shown += len(part)
        if part:
            yield from _file(file, part, report)
    if shown < len(report.findings):
        yield from ("", f"{len(report.findings) - shown} more findings are not listed.")


def _by_code(report: FindingsReport) -> Iterator[str]:
    groups: dict[tuple[str, str, str], int] = {}
    for found in report.findings:
        group = (found.code, report.name_of(found), found.severity.value)
        groups[group] = groups.get(group, 0) + 1
    for (code, name, severity), count in sorted(groups.items(), key=lambda item: (-item[1], item[0])):
        yield f"| {code} | {name} | {severity} | {count} |"


def _file(file: str, findings: list[Diagnostic], report: FindingsReport) -> Iterator[str]:
    count = f"{len(findings)} finding{'' if len(findings) == 1 else 's'}"
    yield from ("", f"<details><summary>{_html(report.path(file))}: {count}</summary>", "")
    yield from ("| line | code | what is wrong | what to type |", "| --- | --- | --- | --- |")
    for found in findings:
        place = report.place(found.place)
        line = str(place.start.line) if place else ""
        help_ = markdown_cell(found.help_text)
        yield f"| {line} | {markdown_code(found.code)} | {markdown_cell(found.message)} | {help_} |"
    yield from ("", "</details>")


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
