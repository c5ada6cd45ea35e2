"""Scenes by the thousand, drawn from a real table of word frequencies: what the ratios are measured on.

A scene is about 2 KB: six beats in four kinds, ten marked spans (some broken over lines), three lines of
logic, two references, two anchors, one layer rule, a tension axis. Words come by their frequency in English
(wordfreq's table, CC BY-SA 4.0), so that they are neither all in a tokenizer's cache nor all strange to it.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from wordfreq import top_n_list, word_frequency

WORDS = 11_000
_NO_TAG = frozenset({"on", "off", "yes", "no", "true", "false", "null", "y", "n"})
SEED = 7
BEATS = ("frame", "ask", "guess", "doubt", "turn", "conclude")
SPANS_OF_BEAT = (2, 1, 1, 2, 2, 2)


class WordTable:
    """Words drawn by how often they are met."""

    def __init__(self, dice: random.Random) -> None:
        words = [word for word in top_n_list("en", WORDS) if word.isalpha()]
        self._dice = dice
        total = 0.0
        self._sums = []
        for word in words:
            total += word_frequency(word, "en")
            self._sums.append(total)
        self._words = words

    def some(self, least: int, most: int) -> list[str]:
        """So many words, with the odd comma."""
        count = self._dice.randint(least, most)
        words = self._dice.choices(self._words, cum_weights=self._sums, k=count)
        return [f"{word}," if self._dice.random() < 0.06 else word for word in words[:-1]] + words[-1:]


def scene_texts(count: int, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """So many scenes: (id, text of the file)."""
    dice = random.Random(seed)
    table = WordTable(dice)
    for number in range(count):
        name = f"scene-{number:06d}"
        yield name, _scene(name, table, dice)


def write_corpus(folder: Path, count: int, seed: int = SEED) -> list[Path]:
    """Writes so many scenes, a thousand to a folder, beside a `scenelang.toml`; gives their files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scenelang.toml").write_text('sources = ["scenes"]\n', encoding="utf-8")
    files = []
    for number, (name, text) in enumerate(scene_texts(count, seed)):
        path = folder / "scenes" / f"part_{number // 1000:03d}" / f"{name}.scene"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        files.append(path)
    return files


def _scene(name: str, table: WordTable, dice: random.Random) -> str:
    ids = iter(_ids(table, sum(SPANS_OF_BEAT)))
    beats, spans = [], []
    for kind, count in zip(BEATS, SPANS_OF_BEAT, strict=True):
        speaker = "" if kind == "frame" else "(wren)"
        beats.append(f"  - {kind}{speaker}: |")
        for _ in range(count):
            span = next(ids)
            spans.append(span)
            beats.extend(f"      {line}" for line in _sentence(span, len(spans), table, dice))
    question, guess = spans[2], spans[3]
    return "\n".join(
        (
            "scene: 1", f"id: {name}", "archetype: discovery", "stratum: thinking",
            f"tags: [{_tag(table)}]", "cast:", "  wren: {role: thinker}", "tension:",
            "  doubt: 0.2 -> 0.8 @ turn -> 0.1", "beats:", *beats, "logic:",
            f"  - {spans[4]}, {spans[5]} => {spans[6]}", f"  - {spans[6]}, {spans[7]} => {spans[8]}",
            f"  - {spans[8]} => {spans[9]}", "self:", f"  - {spans[8]} answers {question}",
            f"  - {spans[9]} revises {guess}", "anchors:", f"  - {spans[8]} -> last({spans[4]}) @ middle",
            f"  - {spans[9]} -/> {spans[0]} @ late",
            "layers:", f"  - last {spans[1]} @ middle: mirrors {spans[0]}", "",
        )
    )  # fmt: skip


def _tag(table: WordTable) -> str:
    """A word that YAML takes for a text."""
    return next(word for _ in range(100) if (word := table.some(1, 1)[0]) not in _NO_TAG)


def _ids(table: WordTable, count: int) -> list[str]:
    ids: dict[str, None] = {}
    while len(ids) < count:
        word = table.some(1, 1)[0]
        if (
            word.isascii()
            and len(word) > 2
            and word not in {"first", "last", "each", "from", "and", "not", "read"}
        ):
            ids[f"{word}{len(ids)}"] = None
    return list(ids)


def _sentence(span: str, number: int, table: WordTable, dice: random.Random) -> list[str]:
    """A sentence with one marked span, broken into lines."""
    inside = " ".join(table.some(3, 8))
    weight = f" w={dice.choice(('0.5', '2', '1.5'))}" if number % 3 == 0 else ""
    marked = f"[{inside}]{{#{span}{weight}}}"
    before, after = " ".join(table.some(7, 13)), " ".join(table.some(5, 10))
    text = f"{before.capitalize()} {marked} {after}."
    words, lines, line = text.split(" "), [], ""
    for word in words:
        if len(line) + len(word) > 90:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


if __name__ == "__main__":
    write_corpus(Path(sys.argv[1]), int(sys.argv[2]))
