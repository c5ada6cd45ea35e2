"""Does a tokenizer know where its tokens stand? A look at one text with everything that goes wrong.

Takes what a tokenizer made of a text. Gives the first fault in words, or None. May assume nothing.
Never calls a fault what the tokenizer's own normalisation does: texts are compared after it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

PROBE = (
    "The crown weighs 12.5 kg,  it\u2019s na\u00efve \u2014 caf\u00e9 e\u0301tude.\n"
    "\u041a\u0442\u043e \u0437\u0434\u0435\u0441\u044c? \u738b\u51a0\u306f\u91cd\u3044\u3002 "
    "ok \U0001f642\U0001f469\u200d\U0001f680 end\n\nunbelievable words]"
)
"""Latin with accents both ways, Cyrillic, CJK, emoji (one joined), digits, double spaces and line breaks."""

_MARKS = ("##", "\u2581", "</w>", "\ufffd")
_LONGEST_SHARED = 8
"""No normalisation makes one of more characters than these, or cuts a longer run in two."""
_CARRY_NOTHING = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "Me"})
"""Kinds of characters that a normalisation may take into their neighbours, or drop."""


def offset_fault(
    text: str,
    ids: Sequence[int],
    offsets: Sequence[tuple[int, int]],
    decode: Callable[[list[int]], str],
    *,
    unknown: int | None = None,
    normalise: Callable[[str], str] = str,
) -> str | None:
    """What is wrong with the offsets of one tokenised text, or None.

    Offsets must go through the text in order and leave out nothing that carries meaning of its own, and each
    run of tokens that share characters must decode to what the tokenizer makes of the characters they name.
    Tokens share a character only where it is more than one byte to the tokenizer.
    """
    groups = list(_groups(ids, offsets))
    reached = 0
    for number, (group, start, end) in enumerate(groups):
        if not 0 <= start <= end <= len(text):
            return f"a token claims characters {start}..{end} of {len(text)}"
        if start < reached:
            return f'the tokens of "{text[start:end]}" come behind those of what follows it'
        if shown := _shown(text[reached:start]):
            return f'"{shown}" is in no token'
        reached = end
        follows = groups[number + 1].start if number + 1 < len(groups) else len(text)
        # What a normalisation takes into a token may stand behind it: the accent of a letter.
        named = text[start : max(end, follows)] if not _shown(text[end:follows]) else text[start:end]
        if unknown not in group and not means_the_same(named, decode(group), normalise):
            return f'the tokens of "{text[start:end]}" decode to "{decode(group)}"'
    if shown := _shown(text[reached:]):
        return f'"{shown}" is in no token'
    shared = _wrongly_shared(text, offsets, normalise)
    return None if shared is None else f'two tokens claim the same "{shared}"'


def _wrongly_shared(
    text: str, offsets: Sequence[tuple[int, int]], normalise: Callable[[str], str]
) -> str | None:
    """Characters that two neighbouring tokens claim, though they can belong to one token only.

    A character of several bytes may lie in several tokens; so may what the tokenizer changes before it cuts,
    and the first character of a text, which may get the mark of a word put before it.
    """
    for (_, end), (start, last) in pairwise(offsets):
        shared = text[start : min(end, last)]
        if not shared or (start == 0 and len(shared) == 1):
            continue
        is_one_wide = len(shared) == 1 and not (shared + _marks(text, start + 1)).isascii()
        before = text[:start][-1:]
        is_changed = normalise(before + shared) != normalise(before) + shared
        if len(shared) > _LONGEST_SHARED or not (is_one_wide or is_changed):
            return shared
    return None


def _marks(text: str, place: int) -> str:
    """The combining marks from a place on: a normalisation may take them into the letter before."""
    end = place
    while end < len(text) and unicodedata.category(text[end]) in ("Mn", "Me"):
        end += 1
    return text[place:end]


def means_the_same(text: str, decoded: str, normalise: Callable[[str], str]) -> bool:
    """True when two texts are one to a tokenizer: equal after its normalisation, white space aside."""
    return _plain(text) == _plain(decoded) or _plain(normalise(text)) == _plain(normalise(decoded))


class _Group(NamedTuple):
    """Tokens that share characters, and the range of these."""

    ids: list[int]
    start: int
    end: int


def _groups(ids: Sequence[int], offsets: Sequence[tuple[int, int]]) -> Iterator[_Group]:
    """Runs of tokens that share characters, each with the range of the run."""
    group: list[int] = []
    start = end = 0
    for token, (first, last) in zip(ids, offsets, strict=True):
        if group and first < end and first >= start:
            group.append(token)
            end = max(end, last)
            continue
        if group:
            yield _Group(group, start, end)
        group, start, end = [token], first, last
    if group:
        yield _Group(group, start, end)


def _shown(text: str) -> str:
    """A text without what carries no meaning of its own: white space, control signs, combining marks."""
    return "".join(sign for sign in text if unicodedata.category(sign) not in _CARRY_NOTHING)


def _plain(text: str) -> str:
    """A text without white space, control signs and the marks with which tokenizers write words."""
    for mark in _MARKS:
        text = text.replace(mark, "")
    return "".join(sign for sign in text if unicodedata.category(sign)[0] not in "ZC")
