"""Which rules are asked of a file, with which options, and which warnings are told of it.

Later words beat earlier ones: first the project's `select` and `ignore` with its levels, or `--select` in
their place; then `--extend-select` and `--ignore`; then what the project says of the file's path. Within one
of these the closer word wins: a rule before `SL80` before its family before `all`.

Takes: a run with its projects, and the wishes of a command line.
Gives: for each file its choice; what is wrong with the settings under `[lint]`.
May assume: nothing.
Never does: choose an error away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scenelang.diagnostics import Diagnostic, Severity
from scenelang.gathering import ErrorSilenced, RuleLevels, SceneRun
from scenelang.linting.choosing.path_patterns import PathPatterns
from scenelang.linting.choosing.rule_options import given_options
from scenelang.linting.choosing.selectors import ALL, Meant, meaning, meant_instead
from scenelang.linting.lint_options import NO_WISHES, LintOptions
from scenelang.linting.rule import CorpusRule, registered_rules
from scenelang.linting.rule_set import RuleSet, default_rules
from scenelang.linting.rule_table import rule_table
from scenelang.model import Name
from scenelang.reading import LintSettings, OptionValue, ProjectSettings, RuleLevel

REASON_MISSING = "SL891"


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """The rules that are asked of a file, and the codes of warnings that are not told of it."""

    rules: RuleSet
    off: frozenset[str]

    def tells(self, found: Diagnostic) -> bool:
        """True for every error, and for warnings that are on."""
        return found.code not in self.off or type(found).severity is Severity.ERROR


class RuleChoices:
    """The choices of one run, for each file of each project."""

    def __init__(
        self, run: SceneRun, options: LintOptions | None = None, rules: RuleSet | None = None
    ) -> None:
        self.options = options or NO_WISHES
        self._run = run
        self._fixed = None if rules is None else RuleChoice(rules, frozenset())
        self._projects: dict[Path, _ProjectChoices] = {}

    def of(self, path: Path) -> RuleChoice:
        """The choice for one file; where rules were given, all files have these."""
        project = self._project(path)
        return self._fixed or project.of(path)

    def depends_on_files(self, path: Path) -> bool:
        """True where files of one folder may have different choices."""
        return self._fixed is None and bool(self._run.settings(path).lint.per_path)

    def rules_of_corpora(self) -> tuple[CorpusRule, ...]:
        """The rules for all scenes that some file was to be held against."""
        made = [choice for project in self._projects.values() for choice in project.made.values()]
        chosen = [self._fixed] if self._fixed is not None else made
        return tuple(dict.fromkeys(rule for choice in chosen for rule in choice.rules.of_corpora))

    def projects(self) -> Iterator[ProjectSettings]:
        """The settings of the projects met so far."""
        yield from (project.settings for project in self._projects.values())

    def problems(self) -> Iterator[Diagnostic]:
        """What is wrong with the settings under `[lint]` of the projects met so far."""
        for project in self._projects.values():
            yield from project.problems

    def _project(self, path: Path) -> _ProjectChoices:
        settings = self._run.settings(path)
        found = self._projects.get(settings.folder)
        if found is None:
            levels = self._run.levels(path)
            found = self._projects[settings.folder] = _ProjectChoices(settings, levels, self.options)
        return found


class _ProjectChoices:
    """The choices of one project: one for each set of patterns that some file meets."""

    def __init__(self, settings: ProjectSettings, levels: RuleLevels, options: LintOptions) -> None:
        self.problems: list[Diagnostic] = []
        self.made: dict[tuple[int, ...], RuleChoice] = {}
        self.settings = settings
        self._lint = settings.lint
        self._levels = levels
        self._options = options
        self._is_plain = _says_nothing(settings, options)
        self._patterns = PathPatterns(settings.folder, self._lint.per_path)
        given = given_options(self._lint.options)
        self._given = given.by_code
        self.problems += (*_problems(self._lint), *self._patterns.problems, *given.problems)

    def of(self, path: Path) -> RuleChoice:
        """The choice for one file."""
        met = self._patterns.of(path)
        if met not in self.made:
            self.made[met] = _plain_choice() if self._is_plain else self._choice(met)
        return self.made[met]

    def _choice(self, met: tuple[int, ...]) -> RuleChoice:
        everything = _codes([ALL])
        on = set(everything - _usually_off())
        lint, options = self._lint, self._options
        if options.select is not None:
            on = _applied(set(), (*options.select, *options.extend_select), options.ignore)
        else:
            levels = self._levels.of.items()
            named = [code for code, level in levels if level is not RuleLevel.OFF]
            silent = [code for code, level in levels if level is RuleLevel.OFF]
            named += [REASON_MISSING] if lint.require_reason else []
            select = (*_texts(lint.select or ()), *_texts(lint.extend_select), *named)
            on = _applied(set() if lint.select is not None else on, select, (*_texts(lint.ignore), *silent))
            on = _applied(on, options.extend_select, options.ignore)
        for number in met:
            here = lint.per_path[number]
            select = () if options.select is not None else _texts(here.select)
            on = _applied(on, select, _texts(here.ignore))
        return RuleChoice(_rules(on, self._given), everything - on)


def wrong_words(options: LintOptions) -> Iterator[str]:
    """What is wrong with the words of a command line, each in a sentence."""
    for word in (*(options.select or ()), *options.extend_select, *options.ignore):
        meant = meaning(word)
        if meant is None:
            near = meant_instead(word)
            hint = f"did you mean {near}?" if near else "`scenelang explain --list` shows all"
            yield f"no rule is called {word}; {hint}"
        elif not meant.codes and word in options.ignore:
            yield f"{word} is an error, and errors cannot be ignored"


def _says_nothing(settings: ProjectSettings, options: LintOptions) -> bool:
    """True where neither the project nor the command line chooses."""
    asked = options.select is not None or options.extend_select or options.ignore
    return not (asked or settings.rules or settings.lint != LintSettings(baseline=settings.lint.baseline))


@cache
def _plain_choice() -> RuleChoice:
    return RuleChoice(default_rules(), _usually_off())


@cache
def _usually_off() -> frozenset[str]:
    return frozenset(line.code for line in rule_table() if not line.is_on)


def _rules(on: set[str], given: Mapping[str, Mapping[str, OptionValue]]) -> RuleSet:
    rules = registered_rules().items()
    return RuleSet.of(rule(**given.get(code, {})) for code, rule in rules if code in on)


def _applied(on: set[str], select: Iterable[str], ignore: Iterable[str]) -> set[str]:
    """The codes that are on after some words, from the widest to the closest; `ignore` wins a tie."""
    steps = [(meant.rank, True, meant) for word in select if (meant := meaning(word))]
    steps += [(meant.rank, False, meant) for word in ignore if (meant := meaning(word))]
    after = set(on)
    for _, adds, meant in sorted(steps, key=lambda step: (step[0], not step[1])):
        after = after | meant.codes if adds else after - meant.codes
    return after


def _codes(words: Iterable[str]) -> frozenset[str]:
    found: list[Meant] = [meant for word in words if (meant := meaning(word))]
    return frozenset(code for meant in found for code in meant.codes)


def _texts(names: Iterable[Name]) -> tuple[str, ...]:
    return tuple(name.text for name in names)


def _problems(lint: LintSettings) -> Iterator[Diagnostic]:
    """Words that mean no rule, and errors that are to be ignored."""
    here = [(name, False) for name in (*(lint.select or ()), *lint.extend_select)]
    here += [(name, True) for name in lint.ignore]
    for choice in lint.per_path:
        here += [(name, False) for name in choice.select] + [(name, True) for name in choice.ignore]
    for name, is_ignored in here:
        meant = meaning(name.text)
        if meant is None:
            from scenelang.reading import LintRuleUnknown  # noqa: PLC0415 - few settings are wrong

            near = meant_instead(name.text)
            hint = f"did you mean `{near}`? " if near else ""
            yield LintRuleUnknown(name.place, name.text, hint)
        elif is_ignored and not meant.codes:
            yield ErrorSilenced(name.place, name.text, "ignored")
