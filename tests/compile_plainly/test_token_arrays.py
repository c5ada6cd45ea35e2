"""Offsets from the bytes of tokens: right, or not used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pytest
from both_paths import TOKENIZERS, BothPaths
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from scenelang.compile.plainly.byte_table import ByteTable
from scenelang.compile.plainly.token_arrays import is_sound, token_arrays
from scenelang.lowering import load_tokenizer

PATHS = BothPaths("smollm2")
PIECES = PATHS.tokenizer.byte_pieces


class MadeCut(NamedTuple):
    """Tokens as a test wants them."""

    ids: list[int]
    offsets: list[tuple[int, int]]


def _table() -> ByteTable:
    assert PIECES is not None
    return ByteTable(PIECES)


def _agree(texts: Sequence[str]) -> NDArray[np.bool_]:
    cuts = PATHS.tokenizer.cut_batch(texts)
    found = token_arrays(texts, cuts, _table())
    base = 0
    for number, (text, cut) in enumerate(zip(texts, cuts, strict=True)):
        here = slice(found.texts[number], found.texts[number + 1])
        starts, ends = (found.starts[here] - base).tolist(), (found.ends[here] - base).tolist()
        assert list(zip(starts, ends, strict=True)) == [tuple(pair) for pair in cut.offsets]
        assert found.ids[here].tolist() == cut.ids
        base += len(text)
    return found.speaks_bytes


@settings(deadline=None)
@given(st.lists(st.text(st.characters(codec="ascii") | st.sampled_from("éж王🙂")), max_size=6))
def test_places_are_those_that_the_tokenizer_tells(texts: list[str]) -> None:
    _agree(texts)


def test_texts_in_ascii_go_by_the_bytes_of_their_tokens() -> None:
    speaks_bytes = _agree(["It was so.", "internationalisation of everything", "été", "So"])
    assert speaks_bytes.tolist() == [True, True, False, True]


def test_bytes_are_not_trusted_where_the_tokenizer_tells_other_places() -> None:
    (cut,) = PATHS.tokenizer.cut_batch(["It was so."])
    moved = [(start, end - 1) if end - start > 2 else (start, end) for start, end in cut.offsets]
    found = token_arrays(["It was so."], [MadeCut(cut.ids, moved)], _table())
    assert not found.speaks_bytes.any()
    assert list(zip(found.starts.tolist(), found.ends.tolist(), strict=True)) == moved


def test_bytes_are_not_trusted_where_they_are_not_the_text() -> None:
    (cut,) = PATHS.tokenizer.cut_batch(["It was so."])
    found = token_arrays(["It saw so."], [MadeCut(cut.ids, cut.offsets)], _table())
    assert not found.speaks_bytes.any()


def test_tokens_that_go_back_or_hold_nothing_make_a_text_unsound() -> None:
    cuts = [MadeCut([1, 2], [(0, 2), (1, 1)]), MadeCut([1, 2], [(0, 1), (1, 2)]), MadeCut([], [])]
    cuts += [MadeCut([1, 2], [(1, 2), (0, 1)]), MadeCut([1], [(0, 3)])]
    texts = ["ab"] * 5
    assert is_sound(token_arrays(texts, cuts, None), texts).tolist() == [False, True, False, False, False]


@pytest.mark.parametrize("name", sorted(folder.name for folder in TOKENIZERS.iterdir() if folder.is_dir()))
def test_bytes_of_a_token_are_what_it_decodes_to(name: str) -> None:
    tokenizer = load_tokenizer(TOKENIZERS / name).value
    assert tokenizer is not None
    pieces = tokenizer.byte_pieces
    if name in ("bert", "e5", "gemma3", "llama2"):
        assert pieces is None
        return
    assert pieces is not None
    for token in range(0, tokenizer.vocab_size, 97):
        piece = pieces.of(token)
        assert piece is None or piece.decode("utf-8", "replace") == tokenizer.decode([token])
