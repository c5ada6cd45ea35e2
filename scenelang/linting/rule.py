"""What a lint rule is, and the list of all: one file each under `rules/`.

A rule file has, in this order: its docstring (what, why it hurts training or reading, when to leave it: the
manual page), its message, the rule with its options, `EXAMPLES` (which are its tests), and its check.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar, dataclass_transform

from scenelang.diagnostics import Diagnostic, Severity
from scenelang.linting.examples import Bad, Good
from scenelang.linting.subjects import (
    CorpusSubject,
    FileSubject,
    ProgramSubject,
    SceneSubject,
    SuppressionSubject,
)

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

_RULES: dict[str, type[LintRule]] = {}
Rule = TypeVar("Rule", bound="LintRule")


class LintWarning(Diagnostic):
    """Base of what lint rules say: sound, and still not wise."""

    severity: ClassVar[Severity] = Severity.WARNING


@dataclass(frozen=True)
class LintRule:
    """Base of all rules. Fields of a rule are its options; each has a default and a docstring.

    `finding` is the one message of the rule; `EXAMPLES` has at least three of each kind. `is_on` is False for
    a rule that a project must ask for.
    """

    finding: ClassVar[type[Diagnostic]]
    EXAMPLES: ClassVar[tuple[Good | Bad, ...]]
    is_on: ClassVar[bool] = True
    plain_is_clean: ClassVar[bool] = False
    """True where no scene in the plain layout (see `plain/`) can be at fault."""

    def may_fault(self, scene: PlainScene) -> bool:  # noqa: ARG002 - for rules that look closer
        """Whether something might be said of a sound scene in the plain layout.

        A rule that gives False vouches for it; while any rule that is on never does, no scene can be cleared
        quickly. It is asked of every scene, so it must take a microsecond, or a few.
        """
        return not self.plain_is_clean

    @classmethod
    def code(cls) -> str:
        """The code of the rule's message."""
        return cls.finding.code

    @classmethod
    def name(cls) -> str:
        """The rule's name: that of its file, with hyphens."""
        return cls.__module__.rpartition(".")[2].replace("_", "-")


class FileRule(LintRule, ABC):
    """Looks at a file as written: text, YAML trees, comments; its scenes may be unsound."""

    @abstractmethod
    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """What is unwise in a file."""


class SceneRule(LintRule, ABC):
    """Looks at one sound scene."""

    @abstractmethod
    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """What is unwise in a scene."""


class ProgramRule(LintRule, ABC):
    """Looks at a sound scene as tokens, under the tokenizers and models that the project names.

    It is silent in a project that names none. `instead_of` are codes of lowering that need not be told where
    the rule speaks.
    """

    instead_of: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def check(self, subject: ProgramSubject) -> Iterator[Diagnostic]:
        """What is unwise in what a scene becomes."""


class CorpusRule(LintRule, ABC):
    """Looks at all scenes of a run at once, by a few facts of each."""

    @abstractmethod
    def check(self, subject: CorpusSubject) -> Iterator[Diagnostic]:
        """What is unwise in a set of scenes."""


class SuppressionRule(LintRule, ABC):
    """Looks at the comments of a file that silence findings, when all other rules have spoken."""

    plain_is_clean = True

    @abstractmethod
    def check(self, subject: SuppressionSubject) -> Iterator[Diagnostic]:
        """What is unwise in such comments."""


@dataclass_transform(frozen_default=True)
def lint_rule(rule: type[Rule]) -> type[Rule]:
    """Makes a class a frozen dataclass of its options, if it has any, and puts it on the list.

    Raises:
        TypeError: another rule has its code.
    """
    known = _RULES.setdefault(rule.code(), rule)
    if known.__module__ != rule.__module__:
        raise TypeError(f"{rule.code()} is taken by {known.name()}")
    return dataclass(frozen=True)(rule) if rule.__annotations__ else rule


@cache
def registered_rules() -> Mapping[str, type[LintRule]]:
    """Every rule by its code, in the order of codes: the folder `rules` is walked."""
    folder = Path(__file__).parent / "rules"
    for path in sorted(folder.glob("[!_]*.py")):
        import_module(f"scenelang.linting.rules.{path.stem}")
    return dict(sorted(_RULES.items()))
