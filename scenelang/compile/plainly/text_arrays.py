"""Where the characters, beats and spans of many scenes stand: one array for a whole portion of files.

Takes: plain scenes.
Gives: a `TextArrays`: for each character that is read, where it was written; for each beat and span, where it
    begins and ends; for each run of characters without an edge in it, what it belongs to.
May assume: the scenes are in the plain layout: all brackets under `beats` are those of spans, and a line is
    the head of a beat, or a text that stands six blanks deep.
Never does: look at a scene by itself.

Texts of all scenes stand one behind the other, and so do their beats and spans (the *units*, by rank). A
place in either is counted from the first scene on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenelang.compile.plainly.ragged import Int, offsets_of
from scenelang.plain import PlainScene

_LINE_END, _BLANK, _OPEN, _CLOSE, _END, _DASH = map(ord, "\n []}-")
_HEAD_COLUMN, _DASH_COLUMN, _INDENT = 4, 2, 6


class TextArrays(NamedTuple):
    """The texts of a portion.

    `places` has the place among all lines under `beats` of each character that is read; with the scene's
    item of `shifts` it becomes the offset in its file. `texts` and `units` say where each scene's begin and
    the last one's end. `starts` and `ends` are by unit, and so is `beat_of_unit`, which counts the beats of
    all scenes. A *segment* begins wherever a beat or span begins or ends; `segment_units` has the unit that
    it lies in.
    """

    places: Int
    shifts: Int
    texts: Int
    units: Int
    starts: Int
    ends: Int
    beat_of_unit: Int
    segment_starts: Int
    segment_units: Int


class _Body(NamedTuple):
    """The lines under `beats` of all scenes, and where each scene's begin."""

    signs: NDArray[np.uint8] | NDArray[np.uint32]
    offsets: Int
    firsts: Int


class _Lines(NamedTuple):
    starts: Int
    ends: Int
    is_text: NDArray[np.bool_]


def text_arrays(scenes: Sequence[PlainScene]) -> TextArrays:
    """The texts of scenes, at least one."""
    body = _body(scenes)
    opens, closes, ends = (np.flatnonzero(body.signs == sign) for sign in (_OPEN, _CLOSE, _END))
    lines = _lines(body.signs)
    is_head = ~lines.is_text & (body.signs[lines.starts + _DASH_COLUMN] == _DASH)
    heads = lines.starts[is_head]
    read = _read(body.signs, lines, (opens, closes, ends))
    events = np.sort(np.concatenate([heads * 4, opens * 4 + 1, closes * 4 + 2]))
    where, kind = np.searchsorted(read, events >> 2), events & 3
    units = np.cumsum(kind < 2) - 1
    begins = kind < 2
    starts, is_beat = where[begins], kind[begins] == 0
    beats = np.cumsum(is_beat) - 1
    # A segment behind a span belongs to the beat around it.
    unit_of_beat = np.flatnonzero(is_beat)
    segment_units = np.where(begins, units, unit_of_beat[beats[units]])
    stops = np.empty_like(starts)
    stops[~is_beat] = where[kind == 2]
    stops[is_beat] = np.append(starts[is_beat][1:], len(read))
    return TextArrays(
        places=read,
        shifts=body.firsts - body.offsets[:-1],
        texts=np.searchsorted(read, body.offsets),
        units=np.searchsorted(events[begins] >> 2, body.offsets),
        starts=starts,
        ends=stops,
        beat_of_unit=beats,
        segment_starts=where,
        segment_units=segment_units,
    )


def _body(scenes: Sequence[PlainScene]) -> _Body:
    parts, firsts = [], []
    for scene in scenes:
        start, end = scene.body
        text = scene.text
        last = end - 1 if text[end - 1] == "\n" else end
        parts.append(text[start + 1 : last + 1])
        firsts.append(start + 1)
    whole = "".join(parts)
    signs = (
        np.frombuffer(whole.encode("ascii"), np.uint8)
        if whole.isascii()
        else np.frombuffer(whole.encode("utf-32-le"), np.uint32)
    )
    counts = np.fromiter(map(len, parts), np.int64, len(parts))
    return _Body(signs, offsets_of(counts), np.array(firsts))


def _lines(signs: NDArray[np.uint8] | NDArray[np.uint32]) -> _Lines:
    line_ends = np.flatnonzero(signs == _LINE_END)
    starts = np.empty_like(line_ends)
    starts[0], starts[1:] = 0, line_ends[:-1] + 1
    return _Lines(starts, line_ends, signs[starts + _HEAD_COLUMN] == _BLANK)


def _read(signs: NDArray[np.uint8] | NDArray[np.uint32], lines: _Lines, marks: tuple[Int, Int, Int]) -> Int:
    """The places of the characters that are read: no heads, no indents, no brackets, no marks."""
    opens, closes, ends = marks
    change = np.zeros(len(signs) + 1, np.int8)
    heads = ~lines.is_text
    change[lines.starts] += 1
    change[lines.starts[lines.is_text] + _INDENT] -= 1
    change[lines.ends[heads] + 1] -= 1
    change[opens] += 1
    change[opens + 1] -= 1
    change[closes] += 1
    change[ends + 1] -= 1
    return np.flatnonzero(np.cumsum(change[:-1], dtype=np.int8) == 0)
