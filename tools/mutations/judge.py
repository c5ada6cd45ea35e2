"""What lint says of a spoilt scene, and whether that is right.

Takes: a mutation and the file it spoils, in a copy of the library. Gives: a verdict.
May assume: the untouched file lints clean. Never does: touch the library itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from draft import Mutation

from scenelang.diagnostics import Diagnostic, Severity
from scenelang.linting import lint_file


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the one right finding was made, and all findings as `code start end`."""

    right: bool
    said: tuple[str, ...]


def judge(mutation: Mutation, path: Path) -> Verdict:
    """Right: the expected code at the expected characters, and no other error."""
    before = path.read_text(encoding="utf-8")
    path.write_text(mutation.text, encoding="utf-8")
    try:
        found = findings(path)
    finally:
        path.write_text(before, encoding="utf-8")
    said = tuple(f"{one.code} {one.place.start} {one.place.end}" for one in found)
    expected = f"{mutation.code} {mutation.start} {mutation.end}"
    errors = [one.code for one in found if one.severity is Severity.ERROR]
    return Verdict(expected in said and set(errors) <= {mutation.code} and len(errors) <= 1, said)


def findings(path: Path) -> Sequence[Diagnostic]:
    """Everything that lint says of one file."""
    return lint_file(path).diagnostics
