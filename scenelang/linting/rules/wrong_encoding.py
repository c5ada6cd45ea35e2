"""A text was read in the wrong encoding at some time: `Ã©` stands where `é` should be.

Why it hurts: the letters are lost and others stand in their place, two or three for one. No reader takes
them for words, and a model learns to write them. `�` is worse: there the letter is gone.

When to leave it: where a text is about encodings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.written_text import trained_texts
from scenelang.source import SpanEdit

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

_BEHIND = f"[\u00a0-\u00bf{bytes(range(0x80, 0xA0)).decode('cp1252', 'ignore')}]"
"""What the later bytes of a letter look like when they are taken for letters."""

# Patterns as text: `re` keeps what it compiles, and a text in plain letters asks for none.
_GARBLED = rf"(?:[ÃÐÑ]{_BEHIND}|â[€‚]{_BEHIND}|ð\u0178{_BEHIND}{_BEHIND}|(?<![^\W\d_])Â[\u00a0-\u00bf])+"
_FIRST = "[ÂÃÐÑâð\ufffd]"
_SURE = rf"[ÂÃâð]|(?:[ÐÑ]{_BEHIND}){{2}}"
_LOST = "\ufffd"


class TextGarbled(LintWarning):
    """Letters that come of a text read in the wrong encoding."""

    code: ClassVar[str] = "SL828"
    title: ClassVar[str] = "{what}"
    label: ClassVar[str] = "read in the wrong encoding"
    help: ClassVar[str] = "{advice}"
    what: str
    advice: str
    meant: str
    edit: SpanEdit | None

    def fix(self) -> Fix | None:
        """What the letters were; None where they are lost."""
        return None if self.edit is None else Fix(f"write `{self.meant}`", (self.edit,))


@lint_rule
class WrongEncoding(FileRule):
    """Texts with letters of a wrong encoding, or with the sign for a lost letter."""

    finding = TextGarbled
    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  The café was shut, À LA CARTE, ESPAÑA, «CAFÉ», Ñandú, 20 °C, § 3.
        """),
        good("""
            language: pt
            beats:
              - frame: |
                  NÃO, ROMÂNIA, Ãlvaro; «Ñ» e «Ð».
        """),
        good("""
            language: ru
            beats:
              - frame: |
                  Снег лежал на крыльце — «и всё».
        """),
        bad(
            """
            beats:
              - frame: |
                  The caf⟦Ã©⟧ was shut, it wasn⟦â€™⟧t open at 20⟦Â°⟧C.
            """,
            fixed="""
            beats:
              - frame: |
                  The café was shut, it wasn’t open at 20°C.
            """,
        ),
        bad(
            """
            language: ru
            beats:
              - frame: "⟦Ð¡Ð½ÐµÐ³⟧ лежал на крыльце."
            """,
            fixed="""
            language: ru
            beats:
              - frame: "Снег лежал на крыльце."
            """,
        ),
        bad("""
            beats:
              - frame: |
                  The caf⟦\ufffd⟧ was shut.
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether such letters stand anywhere."""
        return not scene.text.isascii() and re.search(_GARBLED, scene.text) is not None

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each run of such letters."""
        if not re.search(_FIRST, subject.source.text):
            return
        for text in trained_texts(subject):
            for found in re.finditer(_GARBLED, text.read):
                meant = _meant(found[0])
                if meant is not None:
                    advice = f"write `{meant}`, and look for more where the text came from"
                    edit = text.edit(*found.span(), meant)
                    what = f"`{found[0]}` was `{meant}` once"
                    yield TextGarbled(text.place(*found.span()), what, advice, meant, edit)
            for lost in re.finditer(f"{_LOST}+", text.read):
                advice = "look up the letter where the text came from, and type it"
                yield TextGarbled(text.place(*lost.span()), "a letter of this text is lost", advice, "", None)


def _meant(written: str) -> str | None:
    """What the letters were before they were read wrongly; None where they may be what they are."""
    if not re.search(_SURE, written):
        return None
    for encoding in ("cp1252", "latin-1"):
        try:
            return written.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return None
