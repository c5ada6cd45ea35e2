"""Which part of a text decides how a place in it is cut into tokens.

Takes: a tokenizer; then a text and a place in it.
Gives: whether the tokenizer cuts locally; the range around the place that has the same token there alone.
May assume: nothing of the tokenizer.
Never does: guess. A tokenizer counts as local only where every step that it takes is known to be.

A text falls apart before a blank behind a sign that is no white space: of the patterns below, none matches a
blank anywhere but at its beginning or among white space alone, and none looks back. So what is matched never
reaches over such a place, nothing before it changes what is matched behind it, and the model sees one match
at a time. NFC joins nothing to a blank before it, and added tokens without white space stay on one side.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_TAIL = r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
_WORDS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+"
_WHOLE = frozenset(
    {
        rf"{_WORDS}|\p{{N}}{_TAIL}",  # Qwen
        rf"{_WORDS}|\p{{N}}{{1,3}}{_TAIL}",  # Llama 3
        (
            "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"
            "| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+"
        ),  # DeepSeek
    }
)
"""Patterns that take a text apart at every such blank."""

_BESIDE = frozenset({r"\p{N}{1,3}", "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+"})
"""Patterns that match no blank at all."""

_EDGE = re.compile(r"(?<=\S) ")


def is_local(tokenizer: Tokenizer) -> bool:
    """Whether the tokens between two such blanks depend on nothing beyond them."""
    from tokenizers import models  # noqa: PLC0415 (lint must not load the library)

    if not isinstance(tokenizer.model, models.BPE) or tokenizer.model.dropout:
        return False
    added = tokenizer.get_added_tokens_decoder().values()
    if any(one.lstrip or one.rstrip or one.single_word or _has_blank(one.content) for one in added):
        return False
    normalising = [] if tokenizer.normalizer is None else [*_steps(tokenizer.normalizer, "normalizers")]
    if any(step["type"] != "NFC" for step in normalising) or tokenizer.pre_tokenizer is None:
        return False
    kinds = [_cuts(step) for step in _steps(tokenizer.pre_tokenizer, "pretokenizers")]
    return None not in kinds and True in kinds


def window(text: str, place: int) -> tuple[int, int]:
    """The range of a text that decides on the token at a place.

    One more word stands before it: some tokenizers treat the first token of a text in a way of its own.
    """
    behind = _EDGE.search(text, place + 1)
    before = _edge_before(text, place + 1)
    return _edge_before(text, before), len(text) if behind is None else behind.start()


def _edge_before(text: str, stop: int) -> int:
    """The last edge below a place; the start of the text where there is none."""
    at = text.rfind(" ", 0, max(stop, 0))
    while at > 0 and text[at - 1].isspace():
        at = text.rfind(" ", 0, at)
    return max(at, 0)


def _cuts(step: Mapping[str, object]) -> bool | None:
    """Whether a step takes a text apart at blanks; None where it may do something else."""
    if step["type"] == "ByteLevel":
        return None if step["add_prefix_space"] else bool(step["use_regex"])
    if step["type"] == "Digits":
        return False
    pattern = step.get("pattern")
    if step["type"] != "Split" or step["behavior"] != "Isolated" or step["invert"]:
        return None
    written = pattern.get("Regex") if isinstance(pattern, dict) else None
    return True if written in _WHOLE else False if written in _BESIDE else None


def _steps(part: object, of_many: str) -> Iterator[Mapping[str, object]]:
    """The steps of a normaliser or pre-tokenizer, those of a sequence one by one."""
    state = part.__getstate__()
    waiting = [json.loads(state) if isinstance(state, bytes) else {"type": "unknown"}]
    while waiting:
        step = waiting.pop()
        if step["type"] == "Sequence":
            waiting += step[of_many]
        else:
            yield step


def _has_blank(text: str) -> bool:
    return any(sign.isspace() for sign in text)
