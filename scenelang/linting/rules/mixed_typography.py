"""One scene writes the same sign in two ways: `...` and `…`, ` - ` and ` — `, `'` and `’`, `"` and `“`.

Why it hurts: to a reader they are one sign, to a tokenizer two, with other tokens around them. A model learns
that the difference means something, where it only tells which of two hands or programs wrote the line.

When to leave it: where the difference does mean something, as in code beside prose. The option `pairs` takes
some of them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from scenelang.diagnostics import Diagnostic, Fix, Related
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.written_text import WrittenText, scene_texts
from scenelang.source import Span, SpanEdit

if TYPE_CHECKING:
    from scenelang.linting.quick import PlainScene


class _Pair(NamedTuple):
    """Two ways to write one sign; `name` is that of the option. A way that no edit can write is empty."""

    name: str
    what: str
    one: re.Pattern[str]
    other: re.Pattern[str]
    as_one: str
    as_other: str


_PAIRS = (
    _Pair("ellipsis", "three dots", re.compile(r"(?<!\.)\.\.\.(?!\.)"), re.compile("…"), "...", "…"),
    _Pair(
        "dash", "the dash", re.compile(r"(?<=[^\W\d_] )-(?= [^\W\d_])"), re.compile("(?<= )—(?= )"), "-", "—"
    ),
    _Pair(
        "apostrophe", "the apostrophe", re.compile(r"(?<=\w)'(?=\w)"), re.compile(r"(?<=\w)’(?=\w)"), "'", "’"
    ),
    _Pair("quotes", "quotation marks", re.compile('"'), re.compile("[“”]"), '"', ""),
    _Pair("quotes", "quotation marks", re.compile('"'), re.compile("[«»]"), "", ""),
)


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
    """Signs that a scene writes in two ways; the rarer of the two is told, or the later."""

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
        """),
        good(
            """
            beats:
              - frame: Snow lay on the step...
              - reflect: Nobody had swept it…
            """,
            options={"pairs": ("dash",)},
        ),
        bad(
            """
            beats:
              - frame: Snow lay on the step…
              - reflect: Nobody… well, nobody had swept it⟦...⟧
            """,
            fixed="""
            beats:
              - frame: Snow lay on the step…
              - reflect: Nobody… well, nobody had swept it…
            """,
        ),
        bad(
            """
            beats:
              - frame: |
                  It isn't deep - not here. Nobody hasn⟦’⟧t swept it ⟦—⟧ and yet.
            """,
            fixed="""
            beats:
              - frame: |
                  It isn't deep - not here. Nobody hasn't swept it - and yet.
            """,
        ),
        bad("""
            beats:
              - frame: |
                  "Snow", he said, and then: ⟦“⟧Snow⟦”⟧.
              - reflect: |
                  "Nobody", she said.
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether two ways stand in the text."""
        return _may_hold(scene.text)

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each sign of the rarer way, in each scene."""
        if not _may_hold(subject.source.text):
            return
        for scene in subject.scenes:
            texts = scene_texts(scene, subject.source)
            for pair in _PAIRS if texts else ():
                if pair.name in self.pairs:
                    yield from _rarer(pair, texts)


def _may_hold(text: str) -> bool:
    """Whether any sign may stand in a file in two ways."""
    return (
        ("…" in text and "..." in text)
        or ("—" in text and " - " in text)
        or ("’" in text and "'" in text)
        or ('"' in text and any(quote in text for quote in "“”«»"))
    )


def _rarer(pair: _Pair, texts: tuple[WrittenText, ...]) -> Iterator[SignInTwoWays]:
    ones = [(text, found) for text in texts for found in pair.one.finditer(text.read)]
    others = [(text, found) for text in texts for found in pair.other.finditer(text.read)] if ones else []
    if not others:
        return
    starts = [text.place(*found.span()).start for text, found in (ones[0], others[0])]
    is_one_usual = len(ones) > len(others) or (len(ones) == len(others) and starts[0] < starts[1])
    usual, rarer, new = (ones, others, pair.as_one) if is_one_usual else (others, ones, pair.as_other)
    elsewhere = usual[0][0].place(*usual[0][1].span())
    for text, found in rarer:
        edit = text.edit(*found.span(), new) if new else None
        yield SignInTwoWays(text.place(*found.span()), pair.what, found[0], usual[0][1][0], elsewhere, edit)
