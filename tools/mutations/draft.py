"""A scene of the library as mutations see it: its text, its values with their places, and ways to spoil it.

Takes: a file's text and one scene read from it. Gives: mutations, each a new text with the code and the place
of the one finding that must follow. May assume: the scene is sound. Never does: write a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from scenelang.model import MarkedSpan, Scene
from scenelang.source import Span


@dataclass(frozen=True, slots=True)
class Mutation:
    """A spoilt text, and the finding that must follow: its code, and the characters under its carets.

    `meant` is what a hand that slipped there would have written, where that is one thing. `after` is the
    whole text that the fix must give, to the letter, where that is one thing.
    """

    text: str
    code: str
    start: int
    end: int
    meant: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One scene of one file. `rng` makes every choice, so a seed tells the whole run."""

    path: Path
    text: str
    scene: Scene
    rng: Random

    @property
    def spans(self) -> list[MarkedSpan]:
        """All spans with an id, in the order of the text."""
        found = [span for beat in self.scene.beats for span in beat.text.spans()]
        return [span for span in found if span.id is not None]

    @property
    def ids(self) -> list[str]:
        """The ids of all spans, in the order of the text."""
        return [span.id.text for span in self.spans if span.id is not None]

    def nowhere(self) -> str:
        """A name that nothing in the scene has, near one that it has."""
        taken = {*self.ids, *(beat.kind.text for beat in self.scene.beats)}
        word = self.rng.choice(self.ids)
        place = self.rng.randrange(len(word))
        candidates = (f"{word}{word[-1]}", f"{word[:place]}{word[place]}{word[place:]}", f"{word}x{word[-1]}")
        found = next(one for one in candidates if one not in taken)
        MEANT[found] = word
        return found

    def line_of(self, key: str) -> re.Match[str] | None:
        """The line of a top-level key of this scene: groups `key` and `value`."""
        pattern = re.compile(rf"^(?P<key>{key}):[ ]*(?P<value>[^\n]*)$", re.MULTILINE)
        place = self.scene.place
        return pattern.search(self.text, place.start, place.end)

    def replace(self, start: int, end: int, new: str, code: str, piece: str | None = None) -> Mutation:
        """The text with a range replaced; the finding lies under `piece` of the new text, or all of it."""
        at = start if piece is None else start + new.index(piece)
        text = self.text[:start] + new + self.text[end:]
        return Mutation(text, code, at, at + len(new if piece is None else piece))

    def respell(self, span: Span, new: str, code: str, piece: str | None = None) -> Mutation:
        """The text with a span replaced."""
        return self.replace(span.start, span.end, new, code, piece)

    def set_key(self, key: str, value: str, code: str, piece: str) -> Mutation | None:
        """A top-level key with another value; None where the scene does not have the key."""
        line = self.line_of(key)
        if line is None:
            return None
        new = f"{key}: {value}"
        at = line.start() + new.index(piece, len(key) + 1)
        text = self.text[: line.start()] + new + self.text[line.end() :]
        return Mutation(text, code, at, at + len(piece))

    def add_key(self, lines: str, code: str, piece: str) -> Mutation | None:
        """A new top-level key before `beats`; the finding lies under `piece`."""
        line = self.line_of("beats")
        if line is None or self.line_of(lines.partition(":")[0]) is not None:
            return None
        return self.replace(line.start(), line.start(), lines + "\n", code, piece)

    def add_rule(self, section: str, rule: str, code: str, piece: str) -> Mutation | None:
        """A new first line of a list; the finding lies under the last `piece` of it."""
        line = self.line_of(section)
        if line is None or line["value"]:
            return None
        place = line.end() + 1
        at = place + 4 + rule.rindex(piece)
        text = f"{self.text[:place]}  - {rule}\n{self.text[place:]}"
        return Mutation(text, code, at, at + len(piece))

    def add_text(self, words: str, code: str, piece: str) -> Mutation | None:
        """More words at the end of a beat's first line; the finding lies under `piece` of them."""
        beats = [beat for beat in self.scene.beats if self.text[beat.text.scalar.place.start] == "|"]
        scalar = self.rng.choice(beats).text.scalar
        place = scalar.starts[scalar.value.index("\n")] if "\n" in scalar.value else scalar.ends[-1]
        return self.replace(place, place, f" {words}", code, piece)

    def mark(self, marks: str, code: str, piece: str) -> Mutation:
        """Further marks in the braces of a span; the finding lies under `piece` of them."""
        span = self.rng.choice(self.spans)
        return self.replace(span.place.end - 1, span.place.end - 1, f" {marks}", code, piece)

    def earlier_and_later(self) -> tuple[str, str]:
        """Two spans of different beats, in the order of the text."""
        of_beat = [
            [span.id.text for span in beat.text.spans() if span.id is not None] for beat in self.scene.beats
        ]
        filled = [ids for ids in of_beat if ids]
        first, second = sorted(self.rng.sample(range(len(filled)), 2))
        return self.rng.choice(filled[first]), self.rng.choice(filled[second])


def misspelt(mutation: Mutation | None, meant: str) -> Mutation | None:
    """A mutation that is a slip of the hand, with what was meant."""
    return None if mutation is None else replace(mutation, meant=meant)


Kind = Callable[[Draft], "Mutation | None"]
MEANT: dict[str, str] = {}
"""The names that `Draft.nowhere` gave, each with the one that was meant."""
KINDS: dict[str, Kind] = {}
"""Every kind of mistake, by what it is called in the table."""


def kind(name: str) -> Callable[[Kind], Kind]:
    """Registers a kind of mistake."""

    def register(spoil: Kind) -> Kind:
        if name in KINDS:
            raise TypeError(f"two kinds are called {name}")
        KINDS[name] = spoil
        return spoil

    return register
