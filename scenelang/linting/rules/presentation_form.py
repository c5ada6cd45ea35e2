"""A letter is written as a sign for print: a ligature, a wide letter.

Why it hurts: `ﬁ` is one sign and no two letters, and `Ａ` is wide. They come with text from PDF files and
from keyboards of East Asia. To a tokenizer they are rare signs or bare bytes, and the word that they stand
in is no word.

When to leave it: where the forms are the matter. Wide letters are left alone in Chinese, Japanese and
Korean, and the letters of formulas (`𝑥`, `ℝ`) everywhere, for mathematics keeps `𝑥` and `x` apart.
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
from scenelang.linting.texts.written_text import trained_texts
from scenelang.source import SpanEdit

_FORMS = re.compile("[\ufb00-\ufb06\uff01-\uff5e\u01c4-\u01cc\u0132\u0133]+")
_WIDE = re.compile("[\uff01-\uff5e]+")
_WIDE_LANGUAGES = ("zh", "ja", "ko")


class LetterForPrint(LintWarning):
    """Signs that stand for letters in print."""

    code: ClassVar[str] = "SL829"
    title: ClassVar[str] = "`{written}` is made of signs for print, not of the letters `{letters}`"
    label: ClassVar[str] = "no letters to a tokenizer"
    help: ClassVar[str] = "write `{letters}`"
    written: str
    letters: str
    edit: SpanEdit | None

    def fix(self) -> Fix | None:
        """The letters."""
        return None if self.edit is None else Fix(f"write `{self.letters}`", (self.edit,))


@lint_rule
class PresentationForm(FileRule):
    """Ligatures and wide letters in texts, drawn values and quotes of rules."""

    finding = LetterForPrint
    plain_is_clean = True
    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  The first of them was 5 m², No. ½, 20 ℃.
        """),
        good("""
            language: ja
            beats:
              - frame: |
                  雪が降った！（ＡＢＣ）
        """),
        good("""
            beats:
              - frame: |
                  Straße, œuvre, æther. Let 𝑥 be in ℝ, and 𝐀 a matrix.
        """),
        bad(
            """
            beats:
              - frame: |
                  The ⟦ﬁ⟧rst o⟦ﬃ⟧ce.
            """,
            fixed="""
            beats:
              - frame: |
                  The first office.
            """,
        ),
        bad(
            """
            beats:
              - frame: "⟦Ｓｎｏｗ！⟧ lay on the step."
            """,
            fixed="""
            beats:
              - frame: "Snow! lay on the step."
            """,
        ),
        bad("""
            beats:
              - frame: |
                  A [⟦ﬂ⟧oor]{#place} of ⟦１２⟧ boards.
        """),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each run of such signs."""
        if subject.source.text.isascii():
            return
        for text in trained_texts(subject):
            for found in _FORMS.finditer(text.read):
                if text.language.startswith(_WIDE_LANGUAGES) and _WIDE.fullmatch(found[0]):
                    continue
                letters = unicodedata.normalize("NFKC", found[0])
                edit = text.edit(*found.span(), letters)
                yield LetterForPrint(text.place(*found.span()), found[0], letters, edit)
