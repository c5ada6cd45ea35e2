"""Explains lines that start in a column, or with a sign, that fits no block around them.

Takes: the text, the problem, what the composer had built so far. Gives: a message, or None when the line's
indentation is not the cause. May assume: the rules about single characters had their turn.
Never does: repeat the parser's words.
"""

from __future__ import annotations

import re

from scenelang.diagnostics import Diagnostic
from scenelang.reading.compose import Composer
from scenelang.reading.messages_syntax import BadIndentation, MixedBlock
from scenelang.reading.messages_yaml import TextLostToComment
from scenelang.reading.yaml_events import YamlProblem
from scenelang.reading.yaml_tree import ScalarStyle, YamlMapping, YamlNode, YamlScalar, YamlSequence
from scenelang.source import SourceText, Span

_ITEM, _KEY = "a list item (`- `)", "a line `key: value`"
_BLOCKS = (ScalarStyle.LITERAL, ScalarStyle.FOLDED)
_COMMENT_LINES = re.compile(r"[ \t]*(?:\r\n|\r|\n)?(?:[ \t]*(?:\r\n|\r|\n))*[ \t]*(#[^\r\n]*)")
_DASH = re.compile(r"-(?=[ \t\r\n]|\Z)")


def explain_indentation(source: SourceText, problem: YamlProblem, composer: Composer) -> Diagnostic | None:
    """The message for a line that stands in the wrong column or among lines of another kind."""
    if "sequence entries are not allowed" in problem.problem:
        return MixedBlock(_first_character(source, problem.place), _ITEM, "the value of this line's key")
    line = source.line_span(source.position(problem.place).line)
    written = source.text[line.start : line.end]
    start = line.start + len(written) - len(written.lstrip(" "))
    if start >= line.end:
        return None
    return _cut_text(source, start, composer) or _wrong_line(
        source, Span(source.name, start, line.end), composer
    )


def _cut_text(source: SourceText, start: int, composer: Composer) -> Diagnostic | None:
    """A plain text that a comment line ends before the author does."""
    last = composer.last
    if not isinstance(last, YamlScalar) or last.style is not ScalarStyle.PLAIN or last.place.is_empty:
        return None
    comment = _COMMENT_LINES.match(source.text, last.place.end, start)
    is_continued = source.position(start).column > _line_column(source, last.place.start)
    return TextLostToComment(Span(source.name, *comment.span(1))) if comment and is_continued else None


def _wrong_line(source: SourceText, line: Span, composer: Composer) -> Diagnostic | None:
    column = source.position(line.start).column
    is_item = _DASH.match(source.text, line.start) is not None
    blocks = _block_columns(source, composer)
    columns = sorted(place for place, is_list in blocks.items() if is_list is is_item and place != column)
    is_mixed = blocks.get(column, is_item) is not is_item
    if is_mixed and not (is_item and columns):
        found, wanted = (_ITEM, _KEY) if is_item else (_KEY, _ITEM)
        return MixedBlock(line, found, wanted)
    columns = columns or sorted(blocks.keys() - {column})
    if not columns:
        return None
    fitting = "no line above that it can belong to starts there"
    deeper = f"indented further than column {columns[-1]}, so it cannot belong there"
    reason = deeper if column > columns[-1] else fitting
    last = composer.last
    if reason == deeper and isinstance(last, YamlScalar) and last.style in _BLOCKS:
        reason = f"the `{last.style}` text above ended before this line, where a line is indented otherwise"
        columns = sorted({*columns, _text_column(source, last)} - {column})
    return BadIndentation(line, column, _one_of(columns), reason)


def _block_columns(source: SourceText, composer: Composer) -> dict[int, bool]:
    """Where lines of blocks may start here, and whether each block is a list."""
    columns: dict[int, bool] = {}
    for node in composer.open_nodes:
        if not node.is_flow:
            columns.setdefault(source.position(node.start).column, not node.is_mapping)
    node_or_none: YamlNode | None = composer.last
    while isinstance(node_or_none, YamlMapping | YamlSequence):
        is_list = isinstance(node_or_none, YamlSequence)
        if source.text[node_or_none.place.start] not in "[{":
            columns.setdefault(source.position(node_or_none.place.start).column, is_list)
        node_or_none = _last_child(node_or_none)
    return columns


def _last_child(node: YamlMapping | YamlSequence) -> YamlNode | None:
    if isinstance(node, YamlSequence):
        return node.items[-1] if node.items else None
    return node.entries[-1].value if node.entries else None


def _text_column(source: SourceText, block: YamlScalar) -> int:
    """Where the lines of a `|` or `>` text start: the column of the first that is not blank."""
    number = source.position(block.place.start).line
    while True:
        number += 1
        line = source.line_span(number)
        written = source.text[line.start : line.end]
        if written.strip(" ") or line.end >= block.place.end:
            return len(written) - len(written.lstrip(" ")) + 1


def _line_column(source: SourceText, place: int) -> int:
    line = source.line_span(source.position(place).line)
    written = source.text[line.start : line.end]
    return len(written) - len(written.lstrip(" ")) + 1


def _first_character(source: SourceText, place: int) -> Span:
    return Span(source.name, place, min(place + 1, len(source.text)))


def _one_of(columns: list[int]) -> str:
    *rest, last = [str(column) for column in columns]
    return f"{', '.join(rest)} or {last}" if rest else last
