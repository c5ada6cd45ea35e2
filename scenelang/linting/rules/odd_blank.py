"""A blank stands in a text that looks like a space and is none.

Why it hurts: a no-break space looks like a space and is another token, or three. The word behind it begins
otherwise than it does elsewhere, at a place that nobody sees. Word processors and web pages set them unasked.

When to leave it: where the house's style has them. Good typography is left alone: no-break spaces between
digits in any language; in French those before `;` and `»`; in Russian those before and behind a dash,
behind `№`, a word of one letter or a short form, and between a number and its unit; and the wide space of
Chinese and Japanese. The option `allowed` takes further ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.written_text import WrittenText, trained_texts
from scenelang.parsing import sign_name
from scenelang.source import SpanEdit

_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_WIDE = "\u3000"
_NO_BREAK = frozenset("\u00a0\u202f")
_RUSSIAN = ("ru", "uk", "be")
_RUSSIAN_BEHIND = re.compile(r"(?:[№§—–]|(?<![^\W_])[^\W\d_]\.?|\b[^\W\d_]{1,4}\.)\Z")
_UNIT = re.compile(r"[^\W\d_]|[%‰°₽€$№]")
_FRENCH_BEFORE = frozenset(";:!?»%€")


class BlankNoSpace(LintWarning):
    """A blank between words that is no space."""

    code: ClassVar[str] = "SL821"
    title: ClassVar[str] = "this blank is {name}, no space"
    label: ClassVar[str] = "looks like a space"
    help: ClassVar[str] = "type a space in its place"
    name: str
    edit: SpanEdit | None

    def fix(self) -> Fix | None:
        """A space in its place; nothing at the start of a line."""
        return None if self.edit is None else Fix("write a space", (self.edit,))


@lint_rule
class OddBlank(FileRule):
    """No-break and other odd blanks in texts, drawn values and quotes of rules."""

    allowed: tuple[str, ...] = ()
    """Blanks that may stand, by their code points: `U+00A0`."""

    finding = BlankNoSpace
    plain_is_clean = True
    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  Snow lay on the step.
        """),
        good("""
            language: fr
            beats:
              - frame: |
                  Il dit\u202f: «\u00a0La neige\u202f!\u00a0» Il y en avait 10\u00a0000 tonnes.
        """),
        good("""
            language: ru
            beats:
              - frame: |
                  Снег, т.\u00a0е. лёд,\u00a0— в\u00a0доме №\u202f5.
                  Там 12\u202f000\u00a0кг и А.\u00a0Пушкин.
        """),
        good("""
            beats:
              - frame: |
                  It weighed 12\u202f000 pounds.
        """),
        good(
            r"""
            beats:
              - frame: Snow\u2009lay on the step.
              - reflect: "Nobody\u00a0had swept it."
            """.replace(r"\u2009", "\u2009"),
            options={"allowed": ("U+2009",)},
        ),
        bad(
            """
            beats:
              - frame: |
                  Snow⟦\u00a0⟧lay on the⟦\u2003⟧step.
            """,
            fixed="""
            beats:
              - frame: |
                  Snow lay on the step.
            """,
        ),
        bad(
            """
            language: ru
            beats:
              - frame: "Снег⟦\u202f⟧лежал —\u00a0и никто его не убрал."
            """,
            fixed="""
            language: ru
            beats:
              - frame: "Снег лежал —\u00a0и никто его не убрал."
            """,
        ),
        bad("""
            beats:
              - frame: Snow lay⟦\u3000⟧# on the step.
              - reflect: |
                  Nobody had swept it, he said⟦\u00a0⟧:
                  not even Bo.
        """),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each run of such blanks."""
        if subject.source.text.isascii():
            return
        for text in trained_texts(subject):
            for found in _BLANKS.finditer(text.read):
                start, end = found.span()
                if not self._is_allowed(text, start, end) and text.is_written_out(start, subject.source):
                    is_first = start == 0 or text.read[start - 1] == "\n"
                    edit = text.edit(start, end, "" if is_first else " ")
                    yield BlankNoSpace(text.place(start, end), sign_name(found[0][0]), edit)

    def _is_allowed(self, text: WrittenText, start: int, end: int) -> bool:
        blanks = set(text.read[start:end])
        if all(f"U+{ord(blank):04X}" in self.allowed for blank in blanks):
            return True
        before, behind = text.read[start - 1 : start], text.read[end : end + 1]
        if before.isdigit() and behind.isdigit() and blanks <= _NO_BREAK:
            return True
        if text.language.startswith("fr"):
            return behind in _FRENCH_BEFORE or before == "«" or (before.isdigit() and behind.isdigit())
        if text.language.startswith(_RUSSIAN) and blanks <= _NO_BREAK:
            return (
                behind in ("—", "–")
                or (before.isdigit() and _UNIT.match(behind) is not None)
                or _RUSSIAN_BEHIND.search(text.read[max(0, start - 6) : start]) is not None
            )
        return blanks == {_WIDE} and text.language.startswith(("zh", "ja"))
