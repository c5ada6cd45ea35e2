"""What single tokens say in bytes, for tokenizers whose tokens are runs of bytes.

Takes: a tokenizer.
Gives: the bytes of a token. The text of a run of tokens is the text of their bytes, one behind the other.
May assume: nothing.
Never does: guess: a tokenizer that decodes in another way, and a token beside its vocabulary, have none.

Such tokenizers ("byte-level" ones: GPT-2, Llama 3, Qwen, SmolLM) write each byte as one letter: printable
ones of Latin-1 as themselves, the others as the letters from U+0100 on.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_PRINTABLE = (*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100))
_HIDDEN = tuple(byte for byte in range(256) if byte not in _PRINTABLE)
_BYTES = dict(
    zip(map(chr, chain(_PRINTABLE, range(0x100, 0x100 + len(_HIDDEN)))), (*_PRINTABLE, *_HIDDEN), strict=True)
)


class BytePieces:
    """The bytes of a tokenizer's tokens."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._beside = frozenset(tokenizer.get_added_tokens_decoder())

    @staticmethod
    def fits(tokenizer: Tokenizer) -> bool:
        """Whether the tokens of a tokenizer are runs of bytes."""
        from tokenizers import decoders  # noqa: PLC0415 (lint must not load the library)

        return isinstance(tokenizer.decoder, decoders.ByteLevel)

    def of(self, token: int) -> bytes | None:
        """The bytes of a token; None for one that stands beside the vocabulary, as control tokens do."""
        piece = None if token in self._beside else self._tokenizer.id_to_token(token)
        if piece is None:
            return None
        try:
            return bytes(map(_BYTES.__getitem__, piece))
        except KeyError:
            return None
