"""How the scalars of a scene are spelled: blanks of the small languages set, quotes where they are needed.

Takes: the trees of a file.
Gives: a new spelling for each scalar that gets one, by the place where it starts.
May assume: the trees were read from the text.
Never does: change a text that a model reads, not even its quotes; respell the words of a rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from scenelang.formatting.pieces import BREAK
from scenelang.formatting.rule_lines import Line, lines_of
from scenelang.printing import flow_scalar, line_scalar
from scenelang.reading import ScalarStyle, YamlMapping, YamlNode, YamlScalar
from scenelang.source import SourceText

_QUOTED = (ScalarStyle.SINGLE, ScalarStyle.DOUBLE)
_NOT_WORDS = frozenset({"y", "n"})
"""Truth values to readers of YAML 1.1, beside those that printing knows."""


def respelled(source: SourceText, tree: YamlNode) -> Iterator[tuple[int, str]]:
    """The start of each scalar of a document that is spelled anew, and its new spelling."""
    lines = {line.scalar.place.start: line for line in lines_of(tree)}
    pending: list[tuple[YamlNode, bool]] = [(tree, False)]
    while pending:
        node, in_flow = pending.pop()
        if isinstance(node, YamlScalar):
            new = _spelling(source, node, lines.get(node.place.start), in_flow=in_flow)
            if new is not None:
                yield node.place.start, new
            continue
        in_flow = in_flow or source.text[node.place.start] in "[{"
        parts = node.entries if isinstance(node, YamlMapping) else ()
        pending += ((part, in_flow) for entry in parts for part in (entry.key, entry.value))
        pending += ((item, in_flow) for item in getattr(node, "items", ()))


def _spelling(source: SourceText, scalar: YamlScalar, line: Line | None, *, in_flow: bool) -> str | None:
    """The new spelling of a scalar; None where it stays as it is."""
    written = source.text_of(scalar.place)
    is_text = line is not None and line.set_blanks is None
    if is_text or scalar.tag is not None or BREAK.search(written):
        return None
    quote = scalar.style.value if scalar.style in _QUOTED else ""
    value = scalar.text.value
    is_bare = written == f"{quote}{value}{quote}"  # no escapes
    if not is_bare and not (quote and value.isascii() and value.isprintable()):
        return None
    if line is not None and line.set_blanks is not None and scalar.is_text:
        value = line.set_blanks(value)
    new = _quoted(value, quote, in_flow=in_flow)
    return new if new != written and (is_bare or not new.startswith(quote)) else None


def _quoted(value: str, quote: str, *, in_flow: bool) -> str:
    """The value without quotes where no reader could take it for something else, else in double ones."""
    if not quote:
        return value
    plain = (flow_scalar if in_flow else line_scalar)(value)
    if plain == value and value.lower() not in _NOT_WORDS:
        return value
    if '"' in value or "\\" in value:
        return f"{quote}{value}{quote}"
    return f'"{value}"'
