"""One scene writes the same sign in two ways: `...` and `…`, ` - ` and ` — `, `'` and `’`, `"` and `“`.

Why it hurts: to a reader they are one sign, to a tokenizer two, with other tokens around them. A model learns
that the difference means something, where it only tells which of two hands or programs wrote the line.

Told is only what a scene plainly has by mistake: signs of one way where at least three times as many are of
the other. In Russian the dash is `—` and quotation marks are `«»`, so neither is told beside `-` and `"`,
and one `—` for each ` - ` is enough. Between fences and backticks nothing is told. Signs of minus (`x - y`)
are no dashes, and those of inches and feet (`12"`, `3'6"`) no quotation marks.

When to leave it: where the difference does mean something, as in quotations of another's hand. The option
`pairs` takes some of them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from scenelang.diagnostics import Diagnostic, Fix, Related
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.set_apart import code_ranges, is_within
from scenelang.linting.texts.written_text import WrittenText, scene_texts
from scenelang.model import Scene
from scenelang.source import Span, SpanEdit

if TYPE_CHECKING:
    from scenelang.plain import PlainScene


class _Pair(NamedTuple):
    """Two ways to write one sign; `name` is that of the option. A way that no edit can write is empty.

    `is_russian` is True where the other way is the one of Russian.
    """

    name: str
    what: str
    one: re.Pattern[str]
    other: re.Pattern[str]
    as_one: str
    as_other: str
    is_russian: bool = False


_PAIRS = (
    _Pair("ellipsis", "three dots", re.compile(r"(?<!\.)\.\.\.(?!\.)"), re.compile("…"), "...", "…"),
    _Pair(
        "dash",
        "the dash",
        re.compile(r"(?<=[^\W\d_]{2} )-(?= [^\W\d_]{2})(?![^\n]*[=<>+*/^])"),
        re.compile("(?<= )—(?= )"),
        "-",
        "—",
        is_russian=True,
    ),
    _Pair(
        "apostrophe",
        "the apostrophe",
        re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])"),
        re.compile(r"(?<=[^\W\d_])’(?=[^\W\d_])"),
        "'",
        "’",
    ),
    _Pair("quotes", "quotation marks", re.compile(r'(?<!\d)"'), re.compile("[“”]"), '"', ""),
    _Pair("quotes", "quotation marks", re.compile(r'(?<!\d)"'), re.compile("[«»]"), "", "", is_russian=True),
)
_CLEARLY = 3
"""How many of the usual way there must be for each of the rarer one."""


class SignInTwoWays(LintWarning):
    """A sign that the scene mostly writes in another way."""

    code: ClassVar[str] = "SL826"
    title: ClassVar[str] = "{what}: `{written}` here, and `{usual}` elsewhere in this scene"
    label: ClassVar[str] = "another token"
    help: ClassVar[str] = "write `{usual}` here too, or `{written}` throughout"
    what: str
    written: str
    usual: str
    elsewhere: Span
    edit: SpanEdit | None

    def related(self) -> tuple[Related, ...]:
        """Where the scene first writes it the other way."""
        return (Related(self.elsewhere, "written so here"),)

    def fix(self) -> Fix | None:
        """The sign as the scene writes it elsewhere; None for quotes that open and close differently."""
        return None if self.edit is None else Fix(f"write `{self.usual}`", (self.edit,))


@lint_rule
class MixedTypography(FileRule):
    """Signs that a scene writes in two ways; the rarer of the two is told, if it is far the rarer."""

    pairs: tuple[str, ...] = ("ellipsis", "dash", "apostrophe", "quotes")
    """What is looked at."""

    finding = SignInTwoWays
    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  Snow lay on the step... and nobody had swept it. It's deep - 7 - 2 inches, 3-4 feet.
        """),
        good("""
            beats:
              - frame: |
                  “Snow”, he said — and didn’t move…
                  “Let `it's "ok"...`” — so x - y > 0 — “3'6" by 12"” — wide.
        """),
        good("""
            beats:
              - frame: Snow lay on the step...
              - reflect: Nobody had swept it… Nobody... "So", he said, «so».
        """),
        good("""
            language: ru
            beats:
              - frame: |
                  Снег - это вода - так он сказал — и "лёд" - вода: "да", "да" и «да».
        """),
        good(
            """
            beats:
              - frame: Snow lay on the step... And so... And so...
              - reflect: Nobody had swept it…
            """,
            options={"pairs": ("dash",)},
        ),
        bad(
            """
            beats:
              - frame: Snow lay on the step…
              - reflect: Nobody… well… nobody had swept it⟦...⟧
            """,
            fixed="""
            beats:
              - frame: Snow lay on the step…
              - reflect: Nobody… well… nobody had swept it…
            """,
        ),
        bad(
            """
            beats:
              - frame: |
                  It isn't deep - not here. Nobody hasn⟦’⟧t swept it ⟦—⟧ and yet.
                  It doesn't thaw - not now - and Bo doesn't care.
            """,
            fixed="""
            beats:
              - frame: |
                  It isn't deep - not here. Nobody hasn't swept it - and yet.
                  It doesn't thaw - not now - and Bo doesn't care.
            """,
        ),
        bad(
            """
            language: ru
            beats:
              - frame: |
                  Снег — вода ⟦-⟧ так он сказал.
            """,
            fixed="""
            language: ru
            beats:
              - frame: |
                  Снег — вода — так он сказал.
            """,
        ),
        bad("""
            beats:
              - frame: |
                  "Snow", he said, and then: ⟦“⟧Snow⟦”⟧.
              - reflect: |
                  "Nobody", she said, "but he".
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether two ways stand in the text."""
        return _may_hold(scene.together)

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each sign of the rarer way, in each scene."""
        if not _may_hold(subject.source.text):
            return
        for scene in subject.scenes:
            texts = scene_texts(scene, subject.source)
            for pair in _PAIRS if texts else ():
                if pair.name in self.pairs:
                    yield from _rarer(pair, texts, scene)


def _may_hold(text: str) -> bool:
    """Whether any sign may stand in a file in two ways."""
    return (
        ("…" in text and "..." in text)
        or ("—" in text and " - " in text)
        or ("’" in text and "'" in text)
        or ('"' in text and any(quote in text for quote in "“”«»"))
    )


def _rarer(pair: _Pair, texts: tuple[WrittenText, ...], scene: Scene) -> Iterator[SignInTwoWays]:
    ones = _found(pair.one, texts)
    others = _found(pair.other, texts) if ones else []
    if not others:
        return
    is_settled = pair.is_russian and scene.language.startswith("ru")
    is_one_usual = not is_settled and len(ones) >= _CLEARLY * len(others)
    enough = 1 if is_settled and pair.name == "dash" else _CLEARLY
    if not is_one_usual and len(others) < enough * len(ones):
        return
    usual, rarer, new = (ones, others, pair.as_one) if is_one_usual else (others, ones, pair.as_other)
    elsewhere = usual[0][0].place(*usual[0][1].span())
    for text, found in rarer:
        edit = text.edit(*found.span(), new) if new else None
        yield SignInTwoWays(text.place(*found.span()), pair.what, found[0], usual[0][1][0], elsewhere, edit)


def _found(way: re.Pattern[str], texts: tuple[WrittenText, ...]) -> list[tuple[WrittenText, re.Match[str]]]:
    """Where a sign stands in prose."""
    return [
        (text, found)
        for text in texts
        for code in [code_ranges(text.read)]
        for found in way.finditer(text.read)
        if not is_within(found.start(), code)
    ]
