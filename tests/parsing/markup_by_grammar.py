"""A beat's text read by `grammar/markup.lark` alone: the reading that the splitter must agree with.

Values are compared as plain tuples; marks are read here once more, by their own short code.
"""

from __future__ import annotations

from scenelang.model import BeatText, Literal, MarkedSpan, TextPiece, Variable
from scenelang.parsing.rules import TEXT
from scenelang.parsing.syntax import Leaf, Mismatch, Node, parse_string

Shape = tuple[object, ...]


def read_by_grammar(text: str) -> Shape | None:
    """The pieces of a text, or None where the grammar refuses it."""
    syntax = parse_string(TEXT, text)
    return None if isinstance(syntax, Mismatch) else _pieces(_flat(syntax.children))


def shape_of(text: BeatText) -> Shape:
    """The pieces of a parsed text in the same terms."""
    return tuple(_shape(piece) for piece in text.pieces)


def _flat(children: tuple[Node | Leaf | None, ...]) -> list[Node | Leaf]:
    """Plain brackets are text: their signs and their insides stand where they stand."""
    flat: list[Node | Leaf] = []
    for child in children:
        if isinstance(child, Node) and child.rule == "bracketed":
            flat.extend(_flat(child.children))
        elif child is not None:
            flat.append(child)
    return flat


def _pieces(flat: list[Node | Leaf]) -> Shape:
    pieces: list[tuple[object, ...]] = []
    joinable = False
    for piece in flat:
        if isinstance(piece, Node):
            pieces.append(_marked(piece))
        elif piece.kind == "VARIABLE":
            pieces.append(("variable", piece.text[2:-1], piece.start, piece.end))
        elif piece.kind == "ESCAPE":
            pieces.append(("text", piece.text[1], piece.start + 1))
        elif joinable:
            pieces[-1] = ("text", str(pieces[-1][1]) + piece.text, pieces[-1][2])
        else:
            pieces.append(("text", piece.text, piece.start))
        joinable = isinstance(piece, Leaf) and piece.kind in {"TEXT", "OPEN", "CLOSE"}
    return tuple(pieces)


def _marked(node: Node) -> Shape:
    *inside, marks = node.children[1:]
    assert isinstance(marks, Node)
    return ("span", node.start, node.end, _pieces(_flat(tuple(inside))), _marks(marks))


def _marks(marks: Node) -> Shape:
    """The sound marks, as written, without the signs that tell their kind."""
    named: dict[str, list[str]] = {"#": [], ".": [], "w=": [], "=": [], "flag": []}
    for leaf in marks.leaves():
        if leaf.kind == "SPAN_ID":
            named["#"].append(leaf.text[1:])
        elif leaf.kind == "CONCEPT":
            named["."].append(leaf.text[1:])
        elif leaf.kind == "WEIGHTED":
            named["w="].append(leaf.text[2:])
        elif leaf.kind == "PAIR":
            named["="].append(leaf.text)
        elif leaf.kind in {"READ", "AVOID"}:
            named["flag"].append(leaf.text)
    weight = float(named["w="][0]) if named["w="] else 1.0
    pairs = tuple(tuple(pair.replace('"', "").split("=", 1)) for pair in named["="])
    return (tuple(named["#"][:1]), tuple(named["."]), weight, pairs, tuple(sorted(set(named["flag"]))))


def _shape(piece: TextPiece) -> Shape:
    if isinstance(piece, Literal):
        return ("text", piece.text, piece.start)
    if isinstance(piece, Variable):
        return ("variable", piece.name.text, piece.start, piece.end)
    children = tuple(_shape(child) for child in piece.children)
    return ("span", piece.place.start, piece.place.end, children, _marks_of(piece))


def _marks_of(span: MarkedSpan) -> Shape:
    flags = tuple(flag for flag, is_set in (("avoid", span.avoid), ("read", span.read)) if is_set)
    pairs = tuple((pair.key.text, pair.value.text) for pair in span.attributes)
    name = () if span.id is None else (span.id.text,)
    return (name, tuple(concept.text for concept in span.concepts), span.weight, pairs, flags)
