"""Texts as YAML scalars: plain where that is safe beyond doubt, else quoted or in a block.

Takes: a text. Gives: one scalar that any YAML 1.2 reader decodes to that very text.
May assume: nothing. Never does: fold, or leave a character out.
"""

from __future__ import annotations

import json
import re

_PLAIN_LINE = re.compile(
    r"(?:[^\W\d_]|[0-9][0-9.%]* )(?:[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff#:\\]|(?<! )#)*+(?<! )\Z"
)
_PLAIN_ITEM = re.compile(r"[^\W\d_][\w./-]*\Z")
_BLOCK = re.compile(
    r"[\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*\Z"
)
_UNPRINTED = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_STEP = 2
_OTHER_MEANINGS = frozenset({"true", "false", "null", "yes", "no", "on", "off"})


def quoted_scalar(text: str) -> str:
    """The text in double quotes, every character that does not show escaped."""
    written = json.dumps(text, ensure_ascii=False)
    return _UNPRINTED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", written)


def line_scalar(text: str) -> str:
    """The text as a scalar of one line in block context: after a key or a dash."""
    plain = _PLAIN_LINE.match(text) and text.lower() not in _OTHER_MEANINGS
    return text if plain else quoted_scalar(text)


def flow_scalar(text: str) -> str:
    """The text as a scalar that may stand anywhere, inside `[...]` and `{...}` too."""
    plain = _PLAIN_ITEM.match(text) and text.lower() not in _OTHER_MEANINGS
    return text if plain else quoted_scalar(text)


def block_scalar(text: str, key_column: int) -> str:
    """The text as a literal block below a key in this column (from 0); quoted where none can be.

    A block starts on the line of its key, so the scalar begins with its header.
    """
    content = text.rstrip("\n")
    if not content.strip(" \n") or not _BLOCK.match(text):
        return quoted_scalar(text)
    breaks = len(text) - len(content)
    chomping = "-" if not breaks else "" if breaks == 1 else "+"
    indicator = str(_STEP) if text[0] in " \n" else ""
    margin = " " * (key_column + _STEP)
    lines = "\n".join(f"{margin}{line}" if line else "" for line in content.split("\n"))
    return f"|{indicator}{chomping}\n{lines}" + "\n" * (breaks - 1 if breaks > 1 else 0)
