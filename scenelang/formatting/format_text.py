"""One layout for scene files and archetypes, by edits of the text.

Takes: a source text of YAML, sound or not.
Gives: the text in its layout, or the edits that bring it there.
May assume: nothing.
Never does: change what any value decodes to, but for blanks in lines of the small languages; change the order
    of keys, break a line or join text; write a file.
"""

from __future__ import annotations

from scenelang.diagnostics import Outcome, Severity
from scenelang.formatting.layout import layout_edits
from scenelang.formatting.messages import CannotLayOut
from scenelang.formatting.pieces import UnknownPiece, pieces_of
from scenelang.formatting.placing import ExplicitKey, placed_pieces
from scenelang.formatting.respelling import respelled
from scenelang.reading import YamlMapping, read_trees
from scenelang.source import SourceText, Span, SpanEdit, apply_edits


def format_text(source: SourceText) -> Outcome[str]:
    """The text in its layout; None where it is no YAML, or cannot be laid out."""
    edits, found = format_edits(source)
    return Outcome(None if edits is None else apply_edits(source, edits).text, found)


def format_edits(source: SourceText) -> Outcome[tuple[SpanEdit, ...]]:
    """The edits that lay a text out; none where it is laid out, None where it cannot be."""
    trees, found = read_trees(source)
    broken = tuple(each for each in found if each.severity is Severity.ERROR)
    if trees is None or broken:
        return Outcome(None, broken)
    other = next((tree for tree in trees if not isinstance(tree, YamlMapping)), None)
    if other is not None:
        return _refused(source, other.place.start, "it is no mapping of keys")
    try:
        placed = placed_pieces(source, pieces_of(source, trees), trees)
    except ExplicitKey as found_key:
        return _refused(source, found_key.place, "a key stands behind a question mark")
    except UnknownPiece as unknown:
        return _refused(source, unknown.place, "it is written in an unusual way")
    spellings = dict(spelling for tree in trees for spelling in respelled(source, tree))
    return Outcome(tuple(layout_edits(source, placed, spellings)))


def _refused(source: SourceText, place: int, reason: str) -> Outcome[tuple[SpanEdit, ...]]:
    span = Span(source.name, place, min(place + 1, len(source.text)))
    return Outcome(None, (CannotLayOut(span, reason),))
