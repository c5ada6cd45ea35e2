"""All that can be said of one file: read, checked, planned where it varies, and held against the rules.

Takes: a path, the run that it is looked at in, and the rules to ask.
Gives: what was found, and the facts of its sound scenes.
May assume: nothing.
Never does: weigh or silence a finding; look at other files, but for what scenes of this one refer to.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.diagnostics import Diagnostic
from scenelang.gathering import SceneRun
from scenelang.linting.as_tokens.token_views import TokenViews
from scenelang.linting.findings import FileFindings
from scenelang.linting.ignoring.ignore_table import NO_IGNORES
from scenelang.linting.ignoring.read_ignores import read_ignores
from scenelang.linting.rule_set import RuleSet
from scenelang.linting.scene_facts import SceneFacts, facts_of
from scenelang.linting.subjects import FileSubject, SceneSubject
from scenelang.model import LexiconFile, Scene
from scenelang.reading import SceneDocument, YamlMapping, find_comments, load_source, read_documents
from scenelang.source import SourceText

if TYPE_CHECKING:
    from scenelang.checking import CheckedScene


def look_at_file(path: Path, run: SceneRun, rules: RuleSet, views: TokenViews | None = None) -> FileFindings:
    """Reads and checks a file, and asks every rule that looks at one file."""
    source, found = load_source(path)
    if source is None:
        return FileFindings(found=found)
    looked = look_at_source(path, source, run, rules, views)
    return looked._replace(found=(*found, *looked.found)) if found else looked


def look_at_source(
    path: Path, source: SourceText, run: SceneRun, rules: RuleSet, views: TokenViews | None = None
) -> FileFindings:
    """The same of a text that may not be written yet, as if it stood in the file at `path`."""
    others = run.times_others_were_asked
    documents, said = read_documents(source)
    look = _Look(path, source, run, rules, views)
    look.found += said
    look.at(documents or ())
    scenes = [document.scene for document in documents or () if document.scene is not None]
    ids = tuple(scene.id for scene in scenes if "id" not in scene.unread)
    return FileFindings(
        scenes=len(scenes),
        found=tuple(look.found),
        ids=ids,
        facts=tuple(look.facts),
        checked=tuple(look.checked),
        ignores=look.ignores,
        asks=tuple(path for scene in scenes for path in _paths_in(scene)),
        is_wide=run.times_others_were_asked > others,
    )


def _paths_in(scene: Scene) -> Iterator[str]:
    """The files that a scene names, as it names them."""
    yield from (path.text for path in scene.use)
    for draw in scene.vary.draws if scene.vary is not None else ():
        if isinstance(draw.source, LexiconFile):
            yield draw.source.path.text


class _Look:
    """What was found so far in one file."""

    def __init__(
        self, path: Path, source: SourceText, run: SceneRun, rules: RuleSet, views: TokenViews | None
    ) -> None:
        self.found: list[Diagnostic] = []
        self.ignores = NO_IGNORES
        self.checked: list[CheckedScene] = []
        self.facts: list[SceneFacts] = []
        self._path = path
        self._source = source
        self._run = run
        self._rules = rules
        self._views = views

    def at(self, documents: tuple[SceneDocument, ...]) -> None:
        """Looks at the file as a whole, then at each scene."""
        if documents:
            comments = find_comments(self._source, (document.node for document in documents))
            self.ignores = read_ignores(self._source, documents, comments)
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
        if self._views is not None:
            self.found += self._views.look(self._source, subject.checked, self._rules.of_programs)
        self.checked.append(subject.checked)
        self.facts.append(facts_of(subject))
