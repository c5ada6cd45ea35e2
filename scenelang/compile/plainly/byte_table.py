"""The bytes of many tokens at once, for tokenizers whose tokens are runs of bytes.

Takes: ids of tokens.
Gives: how many bytes each has, and whether they are those of a text.
May assume: nothing.
Never does: ask for a token twice.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenelang.compile.plainly.ragged import Int
from scenelang.lowering import BytePieces

_UNKNOWN = -1
_WORD = 8
_MASKS = np.array([(1 << (8 * count)) - 1 for count in range(_WORD + 1)], np.uint64)
"""For each number of bytes, the bits of as many at the beginning of a word."""
_NO_BYTES = b"\xff"
"""What a token has that is no run of bytes: a byte that no text in ASCII holds."""


class ByteTable:
    """The bytes of each token that was asked for so far."""

    def __init__(self, pieces: BytePieces) -> None:
        self._pieces = pieces
        self._lengths = np.zeros(0, np.int64)
        self._words = np.zeros((0, 1), np.uint64)

    def lengths(self, ids: NDArray[np.int32]) -> Int:
        """How many bytes each token has."""
        self._grow(int(ids.max(initial=-1)) + 1)
        found: Int = self._lengths[ids]
        if (found == _UNKNOWN).any():
            self._learn(np.flatnonzero(np.bincount(ids[found == _UNKNOWN])))
            found = self._lengths[ids]
        return found

    def are(self, ids: NDArray[np.int32], starts: Int, text: bytes) -> bool:
        """Whether the bytes of each token are those of a text from its start on.

        They are compared eight at a time: there are as many words as the longest of the tokens needs.
        """
        lengths = self.lengths(ids)
        if len(ids) and int((starts + lengths).max()) > len(text):
            return False
        words = np.ndarray((len(text) + 1,), "<u8", text + bytes(_WORD), strides=(1,))
        for number in range(self._words.shape[1]):
            left = lengths - number * _WORD
            some = slice(None) if number == 0 else left > 0
            mine = words[starts[some] + number * _WORD] & _MASKS[np.minimum(left[some], _WORD)]
            if not np.array_equal(mine, self._words[ids[some], number]):
                return False
        return True

    def _grow(self, size: int) -> None:
        """Makes room for ids below a size; twice as much as is needed, as more will come."""
        if size > len(self._lengths):
            more = 2 * size - len(self._lengths)
            self._lengths = np.concatenate([self._lengths, np.full(more, _UNKNOWN)])
            self._words = np.concatenate([self._words, np.zeros((more, self._words.shape[1]), np.uint64)])

    def _learn(self, ids: Int) -> None:
        pieces = [self._pieces.of(token) or _NO_BYTES for token in ids.tolist()]
        self._lengths[ids] = np.fromiter(map(len, pieces), np.int64, len(pieces))
        words = -(-max(map(len, pieces)) // _WORD)
        if words > self._words.shape[1]:
            more = np.zeros((len(self._words), words - self._words.shape[1]), np.uint64)
            self._words = np.concatenate([self._words, more], axis=1)
        width = self._words.shape[1] * _WORD
        filled = b"".join([piece.ljust(width, b"\0") for piece in pieces])
        self._words[ids] = np.frombuffer(filled, "<u8").reshape(len(pieces), -1)
