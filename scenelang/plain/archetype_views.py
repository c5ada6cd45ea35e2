"""The archetypes of a run, as scenes of each folder see them, each looked for once.

Takes: a way to find the project of a file.
Gives: an archetype and its view.
May assume: no archetype changes while a run goes on.
Never does: say what is wrong with one; a scene of such an archetype is left to the full path.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from scenelang.checking import Project
from scenelang.model import Archetype, Name
from scenelang.plain.archetype_view import ArchetypeView, view_of
from scenelang.plain.plain_words import NotPlain
from scenelang.source import Span


class SeenArchetype(NamedTuple):
    """An archetype, and what the proof of a plain scene needs of it."""

    archetype: Archetype
    view: ArchetypeView


class ArchetypeViews:
    """The archetypes that plain scenes of a run name."""

    def __init__(self, project_of: Callable[[Path], Project]) -> None:
        self._project_of = project_of
        self._known: dict[tuple[str, str], SeenArchetype | None] = {}

    def seen(self, folder: str, archetype: str) -> SeenArchetype:
        """The archetype of this name as scenes of a folder see it.

        Raises:
            NotPlain: there is none, or something is to be said of it, or plain scenes may not have it.
        """
        key = (folder, archetype)
        if key not in self._known:
            self._known[key] = self._find(Path(folder), archetype)
        found = self._known[key]
        if found is None:
            raise NotPlain
        return found

    def _find(self, folder: Path, name: str) -> SeenArchetype | None:
        project = self._project_of(folder / "any.scene")
        archetype, found = project.archetype(Name(name, Span("", 0, 0)))
        if archetype is None or found:
            return None
        view = view_of(archetype, tuple(project.settings.axes))
        return None if view is None else SeenArchetype(archetype, view)
