"""The words that changed, beat by beat.

Takes: an old and a new program, and how their tokens lie to each other.
Gives: whole words in the place of whole words, with the tokens that they are.
May assume: the alignment is theirs.
Never does: tell words apart that two tokenizers would: both programs have one.
"""

from __future__ import annotations

from collections.abc import Iterator

from scenelang.comparing.alignment import Alignment, Hunk
from scenelang.comparing.changes import TextChange
from scenelang.comparing.sides import Lowered


def text_changes(before: Lowered, after: Lowered, alignment: Alignment) -> Iterator[TextChange]:
    """Each place where words differ, in the order of the text."""
    for hunk in _in_words(before, after, alignment):
        old, new = _bare(before.pieces(hunk.start, hunk.end), after.pieces(hunk.new_start, hunk.new_end))
        beat = after.beat_at(hunk.new_start) if hunk.new_end > hunk.new_start else before.beat_at(hunk.start)
        line = after.line_at(hunk.new_start)
        yield TextChange(beat, old, new, hunk.end - hunk.start, hunk.new_end - hunk.new_start, line)


def _bare(old: str, new: str) -> tuple[str, str]:
    """Both texts without blanks at their edges, where that leaves what changed."""
    bare = old.strip(" "), new.strip(" ")
    return bare if any(bare) and bare[0] != bare[1] else (old, new)


def _in_words(before: Lowered, after: Lowered, alignment: Alignment) -> Iterator[Hunk]:
    """The hunks, widened until they begin and end with words; those that then touch are one."""
    current: Hunk | None = None
    for hunk in alignment.hunks:
        wide = _widened(hunk, before, after, alignment)
        if current is not None and wide.start <= current.end:
            wide = Hunk(
                current.start,
                max(wide.end, current.end),
                current.new_start,
                max(wide.new_end, current.new_end),
            )
        elif current is not None:
            yield current
        current = wide
    if current is not None:
        yield current


def _widened(hunk: Hunk, before: Lowered, after: Lowered, alignment: Alignment) -> Hunk:
    start, end, new_start, new_end = hunk
    while _goes_on(start, end, before) or _goes_on(new_start, new_end, after):
        if alignment.stayed.get(start - 1) != new_start - 1:
            break
        start, new_start = start - 1, new_start - 1
    while _is_cut(end, before) or _is_cut(new_end, after):
        if alignment.stayed.get(end) != new_end:
            break
        end, new_end = end + 1, new_end + 1
    return Hunk(start, end, new_start, new_end)


def _goes_on(start: int, end: int, side: Lowered) -> bool:
    """True where the first token of a run goes on with a word that began before it."""
    return end > start > 0 and not side.begins_word(start)


def _is_cut(end: int, side: Lowered) -> bool:
    """True where the token behind a run goes on with its last word."""
    return 0 < end < side.length and not side.begins_word(end)
