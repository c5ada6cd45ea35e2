"""Words whose letters belong to two scripts, and what they were meant to be.

Takes: a text and its language.
Gives: each such word, with the letters to change where that is certain.
May assume: nothing.
Never does: speak of a word of two halves that are both at home in their own script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from scenelang.linting.texts.scripts import (
    CYRILLIC_LETTERS,
    GREEK_LETTERS,
    LATIN_LETTERS,
    Script,
    respelt,
    script_of,
)

_OTHERS = f"{CYRILLIC_LETTERS}{GREEK_LETTERS}"
# Patterns as text: `re` keeps what it compiles, and most texts ask for neither.
_PAIR = (
    rf"[{LATIN_LETTERS}][{_OTHERS}]|[{_OTHERS}][{LATIN_LETTERS}]"
    rf"|[{CYRILLIC_LETTERS}][{GREEK_LETTERS}]|[{GREEK_LETTERS}][{CYRILLIC_LETTERS}]"
)
_MIXED = rf"[^\W\d_]*(?:{_PAIR})[^\W\d_]*"
_SHORTEST_GREEK = 3


class MixedWord(NamedTuple):
    """A word of two scripts. `letters` are places in the text and what belongs there, `meant` the whole."""

    start: int
    end: int
    text: str
    scripts: str
    odd: str
    meant: str
    letters: tuple[tuple[int, str], ...]


def mixed_words(text: str, language: str) -> Iterator[MixedWord]:
    """The words of a text that mix scripts by mistake."""
    if text.isascii() or not re.search(_PAIR, text):
        return
    for found in re.finditer(_MIXED, text):
        word = _judged(found, language)
        if word is not None:
            yield word


def _judged(found: re.Match[str], language: str) -> MixedWord | None:
    scripts = [script_of(letter) for letter in found[0]]
    kinds = sorted({script for script in scripts if script is not None})
    names = " and ".join(kinds)
    runs = [script for script, _ in groupby(scripts)]
    change = _change(found[0], scripts, kinds, language) if len(kinds) == 2 else None
    if change is None:
        is_meant = len(runs) == 2 or Script.GREEK in kinds
        odd = "letters of both"
        return None if is_meant else MixedWord(*found.span(), found[0], names, odd, "", ())
    written, wanted = change
    letters = tuple(
        (found.start() + index, respelt(letter, written, wanted) or letter)
        for index, (letter, script) in enumerate(zip(found[0], scripts, strict=True))
        if script is written
    )
    meant = list(found[0])
    for place, letter in letters:
        meant[place - found.start()] = letter
    which = "".join(dict.fromkeys(found[0][place - found.start()] for place, _ in letters))
    odd = f"`{which}` is {written} here" if len(which) == 1 else f"`{which}` are {written} here"
    return MixedWord(*found.span(), found[0], names, odd, "".join(meant), letters)


def _change(
    word: str, scripts: list[Script | None], kinds: list[Script], language: str
) -> tuple[Script, Script] | None:
    """Which script is wrong in a word, and which one is right; None where that is not to be told."""
    letters = {
        kind: "".join(sign for sign, own in zip(word, scripts, strict=True) if own is kind) for kind in kinds
    }
    if Script.GREEK in kinds and len(word) < _SHORTEST_GREEK:
        return None
    ways = [
        (written, wanted)
        for written, wanted in ((kinds[0], kinds[1]), (kinds[1], kinds[0]))
        if respelt(letters[written], written, wanted, language) is not None
    ]
    if Script.GREEK in kinds:
        ways = [way for way in ways if len(letters[way[1]]) > len(letters[way[0]]) and way[0] is Script.GREEK]
    home = Script.CYRILLIC if language.split("-", maxsplit=1)[0] in _CYRILLIC_LANGUAGES else Script.LATIN
    return max(ways, key=lambda way: (way[1] is home, len(letters[way[1]])), default=None)


_CYRILLIC_LANGUAGES = frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "tt"})
