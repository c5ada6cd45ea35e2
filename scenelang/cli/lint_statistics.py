"""`scenelang lint --statistics`: how many findings of each code, and which of them can be fixed."""

from __future__ import annotations

import json
from argparse import Namespace
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scenelang.diagnostics import Diagnostic

_FIXES = {"safe": "safe fix", "unsafe": "unsafe fix", "": ""}


class CodeCount(NamedTuple):
    """One code: how many findings, what the rule is called, and what its fixes do to what a model reads."""

    code: str
    name: str
    severity: str
    findings: int
    fix: str


def code_counts(found: Sequence[Diagnostic]) -> tuple[CodeCount, ...]:
    """The codes of findings, the most frequent first; `fix` is that of the safest."""
    from scenelang.linting import registered_rules

    by_code: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for one in found:
        by_code[one.code].append(one)
    rules = registered_rules()
    counts = (
        CodeCount(
            code,
            rules[code].name() if code in rules else "",
            every[0].severity.value,
            len(every),
            _safest(every),
        )
        for code, every in by_code.items()
    )
    return tuple(sorted(counts, key=lambda one: (-one.findings, one.code)))


def print_statistics(found: Sequence[Diagnostic], options: Namespace) -> None:
    """Prints the counts as a table, or as JSON where that was asked for."""
    counts = code_counts(found)
    if options.output_format == "json":
        print(json.dumps([one._asdict() for one in counts], ensure_ascii=False, indent=2))
        return
    width = max((len(f"{one.findings:,}") for one in counts), default=0)
    names = max((len(one.name) for one in counts), default=0)
    for one in counts:
        row = f"{one.findings:>{width},}  {one.code}  {one.severity:7}  {one.name:{names}}  {_FIXES[one.fix]}"
        print(row.rstrip())


def _safest(found: Sequence[Diagnostic]) -> str:
    fixes = {fix.safety.value for one in found if (fix := one.fix()) is not None}
    return next((safety for safety in ("safe", "unsafe") if safety in fixes), "")
