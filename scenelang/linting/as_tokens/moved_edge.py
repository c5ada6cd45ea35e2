"""Where the edge of a span may stand so that no tokenizer of a project splits a token there.

Takes: a scene under its tokenizers, and the place of a span whose edge some of them split.
Gives: the edits that move its edges; none where no place is near, or more than plain text lies between.
May assume: nothing of the tokenizers.
Never does: change what a model reads; only brackets and braces move.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scenelang.linting.subjects import ProgramSubject
from scenelang.source import Span, SpanEdit

_MARKUP = re.compile(r"\[|\]\{[^{}]*\}")
_PLAIN = re.compile(r"[^\[\]{}$\\\n]*\Z")
_CLOSE = re.compile(r"\]\{[^{}]*\}\Z")


def moved_edge(subject: ProgramSubject, place: Span) -> tuple[SpanEdit, ...]:
    """The edits that move the edges of a span off the tokens that they split."""
    text = subject.source.text
    close = _CLOSE.search(text, place.start, place.end)
    if close is None:
        return ()
    edits: list[SpanEdit] = []
    for edge, width in ((place.start, 1), (close.start(), place.end - close.start())):
        if not any(_splits(text, token, edge) for token in _tokens(subject)):
            continue
        at = _free_place(subject, edge, edge + width)
        if at is None:
            return ()
        edits += _moved(text, place.file, (edge, edge + width), at)
    return tuple(edits)


def _moved(text: str, file: str, markup: tuple[int, int], at: int) -> Iterator[SpanEdit]:
    yield SpanEdit(Span(file, *markup), "")
    yield SpanEdit(Span(file, at, at), text[slice(*markup)])


def _free_place(subject: ProgramSubject, edge: int, behind: int) -> int | None:
    """The nearest place that no token crosses: around the tokens that cross, else before or behind them."""
    text = subject.source.text
    crossing = [token for token in _tokens(subject) if _splits(text, token, edge)]
    outward = (
        {_first(text, start) for start, _ in crossing} if text[edge] == "[" else {end for _, end in crossing}
    )
    inward = (
        {end for _, end in crossing} if text[edge] == "[" else {_first(text, start) for start, _ in crossing}
    )
    for at in (*sorted(outward), *sorted(inward)):
        between = text[at:edge] if at < edge else text[behind:at]
        if _PLAIN.match(between) and not any(_splits(text, token, at) for token in _tokens(subject)):
            return at
    return None


def _first(text: str, start: int) -> int:
    """The first character of a token that is no white space."""
    while text[start : start + 1].isspace():
        start += 1
    return start


def _tokens(subject: ProgramSubject) -> Iterator[tuple[int, int]]:
    """The places in the file of every token of the scene's own, under every tokenizer."""
    for view in subject.views:
        for program in view.programs[:1]:
            for source, beat in zip(program.sources, program.beats, strict=True):
                if beat >= 0 and source[0] >= 0:
                    yield source


def _splits(text: str, token: tuple[int, int], at: int) -> bool:
    """True where a place in the file parts a token with more than white space on either side."""
    start, end = token
    return start < at < end and bool(_read(text[start:at])) and bool(_read(text[at:end]))


def _read(text: str) -> str:
    return _MARKUP.sub("", text).strip()
