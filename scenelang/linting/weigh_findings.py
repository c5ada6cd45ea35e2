"""What is told of everything that a run found.

Rules may be off for a path, comments silence findings, a project weighs them, and a baseline knows some.

Takes: what was found in each file and across them, not weighed yet, and the comments of each file.
Gives: the findings to tell, and how many are not told and why.
May assume: each file was looked at with the rules of its choice.
Never does: silence an error, or write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from scenelang.diagnostics import Diagnostic, FindingKeys, FindSource, Outcome, Severity
from scenelang.gathering import SceneRun
from scenelang.linting.baseline import Baseline, can_be_known, known_by, read_baseline
from scenelang.linting.choosing.askable_codes import askable
from scenelang.linting.choosing.choice_of_rules import RuleChoices
from scenelang.linting.findings import BaselineState, LookedFile, Weighed
from scenelang.linting.ignoring.ignore_table import NO_IGNORES
from scenelang.linting.ignoring.judge_ignores import IgnoreJudge
from scenelang.linting.lint_options import LintOptions
from scenelang.linting.messages import BaselineMissing
from scenelang.linting.subjects import SuppressionSubject
from scenelang.reading import ProjectSettings, load_source, shown_source


def weigh_findings(
    files: Iterable[LookedFile],
    across: Iterable[Diagnostic],
    run: SceneRun,
    choices: RuleChoices,
    find_source: FindSource | None = None,
) -> Weighed:
    """Weighs everything that was found.

    Args:
        files: The files that were looked at.
        across: What was found across files, such as by rules for all scenes.
        run: The run, for the settings and levels of projects.
        choices: Which rules were asked, and what the command line wishes.
        find_source: Gives a file's text where it is not the one on the disk.
    """
    options = choices.options
    weighing = _Weighing(run, choices, options)
    every = list(files)
    by_file: dict[str, list[Diagnostic]] = {file.path.as_posix(): list(file.found) for file in every}
    for found in across:
        by_file.setdefault(found.place.file, []).append(found)
    told: list[Diagnostic] = []
    for file in every:
        told += weighing.of_file(file._replace(found=tuple(by_file.pop(file.path.as_posix(), ()))))
    for name, found_there in by_file.items():
        told += weighing.of_file(LookedFile(Path(name), tuple(found_there)))
    told += choices.problems()
    if not options.uses_baseline:
        return Weighed(tuple(told), weighing.silenced)
    books = {
        settings.folder: _Book(settings, find_source or _on_disk())
        for settings in choices.projects()
        if settings.lint.baseline is not None
    }
    unknown = [one for one in told if not _is_known(one, run, books)] if books else told
    problems = [problem for book in books.values() for problem in book.problems]
    states = tuple(book.state(options) for book in books.values())
    return Weighed((*unknown, *problems), weighing.silenced, len(told) - len(unknown), states)


class _Weighing:
    """One run: how many findings comments have silenced so far."""

    def __init__(self, run: SceneRun, choices: RuleChoices, options: LintOptions) -> None:
        self.silenced = 0
        self._run = run
        self._choices = choices
        self._options = options

    def of_file(self, file: LookedFile) -> Iterator[Diagnostic]:
        """The findings of a file that are told, each with its weight."""
        if not file.found and file.ignores == NO_IGNORES:
            return
        choice, levels = self._choices.of(file.path), self._run.levels(file.path)
        found: Sequence[Diagnostic] = [one for one in file.found if choice.tells(one)]
        if self._options.heeds_comments and file.ignores != NO_IGNORES:
            judge = IgnoreJudge(file.ignores)
            found = list(judge.told(found))
            judged = judge.judged(self._asked(file), choice.off)
            subject = SuppressionSubject(file.path.as_posix(), judged, file.ignores.wrong)
            said = (one for rule in choice.rules.of_suppressions for one in rule.check(subject))
            found += judge.told(one for one in said if choice.tells(one))
            self.silenced += judge.silenced
        yield from levels.weighed(found)

    def _asked(self, file: LookedFile) -> frozenset[str]:
        """The codes that would have been found in a file if there were such a finding."""
        errors = frozenset(one.code for one in file.found if type(one).severity is Severity.ERROR)
        return askable(self._run.settings(file.path), self._options, errors)


def _on_disk() -> FindSource:
    return cache(lambda file: shown_source(Path(file)))


def _is_known(found: Diagnostic, run: SceneRun, books: Mapping[Path, _Book]) -> bool:
    book = books.get(run.settings(Path(found.place.file)).folder)
    return book is not None and book.knows(found)


class _Book:
    """The baseline of one project, and what of it was met."""

    def __init__(self, settings: ProjectSettings, find_source: FindSource) -> None:
        self.problems: tuple[Diagnostic, ...] = ()
        self._settings = settings
        self._held = self._read()
        self._left = Counter(self._held.times if self._held else {})
        self._keys = FindingKeys(find_source, paths_from(settings.folder))
        self._has_errors = False

    def _read(self) -> Baseline | None:
        lint = self._settings.lint
        assert lint.baseline is not None
        try:
            status = lint.baseline.stat()
        except (OSError, ValueError):
            place = lint.baseline_place or self._settings.place
            self.problems = (BaselineMissing(place, lint.baseline.name),)
            return None
        outcome = _baseline_in(lint.baseline, status.st_mtime_ns, status.st_size)
        self.problems = outcome.diagnostics
        return outcome.value

    def knows(self, found: Diagnostic) -> bool:
        """True for a finding that is known, as many times as it is."""
        if not can_be_known(found):
            self._has_errors = True
            return False
        known = known_by(found, self._keys)
        self._left[known] -= 1
        return self._left[known] >= 0

    def state(self, options: LintOptions) -> BaselineState:
        """The baseline after the run; only a whole run without errors can say that an entry is gone."""
        path = self._settings.lint.baseline
        assert path is not None
        is_chosen = options.select is not None or bool(options.ignore)
        is_sure = options.is_whole and not is_chosen and not self._has_errors
        asked = askable(self._settings, options)
        gone = {known: n for known, n in self._left.items() if is_sure and n > 0 and known.code in asked}
        return BaselineState(path, self._held or Baseline(), gone)


@lru_cache(maxsize=8)
def _baseline_in(path: Path, changed: int, size: int) -> Outcome[Baseline]:  # noqa: ARG001 - they tell files apart
    """The baseline in a file, read once while it does not change."""
    source, found = load_source(path)
    return Outcome(None, found) if source is None else read_baseline(source)


def paths_from(folder: Path) -> Callable[[str], str]:
    """How a baseline names files: from the folder of the project on."""

    def name(file: str) -> str:
        path = Path(file).absolute()
        return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else file

    return name
