"""One scene of one side: as planned, as written, and as lowered."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from scenelang.checking import CheckedScene
from scenelang.comparing.changes import Problem
from scenelang.compile import PlannedScene
from scenelang.model import Literal, Scene, TextPiece, leaves_of
from scenelang.source import SourceText, Span
from scenelang.tokens import TokenProgram

_MOST_SIGNS, _MOST_WORDS = 300, 40
_CUT = "\u2026"


@dataclass(frozen=True)
class SceneSide:
    """A scene that compiles. `written` is its part of the file, `inputs` a digest of all that it rests on."""

    planned: PlannedScene
    source: SourceText
    file: str
    written: str
    inputs: str

    @property
    def checked(self) -> CheckedScene:
        """The scene with its names resolved."""
        return self.planned.checked

    @property
    def scene(self) -> Scene:
        """The scene as read."""
        return self.planned.checked.scene

    @property
    def id(self) -> str:
        """The scene's id."""
        return self.scene.id.text

    @cached_property
    def text_digest(self) -> str:
        """What its beats say, marks left out: the same for a scene with another id."""
        texts = "\0".join(_plain(beat.text.pieces) for beat in self.scene.beats)
        return hashlib.sha256(texts.encode("utf-8", errors="surrogatepass")).hexdigest()

    def rule(self, place: Span) -> str:
        """What the author wrote at a place of the scene's own file, in one line; empty elsewhere."""
        if place.file != self.source.name or place.end > len(self.source.text):
            return ""
        return cropped(" ".join(self.source.text_of(place).split()))


@dataclass(frozen=True, slots=True)
class BrokenScene:
    """A scene, or a whole file (then `id` is empty), that does not compile."""

    id: str
    file: str
    problems: tuple[Problem, ...]
    written: str


@dataclass(frozen=True)
class Lowered:
    """An instance of a scene as a program, with the names of its beats."""

    side: SceneSide
    program: TokenProgram

    @property
    def length(self) -> int:
        """How many tokens there are."""
        return len(self.program.ids)

    def pieces(self, start: int, end: int) -> str:
        """The text of tokens; tokens that share a character count it once."""
        pieces, sources = self.program.pieces, self.program.sources
        said = []
        for token in range(start, end):
            if token > start and sources[token] == sources[token - 1] and pieces[token] == pieces[token - 1]:
                continue
            said.append(pieces[token])
        return "".join(said)

    def words(self, positions: Sequence[int]) -> str:
        """The whole words that tokens are parts of, runs that lie apart parted by a mark."""
        runs: list[tuple[int, int]] = []
        for place in sorted(positions):
            start, end = self._word(place)
            if runs and start <= runs[-1][1]:
                runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
            else:
                runs.append((start, end))
        said = (" ".join(self.pieces(*run).split()) for run in runs)
        return cropped(f" {_CUT} ".join(said), _MOST_WORDS)

    def _word(self, token: int) -> tuple[int, int]:
        start, end = token, token + 1
        while start > 0 and not self.begins_word(start):
            start -= 1
        while end < self.length and not self.begins_word(end):
            end += 1
        return start, end

    def begins_word(self, token: int) -> bool:
        """True where a token begins a word: it begins with a blank, or one ends before it."""
        pieces = self.program.pieces
        return token == 0 or pieces[token][:1].isspace() or pieces[token - 1][-1:].isspace()

    def beat_at(self, token: int) -> str:
        """The id of a token's beat; the scene that a recalled text is of, or `template`."""
        program = self.program
        token = min(token, self.length - 1)
        if token < 0:
            return ""
        if program.beats[token] >= 0:
            return self.side.checked.beat_ids[program.beats[token]]
        recalled = [one.scene for one in program.recalled if one.start <= token < one.end]
        return recalled[0] if recalled else "template"

    def line_at(self, token: int) -> int | None:
        """The line that a token was written on, or the last token before it; None where nobody wrote any."""
        for place in range(min(token, self.length - 1), -1, -1):
            start, _ = self.program.sources[place]
            if start >= 0 and self.program.beats[place] >= 0:
                return self.side.source.position(start).line
        return None


def cropped(text: str, most: int = 80) -> str:
    """A text of at most so many signs."""
    return text if len(text) <= most else text[: most - 1] + _CUT


def shown_words(text: str) -> str:
    """Changed words as they are shown: cut where they would fill a page."""
    return cropped(text, _MOST_SIGNS)


def _plain(pieces: Sequence[TextPiece]) -> str:
    leaves = leaves_of(pieces)
    return "".join(leaf.text if isinstance(leaf, Literal) else f"${{{leaf.name.text}}}" for leaf in leaves)
