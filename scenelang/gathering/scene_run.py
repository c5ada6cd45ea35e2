"""The scenes of some files, read and checked side by side.

Takes: scene files.
Gives: their checked scenes, and everything that was said, as each project weighs it.
May assume: nothing.
Never does: make an instance; say anything twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.checking import ARCHETYPES, Project, find_project, read_scene_file
from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.gathering.findings import Findings
from scenelang.gathering.messages import SceneIdTaken
from scenelang.gathering.rule_levels import RuleLevels, rule_levels
from scenelang.model import Name, Scene
from scenelang.source import Span

if TYPE_CHECKING:
    from scenelang.checking import CheckedScene, SceneIndex
    from scenelang.reading import ProjectSettings


class SceneRun:
    """One look at some files: one index and one set of levels for each project among them."""

    def __init__(self, files: Sequence[Path | str]) -> None:
        self.found = Findings()
        self._files = files
        self._projects: dict[Path, Project] = {}
        self._indexes: dict[Path, SceneIndex] = {}
        self._levels: dict[Path, RuleLevels] = {}
        self._ids: dict[str, Span] = {}
        self.times_others_were_asked = 0

    def scenes(self) -> Iterator[tuple[Path, CheckedScene]]:
        """The sound scenes of all files, one after the other."""
        for path in map(Path, self._files):
            yield from ((path, checked) for checked in self.file(path))

    def file(self, path: Path) -> Iterator[CheckedScene]:
        """The sound scenes of a file."""
        scenes, said = read_scene_file(path)
        self.found.extend(self.levels(path).applied(said))
        for scene in scenes or ():
            taken = None if "id" in scene.unread else self.id_taken(scene.id)
            if taken is not None:
                self.found.add(taken)
            checked, found = self.check(path, scene)
            self.found.extend(self.levels(path).applied(found))
            if checked is not None:
                yield checked

    def check(self, path: Path, scene: Scene) -> Outcome[CheckedScene]:
        """Whether a scene of a file means something, and what is wrong with it before anyone weighs it."""
        from scenelang.checking import check_scene  # noqa: PLC0415 - a clean scene may do without

        return check_scene(scene, self.project(path), partial(self.index, path))

    def archetype(self, path: Path) -> tuple[Diagnostic, ...]:
        """What is wrong with an archetype, whether a scene uses it or not."""
        project = self.project(path)
        if project.folder.name == ARCHETYPES:  # it is seen as from the folder of the scenes that use it
            project = Project(project.root, project.folder.parent)
        return project.archetype_in(path).diagnostics

    def project(self, path: Path) -> Project:
        """The project that a file lies in."""
        if path.parent not in self._projects:
            self._projects[path.parent] = find_project(path).remembering()
        return self._projects[path.parent]

    def index(self, path: Path) -> SceneIndex:
        """The index that a file shares with all of its project, and with no other that is looked at."""
        self.times_others_were_asked += 1
        project = self.project(path)
        if project.root not in self._indexes:
            from scenelang.checking import SceneIndex  # noqa: PLC0415 - few scenes need others

            told = (told for told in map(Path, self._files) if self.project(told).root == project.root)
            self._indexes[project.root] = SceneIndex(project, told)
        return self._indexes[project.root]

    @property
    def times_spoken_once(self) -> int:
        """How many things were said that are said once in a run, by whichever file comes first."""
        return sum(index.times_spoken_once for index in self._indexes.values())

    def settings(self, path: Path) -> ProjectSettings:
        """The settings of the project of a file."""
        return self.project(path).settings

    def levels(self, path: Path) -> RuleLevels:
        """What findings in a file weigh; what is wrong with its project's settings is said the first time."""
        project = self.project(path)
        if project.root not in self._levels:
            levels = self.found.take(rule_levels(project.settings)) or RuleLevels()
            self.found.extend(levels.applied(project.read_settings().diagnostics))
            self._levels[project.root] = levels
        return self._levels[project.root]

    def id_taken(self, id_: Name) -> Diagnostic | None:
        """What is wrong with the id of a scene, where another scene of the run had it before."""
        first = self._ids.setdefault(id_.text, id_.place)
        return None if first == id_.place else SceneIdTaken(id_.place, id_.text, first)
