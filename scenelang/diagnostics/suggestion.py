"""Did you mean: the allowed word that is nearest to the one that was written.

Takes: a word and the words that would have been right.
Gives: the nearest of them, or None where nothing is near enough to be a slip of the hand; as a word, as
the sentence that a help line begins with, or as the whole line.
May assume: nothing; both may be empty.
Never does: guess. A far suggestion misleads more than none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_SWAP_REACH = 2
_LOOK_ALIKES = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0458\u03bf\u03bd",
    "ABEKMHOPCTYXIaeopcyxisjov",
)
"""Cyrillic and Greek letters that a reader cannot tell from Latin ones."""
_LISTED_AT_MOST = 20
"""So many words a help line lists; every key of a scene, and no whole lexicon."""


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word with the smallest edit distance to `word`, if it is near.

    Case counts for nothing but ties. Distance is optimal string alignment: insert, delete, replace, or
    swap two neighbours. Near is at most one edit in words of up to four characters, and a third of the
    longer word's length beyond; a word that begins with what was written (three characters at least) is
    near too.

    Args:
        word: What was written.
        allowed: What may be written, in order of preference: the first wins a tie.

    Returns:
        One of `allowed`, never `word` itself as written, or None.
    """
    near = _near_ones(word, allowed)
    return min(near, key=near.__getitem__) if near else None


def surely_meant(word: str, allowed: Iterable[str]) -> str | None:
    """The nearest allowed word, where no other is as near; None where somebody has to choose."""
    near = _near_ones(word, allowed)
    least = min(near.values(), default=None)
    best = [candidate for candidate, distance in near.items() if distance == least]
    return best[0] if len(best) == 1 else None


def did_you_mean(word: str, allowed: Iterable[str]) -> str:
    """`did you mean ...? `, the beginning of a help line; nothing where no allowed word is near.

    Where the two look the same to a reader, the first character in which they differ is named.
    """
    meant = nearest(word, allowed)
    if meant is None:
        return ""
    asked = f"did you mean `{meant}`? "
    if _skeleton(meant) != _skeleton(word):
        return asked
    for number, (here, there) in enumerate(zip(word, meant, strict=False), start=1):
        if here != there:
            differ = f"character {number} is {_called(here)}, not {_called(there)}"
            return f"{asked}they look the same, but {differ}; "
    return asked


def advice(word: str, allowed: Iterable[str], heading: str) -> str:
    """A whole help line: the nearest allowed word, where one is near, and what is allowed.

    Args:
        word: What was written.
        allowed: What may be written; a word that comes twice is listed once.
        heading: What the allowed words are, in the plural: `spans here`.
    """
    words = tuple(dict.fromkeys(allowed))
    if not words:
        return f"{heading}: none"
    listed = ", ".join(f"`{each}`" for each in words[:_LISTED_AT_MOST])
    rest = len(words) - _LISTED_AT_MOST
    more = f" and {rest} more" if rest > 0 else ""
    return f"{did_you_mean(word, words)}{heading} are {listed}{more}"


def _near_ones(word: str, allowed: Iterable[str]) -> dict[str, float]:
    """The allowed words that are near, with their distances, in order of preference."""
    wanted = _folded(word)
    near = {}
    for candidate in allowed:
        distance = _nearness(wanted, _folded(candidate)) if candidate and candidate != word else None
        if distance is not None:
            near[candidate] = distance
    return near


def _skeleton(word: str) -> str:
    """What a reader sees of a word: equal for words that look the same."""
    return unicodedata.normalize("NFKC", word).translate(_LOOK_ALIKES)


def _folded(word: str) -> str:
    return _skeleton(word).casefold()


def _called(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def _nearness(word: str, candidate: str) -> float | None:
    longer = max(len(word), len(candidate))
    reach = 1 if longer <= 4 else longer // 3
    if abs(len(word) - len(candidate)) <= reach:
        distance = _edit_distance(word, candidate)
        if distance <= reach and distance < longer:
            return distance
    if len(word) >= 3 and candidate.startswith(word):
        return reach + 0.5
    return None


def _edit_distance(left: str, right: str) -> int:
    """Optimal string alignment distance between two words."""
    two_back: list[int] = []
    row_back = list(range(len(right) + 1))
    for i, left_sign in enumerate(left, start=1):
        row = [i]
        for j, right_sign in enumerate(right, start=1):
            cost = min(row_back[j] + 1, row[j - 1] + 1, row_back[j - 1] + (left_sign != right_sign))
            swapped = i >= _SWAP_REACH and j >= _SWAP_REACH
            if swapped and left_sign == right[j - 2] and left[i - 2] == right_sign:
                cost = min(cost, two_back[j - 2] + 1)
            row.append(cost)
        two_back, row_back = row_back, row
    return row_back[-1]
