"""The token that a silent conclusion would be, as it would stand in the text.

Takes the texts of `reads` targets and one chunk of renderings. Gives, for each, the id of its first token.
The text is put in the place of the carrier's own, white space at its ends kept, and tokenised with all of the
scene that has a say in it: a piece is never tokenised apart, since merges and leading spaces would differ.
May assume that the carrier has a token. Never guesses: a text that gives no token gives `NO_TOKEN`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scenelang.lowering.scene_tokenizer import NO_TOKEN, SceneTokenizer


class Reading(NamedTuple):
    """One substitution: `text` with `start..end` (the carrier) replaced by `reads`."""

    text: str
    start: int
    end: int
    reads: str


def read_latents(readings: Sequence[Reading], tokenizer: SceneTokenizer) -> list[int]:
    """The first token of each reading; equal texts are tokenised once."""
    wanted = [_substituted(reading) for reading in readings]
    asked = list(dict.fromkeys(one for one in wanted if one is not None))
    found = tokenizer.tokens_at([text for text, _ in asked], [place for _, place in asked])
    tokens = dict(zip(asked, found, strict=True))
    return [NO_TOKEN if one is None else tokens[one] for one in wanted]


def _substituted(reading: Reading) -> tuple[str, int] | None:
    """The text with the substitution made, and where its first character that shows stands."""
    text, start, end, reads = reading
    carrier = text[start:end]
    shown = reads.lstrip()
    if not shown:
        return None
    content = carrier.strip()
    if content:
        start += len(carrier) - len(carrier.lstrip())
        end = start + len(content)
    if not start or text[start - 1].isspace():
        reads = shown
    return text[:start] + reads + text[end:], start + len(reads) - len(shown)
