"""What tests of plain scenes share: scenes of the benchmark, and slips of the hand."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SIGNS = (
    *"[]{}#.:-,()@\n \t\"'|>=~/$\\01aw!?%&*`;_", "é", "ё", "\u200b", "«", "\n\n", "\n  ", "      ", "  - ",
    "]{#", "w=", "w=0", "w=1", " read", " avoid", "last(", "before ", "first ", ": ", "->", "-/>", "=>",
    "~>", "=/>", "\n---\n", "${a}", " @ middle", " @ late", "noise", "true", "no", "null", "TODO",
    "a@b.org", "…", "...",
)  # fmt: skip
_WORD = re.compile(r"[\w.-]+")
_STRUCTURE = "{[\n(@:"


def bench_scenes(count: int) -> list[str]:
    """Scenes of the benchmark."""
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        from corpus import scene_texts  # noqa: PLC0415 - it lies outside of the package
    finally:
        sys.path.pop(0)
    return [text for _, text in scene_texts(count)]


def slips(text: str, dice: random.Random) -> Iterator[str]:
    """The text after one slip of the hand, after two, and so on."""
    while text:
        text = _slip(text, dice)
        yield text


def _slip(text: str, dice: random.Random) -> str:
    place = dice.randrange(len(text))
    if dice.random() < 0.5:
        near = [found for sign in _STRUCTURE if (found := text.find(sign, place)) >= 0]
        place = max(0, min(len(text) - 1, dice.choice(near or [place]) + dice.choice((-1, 0, 1, 2))))
    kind = dice.randrange(10)
    if kind < 3:
        return text[:place] + dice.choice(SIGNS) + text[place:]
    if kind < 5:
        return text[:place] + text[place + dice.choice((1, 1, 2, 5, 20)) :]
    if kind == 5:
        return text[:place] + dice.choice(SIGNS) + text[place + 1 :]
    if kind < 8:
        return _with_lines_moved(text, dice)
    return _with_words_moved(text, dice)


def _with_lines_moved(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    match dice.randrange(3):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines.insert(other, lines[one])
        case _:
            del lines[one]
    return "\n".join(lines)


def _with_words_moved(text: str, dice: random.Random) -> str:
    words = [word.span() for word in _WORD.finditer(text)]
    if len(words) < 2:
        return text
    (a, b), (c, d) = sorted(dice.sample(words, 2))
    if dice.random() < 0.5:
        return text[:c] + text[a:b] + text[d:]
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]
