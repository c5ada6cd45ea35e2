"""The ids that a project has ever used, so that none comes back with another meaning.

Takes: the text of `scenelang.ids`, and the scenes of today.
Gives: which ids are free; the text with those of today added.
May assume: ids are names.
Never does: take an id out.

One id a line, sorted, so that two branches that add ids merge by keeping both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scenelang.diagnostics import Outcome
from scenelang.model import Scene
from scenelang.reading import is_name
from scenelang.rewriting.messages import LedgerUnreadable
from scenelang.source import Span

LEDGER_NAME = "scenelang.ids"
_HEAD = (
    "# Ids that scenes and spans of this project have or once had; `scenelang tag` gives none of them again.",
    "# Keep both sides of a merge. Lines are added by `scenelang tag` and never taken out.",
)


@dataclass(frozen=True, slots=True)
class IdLedger:
    """All ids ever used: `scene` of scenes, `scene#span` of spans."""

    used: frozenset[str] = frozenset()

    def with_scenes(self, scenes: Iterable[Scene]) -> IdLedger:
        """The ledger with the ids of some scenes and their spans."""
        return IdLedger(self.used.union(*map(_ids_of, scenes)))

    def has_scene(self, scene: str) -> bool:
        """Whether a scene has, or had, this id."""
        return scene in self.used

    def has_span(self, scene: str, span: str) -> bool:
        """Whether a span of a scene has, or had, this id."""
        return f"{scene}#{span}" in self.used

    @property
    def text(self) -> str:
        """The ledger as a file."""
        return "".join(f"{line}\n" for line in (*_HEAD, *sorted(self.used)))


def load_ledger(path: Path) -> Outcome[IdLedger]:
    """The ledger of a project; an empty one where there is none yet."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Outcome(IdLedger())
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not text in UTF-8" if isinstance(error, UnicodeDecodeError) else "it cannot be opened"
        return Outcome(None, (LedgerUnreadable(Span.start_of(path.as_posix()), reason),))
    used: set[str] = set()
    place = 0
    for line in text.split("\n"):
        written = line.strip()
        if written and not written.startswith("#"):
            if not all(map(is_name, written.split("#", 1))):
                here = Span(path.as_posix(), place, place + len(line.rstrip("\r")))
                return Outcome(None, (LedgerUnreadable(here, f"`{written}` is no id"),))
            used.add(written)
        place += len(line) + 1
    return Outcome(IdLedger(frozenset(used)))


def _ids_of(scene: Scene) -> Iterator[str]:
    if "id" in scene.unread:
        return
    yield scene.id.text
    for beat in scene.beats:
        yield from (f"{scene.id.text}#{span.id.text}" for span in beat.text.spans() if span.id is not None)
