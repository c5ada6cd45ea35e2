"""Two spaces stand between two words.

Why it hurts: two spaces are another token than one, or two tokens; the word behind them begins otherwise
than it does elsewhere. It is a slip of the hand, or what is left of an edit, and is learned like a word.

Columns, tables and code are left alone: lines with several such gaps, beside a line that has one too, with
`|`, set in deeper than their neighbours, of code, or between fences or backticks. So is the gap before
`# `, of which `comment-in-text` speaks.

When to leave it: where a whole text has two spaces behind its sentences; for these there is the option
`after_sentences`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.set_apart import code_ranges, is_within, looks_like_code
from scenelang.linting.texts.written_text import trained_texts
from scenelang.source import SpanEdit

_BLANKS = re.compile(r"(?<=[^ \t\n])  +(?=[^ \t\n])(?!# )")
_GAP = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_SENTENCE_END = re.compile(r"[.!?:…][\"'»”’)\]]*\Z")


class BlanksBetweenWords(LintWarning):
    """More than one space between two words."""

    code: ClassVar[str] = "SL810"
    title: ClassVar[str] = "{count} spaces stand between these words"
    label: ClassVar[str] = "one is enough"
    help: ClassVar[str] = "write one space"
    count: int
    edit: SpanEdit | None

    def fix(self) -> Fix | None:
        """One space; None where markup stands between them."""
        return None if self.edit is None else Fix("write one space", (self.edit,))


@lint_rule
class DoubleBlank(FileRule):
    """Two or more spaces between two words of a line."""

    after_sentences: bool = False
    """Two spaces may stand behind the end of a sentence."""

    finding = BlanksBetweenWords
    plain_is_clean = True
    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  Snow lay on [the step]{#snow}.
                    Nobody had swept it.
        """),
        good("""
            beats:
              - frame: |
                  apples  3 kg
                  pears   1 kg
              - frame: |
                  Name   Weight   Price
              - frame: |
                  | tea | 2  |
              - frame: |
                  total  = 0
              - frame: |
                  She typed `a  b`, and then:
                  ```
                  x = 5
                  y  = 6
                  ```
                    and  so
        """),
        good("""
            tags:   [winter,   snow]
            beats:
              -   frame:   "Snow lay on the step."   # and on the sill
        """),
        good("""
            beats:
              - frame: |
                  It was [${a}]{#who   w=2} who had swept it.
            vary: {count: 2, draw: {a: [Ann, Bo]}}
        """),
        bad(
            """
            beats:
              - frame: |
                  Snow lay⟦  ⟧on the step.
            """,
            fixed="""
            beats:
              - frame: |
                  Snow lay on the step.
            """,
        ),
        bad(
            """
            beats:
              - frame: "Snow lay on the step.⟦   ⟧Nobody had swept it."
            """,
            fixed="""
            beats:
              - frame: "Snow lay on the step. Nobody had swept it."
            """,
        ),
        bad("""
            beats:
              - frame: |
                  Snow lay on⟦ [ ⟧the step]{#snow}.
        """),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such gap."""
        if "  " not in subject.source.text:
            return
        for text in trained_texts(subject):
            for start, end in _slips(text.read):
                if self.after_sentences and _SENTENCE_END.search(text.read, 0, start):
                    continue
                yield BlanksBetweenWords(text.place(start, end), end - start, text.edit(start, end, " "))


def _slips(text: str) -> Iterator[tuple[int, int]]:
    """The gaps that are no columns: the only one in a line of prose, with none in the lines beside it."""
    if "  " not in text:
        return
    code = code_ranges(text)
    lines = text.split("\n")
    gaps = [0, *(len(_GAP.findall(line)) for line in lines), 0]
    start = 0
    for number, line in enumerate(lines, 1):
        is_set_apart = "|" in line or line.startswith((" ", "\t"))
        if gaps[number - 1 : number + 2] == [0, 1, 0] and not (is_set_apart or looks_like_code(line)):
            found = _BLANKS.search(text, start, start + len(line))
            if found is not None and not is_within(found.start(), code):
                yield found.span()
        start += len(line) + 1
