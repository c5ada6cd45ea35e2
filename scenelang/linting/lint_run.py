"""Lints files: everything that is wrong or unwise, weighed as their projects ask.

Takes: paths of scenes and archetypes.
Gives: what was looked at, and everything that was found.
May assume: nothing.
Never does: make an instance, or write.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from scenelang.checking import CheckedScene
from scenelang.diagnostics import Outcome
from scenelang.gathering import Findings, SceneIdTaken, SceneRun, find_scene_files, is_archetype
from scenelang.linting.file_look import FileFindings, look_at_file
from scenelang.linting.rule_set import RuleSet, default_rules
from scenelang.linting.scene_facts import SceneFacts
from scenelang.linting.subjects import CorpusSubject
from scenelang.source import Span


class LintCount(NamedTuple):
    """How much was looked at."""

    files: int
    scenes: int
    archetypes: int = 0


def lint_file(path: Path) -> Outcome[tuple[CheckedScene, ...]]:
    """All that can be said of one file; the value has its sound scenes, None where there is none."""
    lint = _Lint((path,))
    looked = lint.at(path)
    lint.across_files()
    return Outcome(looked.checked or None, lint.found.sorted())


def lint_paths(paths: Iterable[Path]) -> Outcome[LintCount]:
    """Lints every scene and every archetype that the paths mean, ids across all of them."""
    files, found = find_scene_files(paths, archetypes=True)
    if files is None:
        return Outcome(None, found)
    scenes = [path for path in files if not is_archetype(path)]
    lint = _Lint(scenes)
    count = sum(lint.at(path).scenes for path in scenes)
    archetypes = [path for path in files if is_archetype(path)]
    for path in archetypes:
        lint.found.extend(lint.run.levels(path).applied(lint.run.archetype(path)))
    lint.across_files()
    return Outcome(LintCount(len(scenes), count, len(archetypes)), lint.found.sorted())


class _Lint:
    """One run over some files: what was found so far, and what rules for all scenes will ask for."""

    def __init__(self, files: Iterable[Path], rules: RuleSet | None = None) -> None:
        self.run = SceneRun(tuple(files))
        self.found: Findings = self.run.found
        self._rules = rules or default_rules()
        self._facts: list[SceneFacts] = []
        self._ids: dict[str, Span] = {}

    def at(self, path: Path) -> FileFindings:
        """Looks at one file."""
        levels = self.run.levels(path)
        looked = look_at_file(path, self.run, self._rules)
        self.found.extend(levels.applied(looked.found))
        for id_ in looked.ids:
            first = self._ids.setdefault(id_.text, id_.place)
            if first != id_.place:
                self.found.add(SceneIdTaken(id_.place, id_.text, first))
        self._facts += looked.facts
        return looked

    def across_files(self) -> None:
        """Asks the rules that look at all scenes."""
        subject = CorpusSubject(tuple(self._facts))
        for rule in self._rules.of_corpora:
            for found in rule.check(subject):
                self.found.extend(self.run.levels(Path(found.place.file)).applied((found,)))
