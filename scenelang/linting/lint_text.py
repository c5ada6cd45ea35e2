"""Lints texts that may not be on the disk yet, as if each stood in a file.

Takes: the files of a run, the wishes of a command line, and texts.
Gives: what is wrong or unwise in a text, weighed, without what comments and baselines hold back.
May assume: nothing.
Never does: ask rules that look at all scenes, or read the file that a text is to stand in.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scenelang.diagnostics import Diagnostic, FindSource
from scenelang.gathering import Findings, SceneRun
from scenelang.linting.as_tokens.token_views import Named, ProjectViews
from scenelang.linting.choosing.choice_of_rules import RuleChoices
from scenelang.linting.file_look import look_at_source
from scenelang.linting.findings import LookedFile, Weighed
from scenelang.linting.lint_options import LintOptions
from scenelang.linting.weigh_findings import weigh_findings
from scenelang.reading import shown_source
from scenelang.source import SourceText


class TextLint:
    """One run over texts; projects, tokenizers and models are loaded once for all of them."""

    def __init__(self, files: Sequence[Path], options: LintOptions | None = None) -> None:
        self._run = SceneRun([path.as_posix() for path in files])
        self._choices = RuleChoices(self._run, options)
        wishes = self._choices.options
        self._views = ProjectViews(Named(wishes.tokenizers, wishes.models))

    def __call__(self, path: Path, source: SourceText) -> tuple[Diagnostic, ...]:
        """All that lint says of a text in the file at `path`."""
        return self.weighed(path, source)[1]

    def weighed(self, path: Path, source: SourceText) -> tuple[Weighed, tuple[Diagnostic, ...]]:
        """The same, with how much is held back."""
        choice = self._choices.of(path)
        views = self._views.of(self._run.settings(path))
        looked = look_at_source(path, source, self._run, choice.rules, views)
        file = LookedFile(path, looked.found, looked.ignores)
        problems = () if views is None else views.problems()
        weighed = weigh_findings([file], problems, self._run, self._choices, _source_of(path, source))
        found = Findings()
        found.extend(self._run.found.sorted())
        found.extend(weighed.found)
        return weighed, found.sorted()


def _source_of(path: Path, source: SourceText) -> FindSource:
    """The text for its own file, and what is on the disk for all others."""
    return lambda file: source if file == path.as_posix() else shown_source(Path(file))
