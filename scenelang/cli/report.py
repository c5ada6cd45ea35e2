"""Writes findings as the options ask for, and says which exit code they mean.

Takes: diagnostics of any stage, and the options `--output-format`, `--output-file` and `--color`.
Gives: an exit code.
May assume: nothing.
Never does: find anything itself.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from scenelang.cli.output_format import add_report_options
from scenelang.cli.terminal import line_columns, wants_colour
from scenelang.cli.verb import CLEAN, FINDINGS, UNUSABLE
from scenelang.diagnostics import Diagnostic, Refusal, Severity, TextStyle, count_line, render_report
from scenelang.source import SourceText, Span

if TYPE_CHECKING:
    from scenelang.diagnostics import FindingsReport, FindSource, RuleCard

__all__ = [
    "add_report_options",
    "exit_code",
    "find_source",
    "has_errors",
    "report",
    "report_refusal",
    "write_report_file",
]

_FOR_SERVICES = frozenset({"sarif", "github", "gitlab", "junit", "rdjson"})
_UNUSABLE_CODES = frozenset(
    {
        "SL001",
        "SL002",
        "SL090",
        "SL427",
        "SL450",
        "SL451",
        "SL452",
        "SL454",
        "SL455",
        "SL456",
        "SL458",
        "SL507",
        "SL508",
        "SL509",
        "SL510",
        "SL630",
        "SL596",
        "SL597",
        "SL598",
        "SL599",
        "SL701",
        "SL702",
        "SL703",
        "SL704",
        "SL706",
        "SL710",
        "SL721",
        "SL745",
        "SL760",
        "SL762",
        "SL763",
        "SL780",
        "SL781",
        "SL782",
        "SL783",
        "SL784",
        "SL785",
        "SL786",
        "SL787",
        "SL788",
        "SL789",
        "SL790",
        "SL791",
        "SL792",
        "SL793",
        "SL794",
        "SL795",
    }
)
"""Findings that are about the command or the machine: a path that is not there, a full disk."""


def find_source(file: str) -> SourceText | None:
    """The text of a file that a finding speaks of; None where it is no text or is not there."""
    from scenelang.reading import shown_source

    path = Path(file)
    return shown_source(path) if path.is_file() else None


def report(
    found: Sequence[Diagnostic],
    options: Namespace,
    stream: TextIO | None = None,
    counts: Mapping[str, int] | None = None,
    find: FindSource | None = None,
) -> None:
    """Writes findings as the options ask for; in text, nothing where there is none.

    Args:
        found: The findings, in the order to show them.
        options: What was typed.
        stream: Where to print; standard output when left out.
        counts: Further numbers for the summary, such as `files`.
        find: Gives the text of a file, where it is not the one on the disk.

    Raises:
        Refusal: the file that the report is to go to cannot be written.
    """
    _write_report(found, options, stream or sys.stdout, counts or {}, cache(find or find_source))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and getattr(options, "output_format", "text") == "github":
        from scenelang.diagnostics import github_summary

        whole = _whole(found, "github", cache(find or find_source), counts or {}, TextStyle())
        write_report_file(Path(summary), github_summary(whole), "a")


def _write_report(
    found: Sequence[Diagnostic],
    options: Namespace,
    out: TextIO,
    counts: Mapping[str, int],
    find: FindSource,
) -> None:
    kind: str = getattr(options, "output_format", "text")
    file: Path | None = getattr(options, "output_file", None)
    if not found and file is None and kind in {"text", "concise"}:
        return
    colour = wants_colour(getattr(options, "color", "auto"), out)
    style = TextStyle(colour, line_columns(out)) if file is None else TextStyle()
    rendered = render_report(kind, _whole(found, kind, find, counts, style))
    text = f"{rendered}\n" if rendered else ""
    if file is None:
        out.write(text)
        return
    write_report_file(file, text, "w")
    if found:
        print(f"{count_line(found)}, written to {file}", file=out)


def _whole(
    found: Sequence[Diagnostic],
    kind: str,
    find: FindSource,
    counts: Mapping[str, int],
    style: TextStyle,
) -> FindingsReport:
    """A report with what is known of the rules; formats for services say paths from the checkout on."""
    from scenelang import __version__
    from scenelang.diagnostics import FindingsReport

    codes = {one.code for one in found}
    for_services = kind in _FOR_SERVICES
    return FindingsReport(
        findings=tuple(found),
        find_source=find,
        counts=counts,
        rules=_rule_cards(codes) if codes and kind not in {"text", "concise"} else {},
        here=Path.cwd() if for_services else None,
        base=_checkout() if for_services else None,
        style=style,
        version=__version__,
        pages=_pages(found) if kind == "sarif" else {},
    )


def _rule_cards(codes: set[str]) -> Mapping[str, RuleCard]:
    from scenelang.diagnostics import RuleCard
    from scenelang.linting import family_of, registered_rules

    rules = registered_rules()
    return {code: RuleCard(rules[code].name(), family_of(code) or "") for code in codes & rules.keys()}


def _pages(found: Sequence[Diagnostic]) -> Mapping[str, str]:
    from scenelang.cli.explain import manual_page

    return {one.code: manual_page(type(one)) for one in found}


def _checkout() -> Path:
    """The folder that paths are told from: a CI job's checkout around this one, else this one."""
    here = Path.cwd()
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        checkout = os.environ.get(name)
        if checkout and here.is_relative_to(checkout):
            return Path(checkout)
    return here


def write_report_file(path: Path, text: str, mode: str) -> None:
    """Writes a report to a file, or adds it with the mode `a`.

    Raises:
        Refusal: the file cannot be written.
    """
    from scenelang.cli.messages_report import ReportNotWritten

    try:
        with path.open(mode, encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
    except OSError as error:
        refused = ReportNotWritten(Span.start_of(path), str(path), error.strerror or "it cannot be opened")
        raise Refusal(refused) from None


def exit_code(found: Sequence[Diagnostic], *, warnings_count: bool) -> int:
    """0, 1 or 2 for these findings.

    Args:
        found: What was found.
        warnings_count: True where warnings alone are findings too, as for `lint`.
    """
    errors = _errors(found)
    if any(one.code in _UNUSABLE_CODES for one in errors):
        return UNUSABLE
    return FINDINGS if errors or (found and warnings_count) else CLEAN


def has_errors(found: Iterable[Diagnostic]) -> bool:
    """Whether any of these findings is an error, so that no verb may say after them that all is well."""
    return bool(_errors(found))


def _errors(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [one for one in found if one.severity is Severity.ERROR]


def report_refusal(refusal: Refusal, options: Namespace) -> int:
    """Writes what a stage refused, to standard error, and gives its exit code."""
    found = (refusal.diagnostic,)
    here = Namespace(**{**vars(options), "output_file": None})
    _write_report(found, here, sys.stderr, {}, cache(find_source))
    return exit_code(found, warnings_count=True)
