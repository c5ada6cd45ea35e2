"""Findings as a JUnit report: a suite for each file, a failed case for each finding."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from scenelang.diagnostics.diagnostic import Diagnostic
from scenelang.diagnostics.findings_report import FindingsReport
from scenelang.diagnostics.terminal_text import bounded, printable

_CLEAN = "no findings"
_NO_XML = {*range(0xD800, 0xE000), 0xFFFE, 0xFFFF}
_REPLACED = dict.fromkeys(_NO_XML, "\ufffd")


def render(report: FindingsReport) -> str:
    """The whole document; without findings it has one case, which passed."""
    count = str(len(report.findings))
    root = Element("testsuites", name="scenelang", tests=count, failures=count, errors="0")
    for file, findings in report.by_file():
        _suite(root, file, findings, report)
    if not report.findings:
        root.set("tests", "1")
        suite = SubElement(root, "testsuite", name="scenelang", tests="1", failures="0", errors="0")
        SubElement(suite, "testcase", name=_CLEAN, classname="scenelang")
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}'


def _suite(root: Element, file: str, findings: Sequence[Diagnostic], report: FindingsReport) -> None:
    path = _legal(report.path(file))
    count = str(len(findings))
    suite = SubElement(root, "testsuite", name=path, tests=count, failures=count, errors="0", file=path)
    for found in findings:
        name = f"{found.code} {report.name_of(found)}{_at(found, report)}"
        group = path.removesuffix(PurePosixPath(path).suffix)
        case = SubElement(suite, "testcase", name=_legal(name), classname=group)
        message = _legal(f"{found.severity.value}: {bounded(found.message)}")
        failure = SubElement(case, "failure", type=found.code, message=message)
        failure.text = _legal(_text(found, report))


def _at(found: Diagnostic, report: FindingsReport) -> str:
    place = report.place(found.place)
    return f" at {place.start.line}:{place.start.column}" if place else ""


def _text(found: Diagnostic, report: FindingsReport) -> str:
    place = report.place(found.place)
    where = f":{place.start.line}:{place.start.column}" if place else ""
    lines = [f"{report.path(found.place.file)}{where}: {bounded(found.message)}"]
    if found.help_text:
        lines.append(f"help: {bounded(found.help_text)}")
    return "\n".join(lines)


def _legal(text: str) -> str:
    """The text with stand-ins for what XML cannot hold."""
    return printable(text).translate(_REPLACED)
