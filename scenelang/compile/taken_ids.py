"""The ids of the scenes of a build, and which of them were there before.

Takes: ids in the order of files, one by one or those of a run of files.
Gives: what is wrong with an id that another scene had before.
May assume: nothing.
Never does: look at each id of many files that all have their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from scenelang.compile.file_run import FileRun
from scenelang.diagnostics import Diagnostic
from scenelang.gathering import SceneIdTaken
from scenelang.model import Name
from scenelang.source import Span


class TakenIds:
    """Ids, and the place of each, or the run of files that it is in."""

    def __init__(self) -> None:
        self._first: dict[str, Span | FileRun] = {}

    def taken(self, id_: Name) -> Diagnostic | None:
        """What is wrong with an id where another scene had it before."""
        first = self._first.setdefault(id_.text, id_.place)
        if isinstance(first, FileRun):
            first = first.place_of(id_.text)
        return None if first == id_.place else SceneIdTaken(id_.place, id_.text, first)

    def of_run(self, run: FileRun) -> Iterator[Diagnostic | None]:
        """The same for all ids of a run."""
        own = dict.fromkeys(run.ids, run)
        if len(own) == run.count and self._first.keys().isdisjoint(own):
            self._first.update(own)
            return
        for file in run.compiled():
            yield from map(self.taken, file.ids)
