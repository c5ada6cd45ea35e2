"""What tests of the quick look share: files of the library and of the benchmark, and slips of the hand."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from scenelang.gathering import SceneRun
from scenelang.linting.file_look import look_at_source
from scenelang.linting.findings import FileFindings
from scenelang.linting.quick import Cleared, QuickLook
from scenelang.linting.rule_set import RuleSet, default_rules
from scenelang.reading import decoded_source

ROOT = Path(__file__).parents[2]
LIBRARY = tuple(sorted((ROOT / "scenes").rglob("*.scene")))
SIGNS = (
    *"[]{}#.:-,()@\n \t\"'|>=~/$\\01aw!?%&*`;_", "é", "ё", "\u200b", "«", "\n\n", "\n  ", "      ", "  - ",
    "]{#", "w=", "w=0", "w=1", " read", " avoid", "last(", "before ", "first ", ": ", "->", "-/>", "=>",
    "~>", "=/>", "\n---\n", "${a}", " @ middle", " @ late", "noise", "true", "no", "null", "TODO",
    "a@b.org", "…", "...",
)  # fmt: skip
_WORD = re.compile(r"[\w.-]+")
_STRUCTURE = "{[\n(@:"


class Looks:
    """Both looks at files of one project, with the rules that are on by themselves."""

    def __init__(self, files: tuple[Path, ...] = LIBRARY, rules: RuleSet | None = None) -> None:
        self._rules = rules or default_rules()
        self._run = SceneRun(files)
        self._quick = QuickLook(self._run, self._rules)

    def quick(self, path: Path, text: str | bytes) -> Cleared | None:
        """What the quick look says of a text, as if it stood in a file."""
        content = text if isinstance(text, bytes) else text.encode()
        return self._quick.at_content(path.as_posix(), content)

    def full(self, path: Path, text: str | bytes) -> FileFindings:
        """What the full path says of it."""
        content = text if isinstance(text, bytes) else text.encode()
        source, found = decoded_source(path.as_posix(), content)
        if source is None:
            return FileFindings(found=found)
        look = look_at_source(path, source, self._run, self._rules)
        return look._replace(found=(*found, *look.found))

    def is_proven(self, path: Path, text: str | bytes) -> bool:
        """Whether the quick look clears a text; then the full path must find nothing, and the same facts."""
        cleared = self.quick(path, text)
        if cleared is None:
            return False
        full = self.full(path, text)
        # What must stand in another scene is looked for when all files were looked at.
        found = [one for one in full.found if not (cleared.asks and one.code in ("SL267", "SL268"))]
        assert found == [], (path, [(one.code, one.message) for one in found], text)
        assert full.ids == (cleared.id,)
        assert full.facts == (cleared.facts,) or (cleared.asks and not full.facts)
        return True


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
