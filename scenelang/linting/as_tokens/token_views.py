"""Scenes as tokens, for rules that look at them so: the tokenizers and models that a project names.

Takes: the settings of a project, and what a command line names instead.
Gives: what lowering says of a scene under each tokenizer and for each model, and what rules make of it.
May assume: scenes are sound.
Never does: load anything before the first scene asks; load anything at all where nothing is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from scenelang.diagnostics import Diagnostic

if TYPE_CHECKING:
    from scenelang.checking import CheckedScene
    from scenelang.linting.as_tokens.token_loading import Loaded
    from scenelang.linting.rule import ProgramRule
    from scenelang.reading import ProjectSettings
    from scenelang.source import SourceText


@dataclass(frozen=True)
class TokenViews:
    """The tokenizers and models of one project.

    What a command line names (`tokenizers`, `models`: names of the project or paths) stands in the place of
    what the settings name. `instances` is how many instances of a scene that varies are looked at.
    """

    settings: ProjectSettings
    tokenizers: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    instances: int = 3

    @property
    def is_empty(self) -> bool:
        """True where nothing is named: then no scene is looked at as tokens."""
        return not (self.tokenizers or self.models or self.settings.tokenizers or self.settings.models)

    def problems(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the tokenizers and models themselves; said once for a project."""
        return () if self.is_empty else self._loaded.problems

    def look(
        self, source: SourceText, checked: CheckedScene, rules: Sequence[ProgramRule]
    ) -> tuple[Diagnostic, ...]:
        """What lowering says of a scene, and what the rules do.

        A finding of lowering is left out where a rule tells the same better.
        """
        if self.is_empty:
            return ()
        from scenelang.linting.as_tokens.token_lowering import lowered_views  # noqa: PLC0415 - most projects name none

        subject, found = lowered_views(self._loaded, source, checked, self.instances)
        if subject is None:
            return found
        said = [(rule, one) for rule in rules for one in rule.check(subject)]
        told = {(code, one.place) for rule, one in said for code in rule.instead_of}
        kept = (one for one in found if (one.code, one.place) not in told)
        return (*kept, *(one for _, one in said))

    @cached_property
    def fingerprint(self) -> str:
        """What the look at a scene depends on beside the scene: the files of tokenizers and models."""
        from scenelang.linting.as_tokens.token_loading import fingerprint  # noqa: PLC0415

        return "" if self.is_empty else fingerprint(self.settings, self.tokenizers, self.models)

    @cached_property
    def _loaded(self) -> Loaded:
        from scenelang.linting.as_tokens.token_loading import load  # noqa: PLC0415 - see `look`

        return load(self.settings, self.tokenizers, self.models)


class Named(NamedTuple):
    """What a command line names."""

    tokenizers: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


class ProjectViews:
    """The token views of each project of a run, made when a file of it is looked at."""

    def __init__(self, named: Named = Named()) -> None:  # noqa: B008 - it is frozen
        self._named = named
        self._of: dict[Path, TokenViews] = {}

    def of(self, settings: ProjectSettings) -> TokenViews | None:
        """The views of a project; None where it names nothing."""
        views = self._of.get(settings.folder)
        if views is None:
            views = self._of[settings.folder] = TokenViews(settings, *self._named)
        return None if views.is_empty else views

    def __iter__(self) -> Iterator[TokenViews]:
        return iter(tuple(self._of.values()))


def view_names(views: Iterable[str]) -> str:
    """Names of tokenizers in a sentence: `a`, `b`."""
    return ", ".join(f"`{name}`" for name in views)
