"""All that can be said of one file: read, checked, planned where it varies, and held against the rules.

Takes: a path, the run that it is looked at in, and the rules to ask.
Gives: what was found, and the facts of its sound scenes.
May assume: nothing.
Never does: weigh or silence a finding; look at other files, but for what scenes of this one refer to.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scenelang.checking import CheckedScene
from scenelang.diagnostics import Diagnostic
from scenelang.gathering import SceneRun
from scenelang.linting.rule_set import RuleSet
from scenelang.linting.scene_facts import SceneFacts, facts_of
from scenelang.linting.subjects import FileSubject, SceneSubject
from scenelang.model import Name
from scenelang.reading import SceneDocument, YamlMapping, find_comments, load_source, read_documents
from scenelang.source import SourceText


@dataclass(frozen=True, slots=True)
class FileFindings:
    """What one look at a file gave: findings before anyone weighed them, and its scenes.

    `ids` are the ids of all its scenes, `facts` those of the sound ones, in order.
    """

    scenes: int = 0
    found: tuple[Diagnostic, ...] = ()
    ids: tuple[Name, ...] = ()
    facts: tuple[SceneFacts, ...] = ()
    checked: tuple[CheckedScene, ...] = ()


def look_at_file(path: Path, run: SceneRun, rules: RuleSet) -> FileFindings:
    """Reads and checks a file, and asks every rule that looks at one file."""
    source, found = load_source(path)
    if source is None:
        return FileFindings(found=found)
    documents, said = read_documents(source)
    look = _Look(path, source, run, rules)
    look.found += (*found, *said)
    look.at(documents or ())
    scenes = [document.scene for document in documents or () if document.scene is not None]
    ids = tuple(scene.id for scene in scenes if "id" not in scene.unread)
    return FileFindings(len(scenes), tuple(look.found), ids, tuple(look.facts), tuple(look.checked))


class _Look:
    """What was found so far in one file."""

    def __init__(self, path: Path, source: SourceText, run: SceneRun, rules: RuleSet) -> None:
        self.found: list[Diagnostic] = []
        self.checked: list[CheckedScene] = []
        self.facts: list[SceneFacts] = []
        self._path = path
        self._source = source
        self._run = run
        self._rules = rules

    def at(self, documents: tuple[SceneDocument, ...]) -> None:
        """Looks at the file as a whole, then at each scene."""
        if documents:
            comments = find_comments(self._source, (document.node for document in documents))
            subject = FileSubject(self._source, documents, comments)
            for rule in self._rules.of_files:
                self.found += rule.check(subject)
        for node, scene in documents:
            if scene is not None and isinstance(node, YamlMapping):
                checked, said = self._run.check(self._path, scene)
                self.found += said
                if checked is not None:
                    self._at_scene(SceneSubject(self._source, node, checked))

    def _at_scene(self, subject: SceneSubject) -> None:
        if subject.scene.vary is not None:
            from scenelang.expanding import plan_instances  # noqa: PLC0415 - few scenes vary

            self.found += plan_instances(subject.checked).diagnostics
        for rule in self._rules.of_scenes:
            self.found += rule.check(subject)
        self.checked.append(subject.checked)
        self.facts.append(facts_of(subject))
