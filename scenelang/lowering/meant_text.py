"""Whether tokens mean the characters that they stand at, as far as their tokenizer tells texts apart.

Takes: characters of a text, the tokens that cover them, and what these decode to.
Gives: yes or no.
May assume: there is a token.
Never does: call it a difference what the tokenizer's own normalisation makes of the text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from scenelang.lowering.offset_check import means_the_same
from scenelang.lowering.scene_tokenizer import SceneTokenizer

_BROKEN = "\ufffd"
"""What bytes decode to that are part of a character."""


class Covered(NamedTuple):
    """Characters `start..end` of a text."""

    text: str
    start: int
    end: int


def means_its_text(covered: Covered, ids: Sequence[int], decoded: str, tokenizer: SceneTokenizer) -> bool:
    """True when tokens mean the characters that they cover.

    A token for unknown characters means nothing, and part of a character has no meaning yet. Tokens are also
    taken one by one, since some tokenizers mend the space between words when they decode.
    """
    if tokenizer.unknown in ids or _BROKEN in decoded:
        return True
    text, start, end = covered
    while end < len(text) and unicodedata.category(text[end]) in ("Mn", "Me"):
        end += 1
    one_by_one = "".join(tokenizer.decode([token]) for token in ids)
    return any(means_the_same(text[start:end], meant, tokenizer.normalise) for meant in (decoded, one_by_one))
