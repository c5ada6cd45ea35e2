"""Everything that a report on findings is made of, whatever the format.

Takes: findings in the order to show them, and a way to find the text of a file.
Gives: what all formats ask for: places, paths, names of rules, fingerprints.
May assume: nothing; a file whose text is not to be had has no lines.
Never does: print, write, or look at the machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from os.path import normpath
from pathlib import PurePath
from typing import NamedTuple

from scenelang.diagnostics.diagnostic import Diagnostic, Severity
from scenelang.diagnostics.finding_keys import FindingKeys
from scenelang.diagnostics.fix import Safety
from scenelang.diagnostics.render_text import PLAIN, FindSource, TextStyle
from scenelang.diagnostics.snippet import lies_in
from scenelang.source import Position, SourceText, Span

_WORD_IN_NAME = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class RuleCard(NamedTuple):
    """What a report says of a lint rule: its name, and the family that it belongs to."""

    name: str
    family: str


class Place(NamedTuple):
    """A span for people: first character, and the place after the last one."""

    source: SourceText
    start: Position
    end: Position


class FixableCount(NamedTuple):
    """How many findings offer a fix, by what the fix does to what a model reads."""

    safe: int
    unsafe: int


@dataclass(frozen=True)
class FindingsReport:
    """Findings, and what is known around them.

    Args:
        findings: What was found, in the order to show it.
        find_source: Gives a file's text, for lines and columns.
        counts: Further numbers for a summary, such as `files`.
        rules: What is known of lint rules, by code.
        here: The folder that relative paths are seen from.
        base: The folder that paths are told from; None tells them as they are.
        style: How text is laid out.
        version: The version of scenelang.
        pages: The manual page of a code, for formats that carry it along.
    """

    findings: tuple[Diagnostic, ...]
    find_source: FindSource
    counts: Mapping[str, int] = field(default_factory=dict)
    rules: Mapping[str, RuleCard] = field(default_factory=dict)
    here: PurePath | None = None
    base: PurePath | None = None
    style: TextStyle = PLAIN
    version: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, found: Diagnostic) -> str:
        """What a finding's kind is called: the rule's name, else that of the message: `key-after-query`."""
        card = self.rules.get(found.code)
        return card.name if card else _WORD_IN_NAME.sub("-", type(found).__name__).lower()

    def family_of(self, found: Diagnostic) -> str | None:
        """The family of a lint rule; None where no rule found it."""
        card = self.rules.get(found.code)
        return card.family if card else None

    def place(self, span: Span) -> Place | None:
        """Where a span begins and ends; None where its file has no text that it lies in."""
        source = self.find_source(span.file)
        if source is None or not lies_in(source, span):
            return None
        return Place(source, source.position(span.start), source.position(span.end))

    def path(self, file: str) -> str:
        """A file's path from the base on, with slashes; as it is where it lies elsewhere, or is a URL."""
        if "://" in file:
            return file
        path = PurePath(file)
        if self.here is None or self.base is None:
            return path.as_posix()
        whole = PurePath(normpath(self.here / path))
        return (whole.relative_to(self.base) if whole.is_relative_to(self.base) else path).as_posix()

    @cached_property
    def fingerprints(self) -> tuple[str, ...]:
        """One for each finding: the same in every run until the text that it speaks of changes."""
        keys = FindingKeys(self.find_source, self.path)
        return tuple(keys.fingerprint(found) for found in self.findings)

    @cached_property
    def fixable(self) -> FixableCount:
        """How many findings offer a fix."""
        safeties = [fix.safety for found in self.findings if (fix := found.fix()) is not None]
        return FixableCount(safeties.count(Safety.SAFE), safeties.count(Safety.UNSAFE))

    def count(self, severity: Severity) -> int:
        """How many findings weigh so much."""
        return sum(found.severity is severity for found in self.findings)

    def by_file(self) -> Iterator[tuple[str, list[Diagnostic]]]:
        """The findings of each file, files in the order in which they come up."""
        files: dict[str, list[Diagnostic]] = {}
        for found in self.findings:
            files.setdefault(found.place.file, []).append(found)
        yield from files.items()
