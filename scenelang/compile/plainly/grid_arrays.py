"""Tokens laid over texts: to which beat and span each token belongs, and which tokens each of them owns.

Takes: the texts and the tokens of a portion.
Gives: a `GridArrays`.
May assume: the tokens of each text go through it in order; white space in texts is single.
Never does: decide to whom a token belongs that reaches over an edge: its text is left to the full path.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple
from unicodedata import category

import numpy as np
from numpy.typing import NDArray

from scenelang.compile.plainly.ragged import Int
from scenelang.compile.plainly.text_arrays import TextArrays
from scenelang.compile.plainly.token_arrays import TokenArrays

_CONTENT = "LNS"
_BLANK, _LINE_END = ord(" "), ord("\n")
_HIGHEST = 0x2200
"""Above each sign that may stand in a plain scene."""


class GridArrays(NamedTuple):
    """Tokens over texts.

    `lefts` and `rights` bound each token without the white space at its ends; white space alone counts whole.
    `units` is the innermost beat or span that a token lies in; `owner` its text. `first` and `stop` are the
    tokens of each unit, and `last` the last of them with a letter, digit or symbol, else the last one.
    `sound` is false for texts in which a token reaches over an edge, or a span has no token.
    """

    lefts: Int
    rights: Int
    units: Int
    owner: Int
    first: Int
    stop: Int
    last: Int
    sound: NDArray[np.bool_]


def grid_arrays(
    signs: NDArray[np.uint8] | NDArray[np.uint32], texts: TextArrays, tokens: TokenArrays
) -> GridArrays:
    """Lays tokens over texts; `signs` are all characters that are read."""
    blank = (signs == _BLANK) | (signs == _LINE_END)
    starts, ends = tokens.starts, tokens.ends
    lefts, rights = starts + blank[starts], ends - blank[ends - 1]
    is_blank = lefts >= rights
    lefts, rights = np.where(is_blank, starts, lefts), np.where(is_blank, ends, rights)
    edges = np.searchsorted(lefts, texts.segment_starts)
    counts = np.diff(np.append(edges, len(lefts)))
    units = np.repeat(texts.segment_units, counts)
    segment_ends = np.append(texts.segment_starts[1:], texts.texts[-1])
    owner = np.repeat(np.arange(len(tokens.texts) - 1), np.diff(tokens.texts))
    first = np.searchsorted(rights, texts.starts, side="right")
    stop = np.maximum(first, np.searchsorted(lefts, texts.ends))
    sound = np.ones(len(tokens.texts) - 1, np.bool_)
    sound[owner[rights > np.repeat(segment_ends, counts)]] = False
    owner_of_unit = np.repeat(np.arange(len(texts.units) - 1), np.diff(texts.units))
    sound[owner_of_unit[first >= stop]] = False
    last = _last_content(signs, lefts, rights)[np.maximum(stop, 1) - 1]
    last = np.where(last >= first, last, stop - 1)
    return GridArrays(lefts, rights, units, owner, first, stop, last, sound)


def _last_content(signs: NDArray[np.uint8] | NDArray[np.uint32], lefts: Int, rights: Int) -> Int:
    """For each token, itself or the nearest one before it that holds a letter, digit or symbol; else -1."""
    table = _table()
    counts = table[signs[lefts]] | table[signs[rights - 1]]
    for token in np.flatnonzero(~counts & (rights - lefts > 2)).tolist():
        counts[token] = table[signs[lefts[token] : rights[token]]].any()
    found: Int = np.maximum.accumulate(np.where(counts, np.arange(len(lefts)), -1))
    return found


@cache
def _table() -> NDArray[np.bool_]:
    """Which signs are letters, digits or symbols."""
    return np.array([category(chr(code))[0] in _CONTENT for code in range(_HIGHEST)], np.bool_)
