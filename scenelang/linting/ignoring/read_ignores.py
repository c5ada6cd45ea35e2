"""Finds the comments of a file that silence findings.

    # scenelang: ignore[SL801, trailing-blanks] a held breath
    # scenelang: ignore-file[signs] a scene about look-alikes

Takes: a source text, its documents and its comments.
Gives: what each comment silences and where; comments that only look like it.
May assume: the documents and the comments are those of the text.
Never does: ask whether a rule is known, or whether a comment is of use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scenelang.diagnostics import nearest
from scenelang.linting.families import FAMILIES
from scenelang.linting.ignoring.ignore_reach import IgnoreReach
from scenelang.linting.ignoring.ignore_table import (
    NO_IGNORES,
    IgnoreComment,
    IgnoreItem,
    IgnoreTable,
    Range,
    WrongComment,
)
from scenelang.reading import Comment, SceneDocument
from scenelang.source import SourceText

_OURS = re.compile(r"scenelang|\bscene[ \t]*:|noqa", re.IGNORECASE)
_RIGHT = re.compile(r"#[ \t]*scenelang:[ \t]*(ignore|ignore-file)\[([\w, \t-]*)\](?:[ \t]+(.*))?\Z")
_LIKE_IT = re.compile(
    r"#+[ \t]*(?:scenelang\b|scene[ \t]*:|(?=noqa))[ \t]*[:,;-]?[ \t]*([A-Za-z][\w-]*)[ \t]*:?[ \t]*(.*)\Z",
    re.IGNORECASE,
)
_WORDS = ("ignore", "ignore-file")
_OTHER_WORDS = {"noqa", "disable", "suppress", "allow", "skip", "ignores", "ignored"}
_FOR_FILE = re.compile(r"file", re.IGNORECASE)
_ITEM = re.compile(r"[^\s,]+(?:[ \t]+[^\s,]+)*")
_CODE = re.compile(r"SL\d{1,3}\Z", re.IGNORECASE)
_KEEPS = re.compile(r"[|>]\d?\+")
_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))+")
_LEADING = re.compile(r"[ \t,]*([\w-]+)")


def read_ignores(
    source: SourceText, documents: Sequence[SceneDocument], comments: Sequence[Comment]
) -> IgnoreTable:
    """The table of a file; most files have an empty one."""
    ours = [comment for comment in comments if _OURS.search(comment.text)]
    if not ours:
        return NO_IGNORES
    reach = IgnoreReach(source, [document.node for document in documents])
    found = [one for comment in ours if (one := _read(source, comment, reach)) is not None]
    return IgnoreTable(
        tuple(one for one in found if isinstance(one, IgnoreComment)),
        tuple(one for one in found if isinstance(one, WrongComment)),
    )


def _read(source: SourceText, comment: Comment, reach: IgnoreReach) -> IgnoreComment | WrongComment | None:
    place = (comment.place.start, comment.place.end)
    right = _RIGHT.match(comment.text)
    if right is None:
        return _wrong(comment.text, place)
    items = tuple(_items(right[2], place[0] + right.start(2)))
    if not items:
        return WrongComment(place, "it names no code and no rule")
    if any(len(item.word.split()) > 1 for item in items):
        return WrongComment(place, "commas are missing between codes", _spelled(right))
    is_for_file = right[1] == "ignore-file"
    if is_for_file and not comment.is_alone:
        return WrongComment(place, "what is ignored in the whole file stands on a line of its own")
    gone = _comment_gone(source, comment)
    where = () if is_for_file else reach.of(comment)
    return IgnoreComment(place, gone, items, where, (right[3] or "").strip(), is_for_file)


def _items(inside: str, start: int) -> Iterator[IgnoreItem]:
    """What stands between the brackets, each with its place and what to delete of it."""
    found = list(_ITEM.finditer(inside))
    for number, item in enumerate(found):
        gone = item.span()
        if number:
            gone = (found[number - 1].end(), item.end())
        elif len(found) > 1:
            gone = (item.start(), found[1].start())
        yield IgnoreItem(item[0], _moved(item.span(), start), _moved(gone, start))


def _moved(span: Range, start: int) -> Range:
    return (span[0] + start, span[1] + start)


def _comment_gone(source: SourceText, comment: Comment) -> Range:
    """A comment behind something goes with the blanks before it, one on a line of its own with its line.

    Blank lines behind it go too where they would become part of a block that keeps them.
    """
    start, end = comment.place.start, comment.place.end
    text = source.text
    line = source.line_span(source.position(start).line)
    if not comment.is_alone:
        return (line.start + len(text[line.start : start].rstrip()), max(end, line.end))
    behind = (_BLANK_LINES if _KEEPS.search(text, 0, line.start) else _LINE_BREAK).match(text, line.end)
    return (line.start, line.end if behind is None else behind.end())


def _spelled(right: re.Match[str]) -> str:
    words = ", ".join(_as_code(word) for word in right[2].replace(",", " ").split())
    return f"# scenelang: {right[1]}[{words}]{f' {right[3].strip()}' if right[3] else ''}"


def _wrong(text: str, place: Range) -> WrongComment | None:
    """A comment that means to be one of ours, and is none; None for all others."""
    like = _LIKE_IT.match(text)
    if like is None:
        return None
    word, rest = like[1].lower(), like[2]
    is_foreign = word == "noqa" and "scenelang" not in text.lower()
    if is_foreign and not re.search(r"\bSL\d", rest):
        return None
    if word not in {*_WORDS, *_OTHER_WORDS} and nearest(word, _WORDS) is None:
        return None
    codes, reason = _codes_and_reason(rest)
    if not codes:
        return WrongComment(place, "it names no code and no rule")
    name = "ignore-file" if _FOR_FILE.search(word) else "ignore"
    right = f"# scenelang: {name}[{', '.join(codes)}]{f' {reason}' if reason else ''}"
    return WrongComment(place, "it is not written as such a comment is", right)


def _codes_and_reason(rest: str) -> tuple[list[str], str]:
    """The codes that a comment seems to name, and what stands behind them."""
    opened = re.match(r"[\[(]([^\])]*)[\])]?(.*)", rest)
    if opened is not None:
        words = [_as_code(word) for word in re.split(r"[\s,]+", opened[1]) if re.match(r"[\w-]+\Z", word)]
        return words, opened[2].strip(" \t:-")
    codes: list[str] = []
    at = 0
    while (found := _LEADING.match(rest, at)) and (_CODE.match(found[1]) or found[1] in {*FAMILIES, "all"}):
        codes.append(_as_code(found[1]))
        at = found.end()
    return codes, rest[at:].strip(" \t:-,")


def _as_code(word: str) -> str:
    return word.upper() if _CODE.match(word) else word
