"""What stands in a lint rule's page below its manual: its options, and its examples with carets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from scenelang.linting import LintRule
from scenelang.linting.examples import Bad, Good, unmarked


def rule_sections(rule: type[LintRule]) -> Iterator[str]:
    """The lines of the sections."""
    state = "on unless it is ignored" if rule.is_on else "off unless it is selected"
    yield from (f"Rule `{rule.name()}`, {state}.", "")
    options = [f"| `{option.name}` | `{option.default!r}` |" for option in fields(rule)]
    if options:
        yield from ("## Options", "", "| option | default |", "| --- | --- |", *options, "")
    yield from ("## Examples", "")
    for example in rule.EXAMPLES:
        yield from _example(example)


def _example(example: Good | Bad) -> Iterator[str]:
    is_bad = isinstance(example, Bad)
    text, marked = unmarked(example.text)
    yield from ("Not like this:" if is_bad else "Like this:", "", "```yaml")
    if example.settings:
        yield from (f"# scenelang.toml: {line}" for line in example.settings.strip().splitlines())
    here = 0
    for line in text.splitlines(keepends=True):
        yield line.rstrip("\r\n")
        starts = [start - here for start, _ in marked if here <= start < here + len(line)]
        if starts:
            ends = {start - here: min(end - here, len(line.rstrip())) for start, end in marked}
            yield "".join(
                "^" if any(start <= column < max(ends[start], start + 1) for start in starts) else " "
                for column in range(len(line))
            ).rstrip()
        here += len(line)
    yield from ("```", "")
    if isinstance(example, Bad) and example.fixed is not None:
        yield from ("After the fix:", "", "```yaml", *example.fixed.splitlines(), "```", "")
