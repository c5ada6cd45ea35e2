"""Prints findings, and says which exit code they mean.

Takes: diagnostics of any stage, and the options `--format` and `--color`.
Gives: an exit code.
May assume: nothing.
Never does: find anything itself.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TextIO

from scenelang.cli.terminal import add_colour_option, line_columns, wants_colour
from scenelang.cli.verb import CLEAN, FINDINGS, UNUSABLE
from scenelang.diagnostics import (
    Diagnostic,
    Refusal,
    Severity,
    TextStyle,
    count_line,
    render_json,
    render_text,
)
from scenelang.source import SourceText

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
        "SL701",
        "SL702",
        "SL703",
        "SL704",
        "SL706",
        "SL710",
    }
)
"""Findings that are about the command or the machine: a path that is not there, a full disk."""


def add_report_options(parser: ArgumentParser) -> None:
    """Adds `--format` and `--color`."""
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how findings are written (default: text)"
    )
    add_colour_option(parser)


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
) -> None:
    """Writes findings as the options ask for; in text, nothing where there is none."""
    out = stream or sys.stdout
    find = cache(find_source)
    if getattr(options, "format", "text") == "json":
        print(render_json(found, find, counts), file=out)
        return
    style = TextStyle(wants_colour(getattr(options, "color", "auto"), out), line_columns(out))
    if found:
        print(render_text(found, find, style), file=out)
        print(f"\n{count_line(found)}", file=out)


def exit_code(found: Sequence[Diagnostic], *, warnings_count: bool) -> int:
    """0, 1 or 2 for these findings.

    Args:
        found: What was found.
        warnings_count: True where warnings alone are findings too, as for `lint`.
    """
    errors = [one for one in found if one.severity is Severity.ERROR]
    if any(one.code in _UNUSABLE_CODES for one in errors):
        return UNUSABLE
    return FINDINGS if errors or (found and warnings_count) else CLEAN


def report_refusal(refusal: Refusal, options: Namespace) -> int:
    """Writes what a stage refused, to standard error, and gives its exit code."""
    report((refusal.diagnostic,), options, sys.stderr)
    return exit_code((refusal.diagnostic,), warnings_count=True)
