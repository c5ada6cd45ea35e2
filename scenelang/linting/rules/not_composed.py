"""A letter is put together from a base and a mark, where one sign is the letter.

Why it hurts: `й` can be one sign, or `и` and a breve; both look the same. Most texts have the one (NFC), and
tokenizers know words in it. Texts that went through some file systems or PDF files have the other: the same
word then is another row of tokens, longer and strange, and a `reads` or a search in the one form does not
find it in the other.

When to leave it: where a text is about such signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.written_text import WrittenText, named, trained_texts
from scenelang.source import Span, SpanEdit

_WORD = re.compile(r"(?:[^\s\W]|[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0])+|\S+")


class LetterNotComposed(LintWarning):
    """A word that is not in the form NFC."""

    code: ClassVar[str] = "SL825"
    title: ClassVar[str] = "`{word}` is written with {count} signs, and with {fewer} elsewhere"
    label: ClassVar[str] = "not in the form NFC"
    help: ClassVar[str] = "type the word anew: `{composed}`"
    word: str
    composed: str
    count: int
    fewer: int
    edit: SpanEdit | None

    def fix(self) -> Fix | None:
        """The word in NFC; None for a name, which stands in other places too."""
        return None if self.edit is None else Fix("write it in the form NFC", (self.edit,))


@lint_rule
class NotComposed(FileRule):
    """Words of texts, drawn values, quotes and names that are not in NFC."""

    finding = LetterNotComposed
    plain_is_clean = True
    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  The café was shut, and so was Ёлка.
        """),
        good("""
            beats:
              - frame: |
                  A variable x̂, a stressed за́мок: no single sign is this letter.
        """),
        good("""
            tags: [café]
            beats:
              - frame: |
                  [The café]{#café} was shut.
        """),
        bad(
            """
            beats:
              - frame: |
                  The ⟦cafe\u0301⟧ was shut.
            """,
            fixed="""
            beats:
              - frame: |
                  The café was shut.
            """,
        ),
        bad(
            """
            language: ru
            beats:
              - frame: "Он ⟦свои\u0306⟧, а ⟦ее\u0308⟧ нет."
            """,
            fixed="""
            language: ru
            beats:
              - frame: "Он свой, а её нет."
            """,
        ),
        bad("""
            beats:
              - frame: |
                  [The ⟦cafe\u0301⟧]{#⟦cafe\u0301⟧} was shut; it measured 3 ⟦\u212b⟧.
        """),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such word."""
        if unicodedata.is_normalized("NFC", subject.source.text) and "\\" not in subject.source.text:
            return
        for text in trained_texts(subject):
            if not unicodedata.is_normalized("NFC", text.read):
                yield from _words(text)
        for scene in subject.scenes:
            for name in named(scene):
                if not unicodedata.is_normalized("NFC", name.text):
                    yield _finding(name.place, name.text, None)


def _words(text: WrittenText) -> Iterator[LetterNotComposed]:
    for found in _WORD.finditer(text.read):
        if not unicodedata.is_normalized("NFC", found[0]):
            start, end = found.span()
            edit = text.edit(start, end, unicodedata.normalize("NFC", found[0]))
            yield _finding(text.place(start, end), found[0], edit)


def _finding(place: Span, word: str, edit: SpanEdit | None) -> LetterNotComposed:
    composed = unicodedata.normalize("NFC", word)
    return LetterNotComposed(place, word, composed, len(word), len(composed), edit)
