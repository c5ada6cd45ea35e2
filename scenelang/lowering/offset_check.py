"""Does a tokenizer know where its tokens stand? A look at one text with everything that goes wrong.

Takes what a tokenizer made of a text. Gives the first fault in words, or None. May assume nothing.
Never compares letter by letter where a tokenizer folds case, accents or width: those are no fault.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence

PROBE = (
    "The crown weighs 12.5 kg,  it\u2019s na\u00efve \u2014 caf\u00e9 e\u0301tude.\n"
    "\u041a\u0442\u043e \u0437\u0434\u0435\u0441\u044c? \u738b\u51a0\u306f\u91cd\u3044\u3002 "
    "ok \U0001f642\U0001f469\u200d\U0001f680 end\n\nunbelievable words]"
)
"""Latin with accents both ways, Cyrillic, CJK, emoji (one joined), digits, double spaces and line breaks."""

_MARKS = ("##", "\u2581", "</w>", "\ufffd")


def offset_fault(
    text: str,
    ids: Sequence[int],
    offsets: Sequence[tuple[int, int]],
    decode: Callable[[list[int]], str],
    unknown: int | None,
) -> str | None:
    """What is wrong with the offsets of one tokenised text, or None.

    Offsets must go through the text in order, leave out nothing but white space, and each run of tokens that
    share characters must decode to the characters they name.
    """
    reached = 0
    for group, start, end in _groups(ids, offsets):
        if not 0 <= start <= end <= len(text):
            return f"a token claims characters {start}..{end} of {len(text)}"
        if text[reached:start].strip():
            return f'"{text[reached:start].strip()}" is in no token'
        named, meant = _plain(text[start:end]), _plain(decode(group))
        if unknown not in group and named != meant:
            return f'the tokens of "{text[start:end]}" decode to "{decode(group)}"'
        reached = end
    if text[reached:].strip():
        return f'"{text[reached:].strip()}" is in no token'
    return None


def _groups(ids: Sequence[int], offsets: Sequence[tuple[int, int]]) -> Iterator[tuple[list[int], int, int]]:
    """Runs of tokens that share characters, each with the range of the run."""
    group: list[int] = []
    start = end = 0
    for token, (first, last) in zip(ids, offsets, strict=True):
        if group and first < end and first >= start:
            group.append(token)
            end = max(end, last)
            continue
        if group:
            yield group, start, end
        group, start, end = [token], first, last
    if group:
        yield group, start, end


def _plain(text: str) -> str:
    """Text without what tokenizers fold or add: case, accents, width, white space, word marks."""
    for mark in _MARKS:
        text = text.replace(mark, "")
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] not in "MZC")
