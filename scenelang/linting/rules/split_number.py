"""A comma within a number, or behind no blank, parts one value of a list into two.

Why it hurts: in `[1,000, 2,500]` YAML sees four values: 1, 000, 2 and 500. Instances are drawn from these,
and nothing says that `000` was never meant.

When to leave it: where the values are single numbers. Write a blank behind each comma, and nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.tight_values import tight_runs
from scenelang.reading import YamlMapping
from scenelang.source import Span, SpanEdit


class NumberSplit(LintWarning):
    """A comma without a blank stands between digits, in a list whose other commas have one."""

    code: ClassVar[str] = "SL816"
    title: ClassVar[str] = "the comma makes `{written}` {count} values"
    label: ClassVar[str] = "read as {values}"
    help: ClassVar[str] = 'put quotes around one value: `"{written}"`; part two by a comma and a blank'
    written: str
    count: int
    values: str

    def fix(self) -> Fix:
        """One value, in quotes."""
        return Fix("put quotes around it", (SpanEdit(self.place, f'"{self.written}"'),))


@lint_rule
class SplitNumber(FileRule):
    """Numbers with a comma in them, in lists between brackets."""

    finding = NumberSplit
    plain_is_clean = True
    EXAMPLES = (
        good("""
            vary:
              count: 3
              draw:
                price: ["1,000", "2,500"]
                n: [100,200,300]
        """),
        good("""
            vary:
              count: 2
              draw:
                a: [Ann,Bo, Cy]
                n: [1, 200, 300]
        """),
        good("""
            tags: [year 1990, winter]
        """),
        bad(
            """
            vary:
              count: 2
              draw:
                price: [⟦1,000⟧, ⟦2,500,000⟧, 300]
            """,
            fixed="""
            vary:
              count: 2
              draw:
                price: ["1,000", "2,500,000", 300]
            """,
        ),
        bad(
            """
            vary:
              count: 2
              draw:
                price: {from: [⟦$1,000⟧, nothing]}
            """,
            fixed="""
            vary:
              count: 2
              draw:
                price: {from: ["$1,000", nothing]}
            """,
        ),
        bad("""
            vary:
              count: 2
              draw:
                size: [⟦2,5⟧, ⟦3,75 m⟧]
        """),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each value that was split."""
        for document in subject.documents:
            if isinstance(document.node, YamlMapping):
                for run in tight_runs(document.node, subject.source):
                    place = Span(subject.source.name, run[0].place.start, run[-1].place.end)
                    values = ", ".join(f"`{item.text.value}`" for item in run)
                    yield NumberSplit(place, subject.source.text_of(place), len(run), values)
