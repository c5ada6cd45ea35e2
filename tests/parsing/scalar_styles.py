"""One text as a YAML scalar of each of the five styles, and the text back from what was written.

`decoded` is a second way back, apart from the reader's map: it knows of each style only what a piece of one
line can hold.
"""

from __future__ import annotations

import random
import re

import yaml
from parsing_scalars import FILE

from scenelang.reading import ScalarStyle, YamlMapping, YamlScalar, read_tree
from scenelang.source import ScalarText, SourceText

_FOLD = re.compile(r"(?<=\S) (?=\S)")


def written(text: str, style: ScalarStyle, dice: random.Random) -> SourceText:
    """A file whose one scalar is the text, folded and escaped by chance where the style can."""
    return SourceText(FILE, f"# a note\nk: {_WRITERS[style](text, dice)}\n")


def scalar_in(source: SourceText) -> ScalarText | None:
    """The scalar of a file that `written` gave; None where YAML reads something else there."""
    tree = read_tree(source).value
    if not isinstance(tree, YamlMapping) or len(tree.entries) != 1:
        return None
    value = tree.entries[0].value
    return value.text if isinstance(value, YamlScalar) else None


def decoded(piece: str, style: ScalarStyle) -> str:
    """What a piece of a scalar says."""
    if style is ScalarStyle.DOUBLE:
        return str(yaml.safe_load(f'"{piece}"'))
    if style is not ScalarStyle.LITERAL:
        piece = re.sub(r" *\n *", " ", piece)
    return piece.replace("''", "'") if style is ScalarStyle.SINGLE else piece


def _folded(text: str, dice: random.Random) -> str:
    return _FOLD.sub(lambda _: "\n    " if dice.random() < 0.3 else " ", text)


def _plain(text: str, dice: random.Random) -> str:
    return _folded(text, dice)


def _single(text: str, dice: random.Random) -> str:
    return f"'{_folded(text.replace(chr(39), chr(39) * 2), dice)}'"


def _double(text: str, dice: random.Random) -> str:
    signs = (_escaped(sign, dice) for sign in text)
    return f'"{"".join(signs)}"'


def _escaped(sign: str, dice: random.Random) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    if sign == " " or dice.random() < 0.8:
        return sign
    return f"\\U{ord(sign):08X}" if ord(sign) > 0xFFFF else f"\\u{ord(sign):04x}"


def _literal(text: str, _: random.Random) -> str:
    return f"|2-\n  {text}"


def _folded_block(text: str, dice: random.Random) -> str:
    return f">2-\n  {_FOLD.sub(lambda _: chr(10) + '  ' if dice.random() < 0.3 else ' ', text)}"


_WRITERS = {
    ScalarStyle.PLAIN: _plain,
    ScalarStyle.SINGLE: _single,
    ScalarStyle.DOUBLE: _double,
    ScalarStyle.LITERAL: _literal,
    ScalarStyle.FOLDED: _folded_block,
}
