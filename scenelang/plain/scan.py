"""From the text of a file to a scene in flat tables, by a few regular expressions.

Takes: a text of plain signs.
Gives: a `PlainScene`. What it says is what the full path would read, place for place.
May assume: each sign is plain, no line ends in a blank, the last line has an end.
Never does: read what is not in the plain layout (`NotPlain`); ask what a name stands for.

How the layout is proven: one match of the header up to `beats:`, one match of the rules behind the last
beat. What lies between is parted at spans, and no bracket may be left over; the rest, put together
again, is parted at the heads of beats. All lines of it must be heads, or texts six blanks deep: they are
counted, and no blank may be left over.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from scenelang.plain.plain_scene import NO_MARKS, PlainBeat, PlainScene, PlainSpan
from scenelang.plain.plain_words import ID, TRAPS, NotPlain
from scenelang.plain.remembered import beat_names, long_head, marks_of, marks_without_id
from scenelang.plain.rule_lines import anchors_in, layers_in, logic_in, references_in

_HEADER = re.compile(
    rf"""(?:\#[^\n]*+\n)*+
    scene:\ 1\n
    id:\ ({ID})\n
    archetype:\ ({ID})\n
    (?:stratum:\ (thinking|knowledge)\n)?
    (?:language:\ (en|ru|de|fr|es|it|pt|nl|pl|uk|cs|sv|tr)\n)?
    (?:tags:\ \[([^\]\n]*+)\]\n)?
    (?:split:\ (train|held_out)\n)?
    \n?
    (?:cast:\n((?:\ \ [^\n]++\n)++)\n?)?
    (?:tension:\n((?:\ \ [^\n]++\n)++)\n?)?
    beats:(?=\n)""",
    re.VERBOSE,
)
_RULES_BEGIN = re.compile(r"\n(?:logic|self|anchors|layers):\n")
_LINES = r"((?:\n  - [^\n]++)++)(?:\n(?=\n|\Z))?"
_RULES = re.compile(
    rf"(?:\nlogic:{_LINES})?(?:\nself:{_LINES})?(?:\nanchors:{_LINES})?(?:\nlayers:{_LINES})?"
)
_HEAD = re.compile(rf"\n  - (?:({ID})(?:\(({ID})\))?: \||(kind: [^|#]*?)\n    text: \|)(?=\n)")
_SPAN = re.compile(rf"\[([^\[\] \n][^\[\]]*+)(?<![ \n])\]\{{(?:#({ID}))?([^\[\]{{}}]*+)\}}")
_MEMBER = re.compile(rf"(?m)^  ({ID}): \{{role: ({ID})(?:, chat: (?:system|user|assistant))?\}}\n")
_AXIS = re.compile(rf"(?m)^  ({ID}): ([\w][^\n#:]*+)\n")
_TAG = re.compile(r"[^\W\d_]\w*(?:[ '-]\w+)*")
_DIRECTIVE = "scenelang"
_FIRST = "\n  - "
_NO_WORD = re.compile(r"[\W_]*")
_LINE_BREAK, _LINE_END = "\n      ", "\n"
_INDENT = len(_LINE_BREAK)
_DEEPER = " " * _INDENT
_SEAM_SIGN = "\0"  # no plain sign
_SEAM = f"\n{_SEAM_SIGN}"
_KEPT = 4096
_new = tuple.__new__  # a named tuple made so takes half the time, and there are dozens in each scene


def scan(text: str) -> PlainScene:
    """The scene in a text.

    Raises:
        NotPlain: the text is not in the plain layout.
    """
    header = _HEADER.match(text)
    if header is None:
        raise NotPlain
    id_, archetype, stratum, language, tags, split, cast, tension = header.groups("")
    id_start, start = header.start(1), header.end()
    if _DIRECTIVE in text[:id_start] or id_.lower() in TRAPS or archetype.lower() in TRAPS:
        raise NotPlain
    rules = _RULES_BEGIN.search(text, start)
    end = len(text) - 1 if rules is None else rules.start()
    body = _body(text[start : end - 1 if text[end - 1] == "\n" else end])
    heads = _HEAD.split(body.read)
    if heads[0] or len(heads) < 5:
        raise NotPlain
    texts, together = _texts(body.read, heads[4::4])
    kinds, names, beats = _beats(heads, body)
    tail = _RULES.match(text, end)
    if tail is None or tail.end() < len(text) - 1:
        raise NotPlain
    if text.count("  ", end) != text.count(_FIRST, end):
        raise NotPlain
    groups = tail.groups("")
    logic = logic_in(groups[0]) if groups[0] else []
    references = references_in(groups[1]) if groups[1] else []
    anchors = anchors_in(groups[2]) if groups[2] else []
    layers = layers_in(groups[3]) if groups[3] else []
    return PlainScene(
        text, id_, id_start, archetype, stratum or "thinking", language or "en",
        _tags(tags) if tags else (), split == "held_out",
        _cast(cast) if cast else {}, _tension(tension) if tension else {}, beats, body.spans, body.extents,
        logic, references, anchors, layers, (start, end), texts, together, kinds, names,
        body.named, body.marked,
    )  # fmt: skip


class _Body(NamedTuple):
    """What was found in the lines under `beats`: the text without marks, the ranks of heads, the spans.

    `named` has the text of each span with a name, `marked` the spans with more marks than a name.
    """

    read: str
    head_ranks: list[int]
    spans: list[PlainSpan]
    extents: dict[str, tuple[int, int]]
    named: dict[str, str]
    marked: list[PlainSpan]


def _body(written: str) -> _Body:
    """Beats and spans in the lines under `beats`."""
    parts = _SPAN.split(written)
    insides, names, all_marks, between = parts[1::4], parts[2::4], parts[3::4], parts[4::4]
    _prove_insides(insides)
    head_ranks: list[int] = []
    spans: list[PlainSpan] = []
    extents: dict[str, tuple[int, int]] = {}
    named: dict[str, str] = {}
    marked: list[PlainSpan] = []
    rank, after = 0, parts[0]
    for inside, name, marks, following in zip(insides, names, all_marks, between, strict=True):
        if _FIRST in after:
            for _ in range(after.count(_FIRST)):
                head_ranks.append(rank)
                rank += 1
        after = following
        if name:
            meaning = marks_of(marks) if marks else NO_MARKS
            extents[name], named[name] = (rank, rank + 1), inside
        else:
            meaning = marks_without_id(marks)
        span = _new(PlainSpan, (name or "", inside, meaning, rank, len(head_ranks) - 1))
        spans.append(span)
        if marks:
            marked.append(span)
        rank += 1
    for _ in range(after.count(_FIRST)):
        head_ranks.append(rank)
        rank += 1
    head_ranks.append(rank)
    if len(named) + names.count(None) < len(names):
        raise NotPlain
    del parts[2::4]
    del parts[2::3]
    return _Body("".join(parts), head_ranks, spans, extents, named, marked)


def _prove_insides(insides: list[str]) -> None:
    """Each span begins or ends with a letter or digit; that neither is a blank is seen already."""
    if not "".join([inside[0] for inside in insides]).isalnum():
        for inside in insides:
            if not (inside[0].isalnum() or inside[-1].isalnum()):
                raise NotPlain


def _texts(read: str, pieces: list[str]) -> tuple[list[str], str]:
    """The text of each beat, line by line, and all of them together.

    What stands between heads is text, all of it six blanks deep.
    """
    written = f"{_SEAM.join(pieces)}\n"
    flat = _LINE_END.join(written.split(_LINE_BREAK))
    texts = [text[1:] for text in flat.split(_SEAM_SIGN)]
    together = "".join(texts)
    if (
        "" in texts  # each head is followed by text
        or len(written) - len(flat) != (_INDENT - 1) * together.count("\n")  # each line was so deep
        or read.rfind(_DEEPER) >= 0  # `in` takes half as long again
        or together.rfind("  ") >= 0
        or "[" in read
        or "]" in read
        or "{" in read
        or "}" in read
        or "\\" in read
    ):
        raise NotPlain
    for text in texts:
        if not text[0].isalpha() and _NO_WORD.fullmatch(text):
            raise NotPlain
    return texts, together


def _beats(heads: list[str], body: _Body) -> tuple[tuple[str, ...], tuple[str, ...], list[PlainBeat]]:
    """The kinds and the names of the beats, and the beats, with their extents beside those of the spans."""
    forms = [
        long_head(long) if long else (kind, speaker or "", 1.0, "", "")
        for kind, speaker, long in zip(heads[1::4], heads[2::4], heads[3::4], strict=True)
    ]
    kinds = tuple([form[0] for form in forms])
    names = beat_names(kinds)
    ranks, extents = body.head_ranks, body.extents
    if len(ranks) != len(names) + 1 or not extents.keys().isdisjoint(names):
        raise NotPlain
    beats = []
    for number, (kind, speaker, weight, axis, stratum) in enumerate(forms):
        rank, stop = extent = (ranks[number], ranks[number + 1])
        extents[names[number]] = extent
        beats.append(_new(PlainBeat, (names[number], kind, speaker, rank, stop, weight, axis, stratum)))
    return kinds, names, beats


@lru_cache(_KEPT)
def _tags(written: str) -> tuple[str, ...]:
    tags = tuple(written.split(", "))
    if len({tag.casefold() for tag in tags}) < len(tags):
        raise NotPlain
    for tag in tags:
        if tag.lower() in TRAPS or _TAG.fullmatch(tag) is None:
            raise NotPlain
    return tags


@lru_cache(_KEPT)
def _cast(written: str) -> dict[str, str]:
    return _pairs(_MEMBER, written)


@lru_cache(_KEPT)
def _tension(written: str) -> dict[str, str]:
    return _pairs(_AXIS, written)


def _pairs(line: re.Pattern[str], written: str) -> dict[str, str]:
    """The two words of each line; no first word may come twice."""
    found = line.findall(written)
    pairs: dict[str, str] = dict(found)
    if len(pairs) != written.count("\n") or not TRAPS.isdisjoint(map(str.lower, pairs)):
        raise NotPlain
    return pairs
