"""What lint says of a spoilt scene, whether that is right, and whether the fix that it offers is.

Takes: a mutation and the file it spoils, in a copy of the library. Gives: a verdict.
May assume: the untouched file lints clean. Never does: touch the library itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from draft import MEANT, Mutation

from scenelang.diagnostics import Diagnostic, Severity
from scenelang.linting import lint_file
from scenelang.printing import essence
from scenelang.reading import load_source, read_scenes
from scenelang.source import SourceText, apply_edits

FIRST_OF_CHECKING = "SL200"
PASSES = 10
"""After so many rounds of fixes a file is given up."""


class Mended(StrEnum):
    """What became of the fix that the right finding offered.

    A fix is right when the text is as a mutation says it must be then, or when what was meant stands there,
    where a mutation knows either. Else, of something that was changed, it must bring back the scene that was
    there before; of something added, it must make it readable.
    """

    NOT_OFFERED = "not offered"
    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the one right finding was made, all findings as `code start end`, and what its fix did."""

    right: bool
    said: tuple[str, ...]
    mended: Mended


def judge(mutation: Mutation, path: Path) -> Verdict:
    """Right: the expected code at the expected characters, and no other error."""
    before = load_source(path).value
    assert before is not None
    raw = path.read_bytes()
    path.write_text(mutation.text, encoding="utf-8")
    try:
        found = findings(path)
        expected = f"{mutation.code} {mutation.start} {mutation.end}"
        said = tuple(f"{one.code} {one.place.start} {one.place.end}" for one in found)
        offers = any(one.fix() for one, text in zip(found, said, strict=True) if text == expected)
        mended = _mended(before, mutation, path) if offers else Mended.NOT_OFFERED
    finally:
        path.write_bytes(raw)
    errors = [one.code for one in found if one.severity is Severity.ERROR]
    right = expected in said and set(errors) <= {mutation.code} and len(errors) <= 1
    return Verdict(right, said, mended)


def findings(path: Path) -> Sequence[Diagnostic]:
    """Everything that lint says of one file."""
    return lint_file(path).diagnostics


def _mended(before: SourceText, mutation: Mutation, path: Path) -> Mended:
    """What is left after all fixes, round by round."""
    for _ in range(PASSES):
        source = load_source(path).value
        assert source is not None
        found = findings(path)
        fix = next((fix for one in found if (fix := one.fix()) is not None), None)
        if fix is None:
            return Mended.RIGHT if _is_right(before, mutation, source, found) else Mended.WRONG
        mended = apply_edits(source, fix.edits).text
        if _says_what_was_meant(mutation, mended):
            return Mended.RIGHT
        path.write_text(mended, encoding="utf-8")
    return Mended.WRONG


def _says_what_was_meant(mutation: Mutation, text: str) -> bool:
    """Whether the right word stands there, and the wrong one does not; other fixes may still follow."""
    wrong = mutation.text[mutation.start : mutation.end]
    meant = mutation.meant or MEANT.get(wrong)
    if meant is None or not text.startswith(meant, mutation.start):
        return False
    return not (wrong.startswith(meant) and text.startswith(wrong, mutation.start))


def _is_right(before: SourceText, mutation: Mutation, after: SourceText, found: Sequence[Diagnostic]) -> bool:
    if mutation.after is not None:
        return after.text == mutation.after
    if mutation.meant is not None or mutation.text[mutation.start : mutation.end] in MEANT:
        return False
    if not _is_insertion(before.text, mutation.text):
        return not found and _same(before, after)
    return all(one.code != mutation.code and one.code >= FIRST_OF_CHECKING for one in found)


def _is_insertion(before: str, after: str) -> bool:
    """Whether a text is another with one piece put in."""
    start = next(
        (at for at, (one, two) in enumerate(zip(before, after, strict=False)) if one != two), len(before)
    )
    return len(after) > len(before) and after.endswith(before[start:])


def _same(before: SourceText, after: SourceText) -> bool:
    """Whether two texts hold the same scenes."""
    first, second = read_scenes(before).value, read_scenes(after).value
    return essence(first) == essence(second)
