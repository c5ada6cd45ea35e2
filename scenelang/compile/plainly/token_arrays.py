"""The tokens of many texts, and where they stand: one array for a whole portion of files.

Takes: texts, and what a tokenizer made of them.
Gives: a `TokenArrays`: ids, and the characters of each token, counted from the first text on.
May assume: offsets go through a text in order, as far as `is_sound` says so.
Never does: trust a short cut: offsets are worked out from the bytes of tokens only where all these bytes
    together are the text, and where the tokenizer itself gives the same for a text of the portion.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenelang.compile.plainly.byte_table import ByteTable
from scenelang.compile.plainly.ragged import Int, offsets_of
from scenelang.lowering import Cut


class TokenArrays(NamedTuple):
    """The tokens of a portion; `texts` says where those of each text begin and the last one's end.

    `speaks_bytes` is true for texts whose tokens decode to just the characters that they stand at.
    """

    ids: NDArray[np.int32]
    starts: Int
    ends: Int
    texts: Int
    speaks_bytes: NDArray[np.bool_]


def token_arrays(texts: Sequence[str], cuts: Sequence[Cut], table: ByteTable | None) -> TokenArrays:
    """The tokens of texts. `table` is None where tokens are no runs of bytes."""
    all_ids = [cut.ids for cut in cuts]
    counts = np.fromiter(map(len, all_ids), np.int64, len(all_ids))
    offsets = offsets_of(counts)
    ids = np.fromiter(chain.from_iterable(all_ids), np.int32, int(offsets[-1]))
    lengths = offsets_of(np.fromiter(map(len, texts), np.int64, len(texts)))
    in_bytes = np.fromiter(map(str.isascii, texts), np.bool_, len(texts))
    ends = np.zeros(len(ids), np.int64)
    if table is not None and len(ids) and in_bytes.any():
        ends = _ends(ids, offsets, lengths, table)
        in_bytes &= _agree_at_edges(ends, offsets, lengths)
        in_bytes &= _are_told(cuts, ends, offsets, lengths, in_bytes)
        in_bytes &= _are_their_bytes(texts, ids, offsets, in_bytes, table)
    else:
        in_bytes[:] = False
    starts = np.empty_like(ends)
    starts[1:] = ends[:-1]
    starts[offsets[:-1][counts > 0]] = lengths[:-1][counts > 0]
    for text in np.flatnonzero(~in_bytes).tolist():
        here = slice(offsets[text], offsets[text + 1])
        told = np.array(cuts[text].offsets, np.int64).reshape(-1, 2) + lengths[text]
        starts[here], ends[here] = told[:, 0], told[:, 1]
    return TokenArrays(ids, starts, ends, offsets, in_bytes)


def _are_their_bytes(
    texts: Sequence[str],
    ids: NDArray[np.int32],
    offsets: Int,
    chosen: NDArray[np.bool_],
    table: ByteTable,
) -> bool:
    """Whether the bytes of the tokens are the texts, in all the chosen ones, which are in ASCII."""
    written = "".join([text for text, is_chosen in zip(texts, chosen.tolist(), strict=True) if is_chosen])
    mine = ids if chosen.all() else ids[np.repeat(chosen, np.diff(offsets))]
    reached = offsets_of(table.lengths(mine))
    return bool(reached[-1] == len(written)) and table.are(mine, reached[:-1], written.encode("ascii"))


def _ends(ids: NDArray[np.int32], offsets: Int, lengths: Int, table: ByteTable) -> Int:
    """Where each token ends, by its bytes; right in texts in ASCII."""
    reached = offsets_of(table.lengths(ids))
    behind = lengths[:-1] - reached[offsets[:-1]]
    return reached[1:] + np.repeat(behind, np.diff(offsets))


def _agree_at_edges(ends: Int, offsets: Int, lengths: Int) -> NDArray[np.bool_]:
    """For each text, whether its last token ends where it ends."""
    last = offsets[1:] - 1
    agree: NDArray[np.bool_] = (np.diff(offsets) > 0) & (ends[last] == lengths[1:])
    return agree


def _are_told(cuts: Sequence[Cut], ends: Int, offsets: Int, lengths: Int, chosen: NDArray[np.bool_]) -> bool:
    """Whether the tokenizer tells the places of the first chosen text's tokens as their bytes do."""
    if not chosen.any():
        return False
    text = int(np.argmax(chosen))
    mine = (ends[offsets[text] : offsets[text + 1]] - lengths[text]).tolist()
    return cuts[text].offsets == list(zip([0, *mine[:-1]], mine, strict=True))


def is_sound(tokens: TokenArrays, texts: Sequence[str]) -> NDArray[np.bool_]:
    """For each text, whether it has tokens, each with a character and none behind the one before it."""
    edges = offsets_of(np.fromiter(map(len, texts), np.int64, len(texts)))
    counts = np.diff(tokens.texts)
    sound = counts > 0
    wrong = tokens.ends <= tokens.starts
    wrong[1:] |= (tokens.starts[1:] < tokens.starts[:-1]) | (tokens.ends[1:] < tokens.ends[:-1])
    owner = np.repeat(np.arange(len(counts)), counts)
    wrong |= (tokens.starts < edges[owner]) | (tokens.ends > edges[owner + 1])
    sound[owner[wrong]] = False
    return sound
