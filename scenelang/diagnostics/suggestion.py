"""Did you mean: the allowed word that is nearest to the one that was written.

Takes: a word and the words that would have been right.
Gives: the nearest of them, or None where nothing is near enough to be a slip of the hand.
May assume: nothing; both may be empty.
Never does: guess. A far suggestion misleads more than none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_SWAP_REACH = 2


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
    wanted = _folded(word)
    best: tuple[float, str] | None = None
    for candidate in allowed:
        if candidate == word or not candidate:
            continue
        distance = _nearness(wanted, _folded(candidate))
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, candidate)
    return None if best is None else best[1]


def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold()


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
