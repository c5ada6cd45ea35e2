r"""A letter that could stand for itself is written as an escape.

Why it hurts: `"caf\u00e9"` is what a program writes that does not trust its file. Nobody can read it, no
search finds the word, and a slip in the four digits puts a wrong letter into the training data unseen.

When to leave it: where the point is to show which sign is meant. Signs that do not show, blanks, and marks
that join the letter before them are left alone: for these an escape is the better way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Safety
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.written_text import style_of
from scenelang.reading import ScalarStyle
from scenelang.source import ScalarText, SourceText, Span, SpanEdit

_ESCAPES = re.compile(r"(?:\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|/))+")
_SHOWN = frozenset("LNPS")


class LetterEscaped(LintWarning):
    """A run of escapes that all stand for signs which show."""

    code: ClassVar[str] = "SL812"
    title: ClassVar[str] = "`{written}` is `{shown}`, and can be written so"
    label: ClassVar[str] = "`{shown}`"
    help: ClassVar[str] = "write `{shown}`"
    written: str
    shown: str

    def fix(self) -> Fix:
        """The letters themselves."""
        return Fix(f"write `{self.shown}`", (SpanEdit(self.place, self.shown),), Safety.SAFE)


@lint_rule
class NeedlessEscape(FileRule):
    """Escapes in texts that stand for letters, digits and signs that show."""

    finding = LetterEscaped
    plain_is_clean = True
    EXAMPLES = (
        good(r"""
            beats:
              - frame: "The café was shut.\nSnow lay on the step."
        """),
        good(r"""
            beats:
              - frame: "Snow\u00a0lay on the step\u200b, said \"he\", \\ and \x22."
        """),
        good(r"""
            beats:
              - frame: The caf\u00e9 was shut.
              - reflect: 'The caf\u00e9 was shut.'
        """),
        bad(
            r"""
            beats:
              - frame: "The caf⟦\u00e9⟧ was shut."
            """,
            fixed="""
            beats:
              - frame: "The café was shut."
            """,
        ),
        bad(
            r"""
            beats:
              - frame: "⟦\u041c\u0438\u0440⟧, ⟦\x41⟧nd\nthen"
            """,
            fixed=r"""
            beats:
              - frame: "Мир, And\nthen"
            """,
        ),
        bad(
            r"""
            beats:
              - frame: "Either⟦\/⟧or ⟦\U0001F600⟧"
            """,
            fixed="""
            beats:
              - frame: "Either/or 😀"
            """,
        ),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each run of such escapes."""
        if "\\" not in subject.source.text:
            return
        for scene in subject.scenes:
            for beat in scene.beats:
                if style_of(beat.text.scalar, subject.source) is ScalarStyle.DOUBLE:
                    yield from _escaped(beat.text.scalar, subject.source)


def _escaped(text: ScalarText, source: SourceText) -> Iterator[LetterEscaped]:
    index = 0
    while index < len(text.value):
        stop = index
        while stop < len(text.value) and _is_needless(text, stop, source):
            stop += 1
        if stop > index:
            place: Span = text.span(index, stop)
            yield LetterEscaped(place, source.text_of(place), text.value[index:stop])
        index = stop + 1


def _is_needless(text: ScalarText, index: int, source: SourceText) -> bool:
    sign = text.value[index]
    if sign in '"\\' or unicodedata.category(sign)[0] not in _SHOWN:
        return False
    return _ESCAPES.fullmatch(source.text, text.starts[index], text.ends[index]) is not None
