"""Spots of a draft where a small slip makes a scene unwise: words in its texts, its blocks, its rules.

Takes: a draft. Gives: places in its file, and mutations whose fix must give back the text, to the letter.
May assume: the scene is sound, and lint has nothing to say of it. Never does: write a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from draft import Draft, Mutation

from scenelang.model import Beat, Literal, MarkedSpan, TextPiece


@dataclass(frozen=True, slots=True)
class Spot:
    """A range of a file and what stands there."""

    start: int
    end: int
    text: str


def spot_in_text(draft: Draft, pattern: str) -> Spot | None:
    """One place where a pattern matches in a block's words, inside one line and outside all markup."""
    found = [
        Spot(start, start + match.end() - match.start(), match[0])
        for beat in blocks(draft)
        for literal in literals(beat.text.pieces)
        for match in re.finditer(pattern, literal.text)
        if "\n" not in match[0]
        for start in [beat.text.scalar.starts[literal.start + match.start()]]
    ]
    return draft.rng.choice(found) if found else None


def blocks(draft: Draft) -> list[Beat]:
    """The beats whose text is a plain block, with nothing behind its `|`."""
    return [
        beat
        for beat in draft.scene.beats
        if draft.text.startswith("|\n", beat.text.scalar.place.start) and beat.text.scalar.value.strip()
    ]


def literals(pieces: tuple[TextPiece, ...]) -> Iterator[Literal]:
    """The words of a text, without its spans' brackets and marks."""
    for piece in pieces:
        if isinstance(piece, MarkedSpan):
            yield from literals(piece.children)
        elif isinstance(piece, Literal):
            yield piece


def slip(
    draft: Draft, pattern: str, spoilt: Callable[[str], str], code: str, piece: Callable[[str], str]
) -> Mutation | None:
    """Words of a block spoilt, so that a fix must bring them back; the finding lies under a piece of them."""
    spot = spot_in_text(draft, pattern)
    if spot is None or spoilt(spot.text) == spot.text:
        return None
    new = spoilt(spot.text)
    return restored(draft, draft.replace(spot.start, spot.end, new, code, piece(new)))


def restored(draft: Draft, made: Mutation | None) -> Mutation | None:
    """The same mutation; its fix must give the very text that was there."""
    return None if made is None else replace(made, after=draft.text)


def put(text: str, *pieces: tuple[int, int, str]) -> str:
    """A text with several ranges replaced; none overlaps another."""
    for start, end, new in sorted(pieces, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def line_start(draft: Draft, place: int) -> int:
    """Where the line of a place begins."""
    return draft.text.rfind("\n", 0, place) + 1


def line_end(draft: Draft, place: int) -> int:
    """Where the line of a place ends, before its line break."""
    end = draft.text.find("\n", place)
    return len(draft.text) if end < 0 else end


def behind_list(draft: Draft, section: str) -> int | None:
    """Where a further line of a list goes, behind its last; None where the scene has no such list."""
    line = draft.line_of(section)
    if line is None or line["value"]:
        return None
    lines = re.compile(r"(?:  - [^\n]*\n)+").match(draft.text, line.end() + 1)
    return None if lines is None else lines.end()


def append_rule(draft: Draft, section: str, rule: str, code: str, piece: str) -> Mutation | None:
    """A new last line of a list; the finding lies under the last `piece` of it."""
    place = behind_list(draft, section)
    if place is None:
        return None
    at = place + 4 + rule.rindex(piece)
    return Mutation(put(draft.text, (place, place, f"  - {rule}\n")), code, at, at + len(piece))


def quoted_lines(beat: Beat) -> tuple[str, ...]:
    """The lines of a block, as they would stand between double quotes."""
    value = beat.text.scalar.value.rstrip("\n")
    return tuple(value.replace("\\", "\\\\").replace('"', '\\"').split("\n"))
