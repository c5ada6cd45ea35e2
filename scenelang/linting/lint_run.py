"""Lints files: everything that is wrong or unwise, weighed as their projects ask.

Takes: paths of scenes and archetypes.
Gives: what was looked at, and everything that was found.
May assume: nothing.
Never does: make an instance, or change a scene.

Most files are cleared by the quick look. Those that are not are looked at in full, by several processes where
there are many. What comes of it is the same, in the same order, however the work was shared out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.gathering import Findings, FoundFiles, SceneRun, find_files
from scenelang.linting.as_tokens.token_views import Named, ProjectViews, TokenViews
from scenelang.linting.choosing.choice_of_rules import RuleChoice, RuleChoices
from scenelang.linting.findings import BaselineState, FileFindings, LookedFile, Weighed
from scenelang.linting.ignoring.ignore_table import NO_IGNORES
from scenelang.linting.keeping.workers import Looker, WorkerTask, look_fully
from scenelang.linting.lint_options import LintOptions
from scenelang.linting.quick import QuickLook, content_of
from scenelang.linting.rule_set import RuleSet
from scenelang.linting.scene_facts import SceneFacts
from scenelang.linting.subjects import CorpusSubject

if TYPE_CHECKING:
    from scenelang.checking import CheckedScene
    from scenelang.linting.keeping.run_cache import RunCache

FEWEST_KEPT = 32
"""Fewer files are looked at sooner than a cache is read and written."""


class LintCount(NamedTuple):
    """How much was looked at."""

    files: int
    scenes: int
    archetypes: int = 0


class Linted(NamedTuple):
    """One run: how much was looked at, and what was found that is not told, and why."""

    looked_at: LintCount
    silenced: int = 0
    known: int = 0
    baselines: tuple[BaselineState, ...] = ()


def lint_file(path: Path) -> Outcome[tuple[CheckedScene, ...]]:
    """All that can be said of one file; the value has its sound scenes, None where there is none."""
    lint = _Lint((path.as_posix(),))
    looked = lint.fully(path.as_posix())
    lint.take(path.as_posix(), looked)
    lint.weigh()
    return Outcome(looked.checked or None, lint.found.sorted())


def lint_paths(
    paths: Iterable[Path], rules: RuleSet | None = None, options: LintOptions | None = None
) -> Outcome[LintCount]:
    """Lints every scene and every archetype that the paths mean, ids across all of them.

    Args:
        paths: Files and folders.
        rules: The rules to ask, where they are not those that are on by themselves.
        options: What a command line asks for beside; without it nothing is kept between runs, and all work is
            done in this process.
    """
    linted, found = lint_with(paths, rules, options)
    return Outcome(None if linted is None else linted.looked_at, found)


def lint_with(
    paths: Iterable[Path], rules: RuleSet | None = None, options: LintOptions | None = None
) -> Outcome[Linted]:
    """The same as `lint_paths`, with what was found and is not told."""
    files, found = find_files(paths)
    if files is None:
        return Outcome(None, found)
    lint = _Lint(files.scenes, rules, options)
    cache = None if options is None or not options.uses_cache else lint.open_cache(rules)
    state = None if cache is None else cache.state(files.archetypes)
    known = None if cache is None else cache.whole(state)
    if known is not None:
        *counts, silenced = known.counts
        return Outcome(Linted(LintCount(*counts), silenced), (*found, *known.found))
    looked = lint.over(files, cache)
    weighed = lint.weigh()
    count, told = lint.count(files, looked), lint.found.sorted()
    if cache is not None:
        # What a baseline knows is told by the baseline, so such a run is never known as a whole.
        from scenelang.linting.keeping.cache import Whole  # noqa: PLC0415 - few files need none

        cache.save(None if weighed.baselines else state, Whole((*count, weighed.silenced), told), looked)
    return Outcome(Linted(count, weighed.silenced, weighed.known, weighed.baselines), (*found, *told))


def looker(files: Sequence[str], rules: RuleSet | None, options: LintOptions | None) -> Looker:
    """Looks at files of a run, in whichever process it is made."""
    return _Lint(files, rules, options)


class _Folder(NamedTuple):
    """What holds for all files of a folder. `choice` is None where its files have different ones.

    `root` is that of their project.
    """

    root: Path
    choice: RuleChoice | None
    views: TokenViews | None
    quick: QuickLook | None


class _Lint:
    """One run over some files: what was found so far, and what rules for all scenes will ask for."""

    def __init__(
        self, files: Sequence[str], rules: RuleSet | None = None, options: LintOptions | None = None
    ) -> None:
        self._files = files
        self._jobs = 1 if options is None else options.jobs
        self._task = WorkerTask(files, rules, options)
        self.run = SceneRun(files)
        self.found: Findings = self.run.found
        self._choices = RuleChoices(self.run, options, rules)
        wishes = self._choices.options
        self._views = ProjectViews(Named(wishes.tokenizers, wishes.models))
        self._looked: list[LookedFile] = []
        self._across: list[Diagnostic] = []
        self._folders: dict[str, _Folder] = {}
        self._quick_looks: dict[int, QuickLook] = {}
        self._facts: list[SceneFacts] = []
        self._carriers: dict[tuple[Path, str], set[str]] = {}
        self._asking: dict[str, tuple[str, ...]] = {}

    def open_cache(self, rules: RuleSet | None) -> RunCache | None:
        """The cache of this run; None where it has few files."""
        if len(self._files) < FEWEST_KEPT:
            return None
        from scenelang.linting.keeping.run_cache import open_cache  # noqa: PLC0415 - few files need none

        return open_cache(self._files, self.run, self._views, self._choices.options, rules)

    def over(self, files: FoundFiles, cache: RunCache | None = None) -> list[FileFindings]:
        """Looks at all files, and keeps what was found."""
        looked = self._looked_at(files.scenes, cache)
        for file, findings in zip(files.scenes, looked, strict=True):
            self.take(file, findings)
        for file in files.archetypes:
            path = Path(file)
            self._looked.append(LookedFile(path, self.run.archetype(path)))
        return looked

    def count(self, files: FoundFiles, looked: Iterable[FileFindings]) -> LintCount:
        """How much was looked at."""
        scenes = sum(findings.scenes for findings in looked)
        return LintCount(len(files.scenes), scenes, len(files.archetypes))

    def _looked_at(self, files: Sequence[str], cache: RunCache | None) -> list[FileFindings]:
        """What one look at each file gave, in their order."""
        looks = self._settled(files, cache)
        left = [file for file, look in zip(files, looks, strict=True) if look is None]
        fully = look_fully(left, self, self._task, self._jobs)
        for file, look in fully.items() if cache is not None else ():
            if cache is not None:
                cache.keep(file, look)
        return [fully[file] if look is None else look for file, look in zip(files, looks, strict=True)]

    def unsettled(self, files: Sequence[str]) -> list[str]:
        """The files that must be looked at in full."""
        looks = self._settled(files, None)
        return [file for file, look in zip(files, looks, strict=True) if look is None]

    def _settled(self, files: Sequence[str], cache: RunCache | None) -> list[FileFindings | None]:
        """What is known of files without a full look; None for the others."""
        looks: list[FileFindings | None] = []
        for file in files:
            folder = self._folder(file)
            if folder.choice is None:
                self._choice(file)  # rules for all scenes are asked as every file has them, known or not
            content = content_of(file)
            look = None if cache is None or content is None else cache.known(file, content)
            if look is None and content is not None:
                look = self._quickly(file, content, folder)
                if cache is not None and look is not None and file not in self._asking:
                    cache.keep(file, look)
            looks.append(look)
        return self._without_lone(files, looks)

    def _quickly(self, file: str, content: bytes, folder: _Folder) -> FileFindings | None:
        """What the quick look knows of a file that holds this; None where it is to be looked at in full."""
        if folder.views:
            return None
        known = (folder.quick or self._quick(file)).at_content(file, content)
        if known is None:
            return None
        for concept in known.carries:
            self._carriers.setdefault((folder.root, concept), set()).add(file)
        if known.asks:
            self._asking[file] = known.asks
        return FileFindings(1, (), (known.id,), (known.facts,))

    def _without_lone(
        self, files: Sequence[str], looks: list[FileFindings | None]
    ) -> list[FileFindings | None]:
        """The quick looks, without scenes that ask for what no other scene of their project carries."""
        alone = {
            file
            for file, asks in self._asking.items()
            if not all(
                self._carriers.get((self._folder(file).root, concept), set()) - {file} for concept in asks
            )
        }
        return [None if file in alone else look for file, look in zip(files, looks, strict=True)]

    def fully(self, file: str) -> FileFindings:
        """Looks at one file in full."""
        from scenelang.linting.file_look import look_at_file  # noqa: PLC0415 - most files need none

        return look_at_file(Path(file), self.run, self._choice(file).rules, self._folder(file).views)

    def take(self, file: str, looked: FileFindings) -> None:
        """Keeps what a look at a file gave."""
        if looked.found or looked.ignores != NO_IGNORES:
            self._looked.append(LookedFile(Path(file), looked.found, looked.ignores))
        self._across += (taken for id_ in looked.ids if (taken := self.run.id_taken(id_)) is not None)
        self._facts += looked.facts

    def _folder(self, file: str) -> _Folder:
        name = file.rpartition("/")[0]
        known = self._folders.get(name)
        if known is None:
            path = Path(file)
            self.run.levels(path)
            choice = None if self._choices.depends_on_files(path) else self._choices.of(path)
            quick = None if choice is None else self._quick_look(choice)
            known = _Folder(
                self.run.project(path).root, choice, self._views.of(self.run.settings(path)), quick
            )
            self._folders[name] = known
        return known

    def _choice(self, file: str) -> RuleChoice:
        return self._folder(file).choice or self._choices.of(Path(file))

    def _quick(self, file: str) -> QuickLook:
        """The quick look that vouches for the rules of a file."""
        return self._quick_look(self._choice(file))

    def _quick_look(self, choice: RuleChoice) -> QuickLook:
        if id(choice) not in self._quick_looks:
            self._quick_looks[id(choice)] = QuickLook(self.run, choice.rules)
        return self._quick_looks[id(choice)]

    def weigh(self) -> Weighed:
        """Asks the rules that look at all scenes, and weighs all that was found."""
        for views in self._views:
            self._across += views.problems()
        subject = CorpusSubject(tuple(self._facts))
        for rule in self._choices.rules_of_corpora():
            self._across += rule.check(subject)
        weighed = self._weighed()
        self.found.extend(weighed.found)
        return weighed

    def _weighed(self) -> Weighed:
        """What is told; where nothing was found and nothing was known before, there is nothing to weigh."""
        is_clean = not self._looked and not self._across
        if is_clean and all(settings.lint.baseline is None for settings in self._choices.projects()):
            return Weighed(tuple(self._choices.problems()))
        from scenelang.linting.weigh_findings import weigh_findings  # noqa: PLC0415 - clean runs need none

        return weigh_findings(self._looked, self._across, self.run, self._choices)
