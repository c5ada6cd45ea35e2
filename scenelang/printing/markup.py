"""Marked text and quoted templates, written so that they read back as the same pieces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scenelang.model import BeatText, Literal, MarkedSpan, Template, TextPiece, Variable
from scenelang.printing.numbers import number_text

_SIGNS = re.compile(r"[\[\]{}\\]|\$(?=\{)")
_TEMPLATE_SIGNS = re.compile(r"[\"\\]|\$(?=\{)")
_BARE = re.compile(r"[^\s{}\"=]+\Z")


def markup_text(text: BeatText) -> str:
    """The text of a beat with its markup."""
    return _pieces(text.pieces)


def template_text(template: Template) -> str:
    """A template in its quotes."""
    pieces = merged(template.pieces)
    return '"' + "".join(_template_piece(piece) for piece in pieces) + '"'


def quoted_text(text: str) -> str:
    """A text without variables in quotes, as rules hold it."""
    return '"' + _TEMPLATE_SIGNS.sub(lambda sign: f"\\{sign[0]}", text) + '"'


def merged(pieces: Sequence[TextPiece]) -> tuple[TextPiece, ...]:
    """The pieces with neighbouring literals made one: where escapes stood makes no difference."""
    joined: list[TextPiece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, Literal) and isinstance(last, Literal):
            joined[-1] = Literal(last.text + piece.text, last.start)
        elif not isinstance(piece, Literal) or piece.text:
            joined.append(piece)
    return tuple(joined)


def _pieces(pieces: Sequence[TextPiece]) -> str:
    return "".join(_piece(piece) for piece in merged(pieces))


def _piece(piece: TextPiece) -> str:
    if isinstance(piece, Literal):
        return _SIGNS.sub(lambda sign: f"\\{sign[0]}", piece.text)
    if isinstance(piece, Variable):
        return f"${{{piece.name.text}}}"
    return f"[{_pieces(piece.children)}]{{{_marks(piece)}}}"


def _marks(span: MarkedSpan) -> str:
    marks = [f"#{span.id.text}"] if span.id is not None else []
    marks += [f".{concept.text}" for concept in span.concepts]
    if span.weight != 1.0 or not (marks or span.attributes or span.read or span.avoid):
        marks.append(f"w={number_text(span.weight)}")
    marks += [word for word, is_set in (("read", span.read), ("avoid", span.avoid)) if is_set]
    marks += [f"{pair.key.text}={_value(pair.value.text)}" for pair in span.attributes]
    return " ".join(marks)


def _value(text: str) -> str:
    return text if _BARE.match(text) else f'"{text}"'


def _template_piece(piece: TextPiece) -> str:
    if isinstance(piece, Variable):
        return f"${{{piece.name.text}}}"
    assert isinstance(piece, Literal)
    return _TEMPLATE_SIGNS.sub(lambda sign: f"\\{sign[0]}", piece.text)
