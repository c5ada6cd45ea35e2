"""Reads a printed token program back.

Takes text as `print_program` writes it. Gives a `TokenProgram` equal to the printed one, or what is wrong
with which line. May assume nothing. Never guesses at a line that does not read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.source import SourceText
from scenelang.tokens.messages import ProgramLineUnexpected, ProgramLineUnreadable
from scenelang.tokens.print_program import FORM_VERSION
from scenelang.tokens.read_lines import (
    FORMS,
    TokenLine,
    read_attention,
    read_certificate,
    read_exposure,
    read_hidden,
    read_recalled,
    read_token,
)
from scenelang.tokens.text_items import ItemFault, Items
from scenelang.tokens.token_program import Split, TokenProgram

T = TypeVar("T")


def read_program(text: str, name: str = "token program") -> Outcome[TokenProgram]:
    """The program that a text prints; `name` is what messages call the text."""
    reader = _Reader(SourceText(name, text))
    try:
        return Outcome(_program(reader))
    except _Stop as stop:
        return Outcome(None, (stop.diagnostic,))


class _Stop(Exception):
    """Ends the reading at the first line that does not read: what follows would only echo it."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def _program(reader: _Reader) -> TokenProgram:
    reader.one("program", _version)
    scene = reader.one("scene", Items.text)
    file = reader.one("file", Items.text)
    instance = reader.one("instance", Items.integer)
    binding = reader.some("binding", lambda items: (items.text(), items.text()))
    split = reader.one("split", lambda items: Split(items.word(*Split)))
    archetype = reader.one("archetype", Items.text)
    stratum = reader.one("stratum", Items.text)
    language = reader.one("language", Items.text)
    tags = reader.one("tags", Items.texts)
    tokenizer = reader.one("tokenizer", Items.text)
    rendering = reader.one("rendering", Items.text)
    prerequisites = reader.one("prerequisites", Items.texts)
    axes = reader.one("axes", Items.texts)
    curriculum = reader.one("curriculum", Items.number)
    tension = reader.some("tension", Items.numbers)
    recalled = reader.some("recalled", read_recalled)
    tokens = reader.some("token", read_token)
    attention = reader.some("attention", read_attention)
    hidden = reader.some("hidden", read_hidden)
    exposure = reader.some("exposure", read_exposure)
    certificates = reader.some("certificate", read_certificate)
    reader.finish()
    columns = _columns(tokens)
    return TokenProgram(
        scene, file, instance, binding, split, archetype, stratum, language, tags, tokenizer, *columns,
        axes, tension, curriculum, attention, hidden, certificates,
        _avoided(tokens), exposure, prerequisites, recalled, rendering,
    )  # fmt: skip


_Columns = tuple[
    tuple[int, ...], tuple[str, ...], tuple[float, ...], tuple[int, ...], tuple[tuple[int, int], ...]
]


def _columns(tokens: tuple[TokenLine, ...]) -> _Columns:
    return (
        tuple(token.id for token in tokens),
        tuple(token.piece for token in tokens),
        tuple(token.weight for token in tokens),
        tuple(token.beat for token in tokens),
        tuple(token.source for token in tokens),
    )


def _avoided(tokens: tuple[TokenLine, ...]) -> tuple[float, ...]:
    """One weight a token; nothing where no token is avoided."""
    weights = tuple(token.avoid for token in tokens)
    return weights if any(weights) else ()


def _version(items: Items) -> int:
    items.word(str(FORM_VERSION))
    return FORM_VERSION


class _Reader:
    """The lines of the text, taken from top to bottom."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._lines = source.text.split("\n")
        if self._lines[-1] == "":
            self._lines.pop()
        self._number = 0

    def one(self, keyword: str, read: Callable[[Items], T]) -> T:
        """The next line, which must begin with `keyword`."""
        items = self._items(keyword)
        if items is None or items.keyword != keyword:
            raise self._unexpected(f"the `{keyword}` line", items)
        return self._read(items, keyword, read)

    def some(self, keyword: str, read: Callable[[Items], T]) -> tuple[T, ...]:
        """All next lines that begin with `keyword`."""
        found = []
        while (items := self._items(keyword)) is not None and items.keyword == keyword:
            found.append(self._read(items, keyword, read))
        return tuple(found)

    def finish(self) -> None:
        """Refuses whatever is left."""
        items = self._items("certificate")
        if items is not None:
            raise self._unexpected("the end, or a line of an earlier kind in its place", items)

    def _items(self, keyword: str) -> Items | None:
        if self._number >= len(self._lines):
            return None
        try:
            return Items(self._lines[self._number])
        except ItemFault as fault:
            raise self._unreadable(keyword, str(fault)) from None

    def _read(self, items: Items, keyword: str, read: Callable[[Items], T]) -> T:
        try:
            items.word(keyword)
            value = read(items)
            items.end()
        except ItemFault as fault:
            raise self._unreadable(keyword, str(fault)) from None
        self._number += 1
        return value

    def _unreadable(self, keyword: str, problem: str) -> _Stop:
        form = FORMS.get(keyword, f'{keyword} "..."')
        line = self._number + 1
        return _Stop(ProgramLineUnreadable(self._source.line_span(line), line, problem, keyword, form))

    def _unexpected(self, expected: str, items: Items | None) -> _Stop:
        line = min(self._number + 1, self._source.line_count)
        found = "the end of the text" if items is None else items.keyword
        return _Stop(ProgramLineUnexpected(self._source.line_span(line), line, expected, found))
