"""What lint rules look at: a file as written, a sound scene, its tokens, or all scenes of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from scenelang.diagnostics import Diagnostic
from scenelang.model import Scene
from scenelang.reading import Comment, SceneDocument, YamlMapping
from scenelang.source import SourceText

if TYPE_CHECKING:
    from scenelang.checking import CheckedScene
    from scenelang.linting.alike.alike_scenes import AlikeScenes
    from scenelang.linting.ignoring.ignore_table import IgnoreComment, IgnoreItem, WrongComment
    from scenelang.linting.scene_facts import SceneFacts
    from scenelang.lowering import SceneTokenizer
    from scenelang.signals import ModelMap
    from scenelang.tokens import TokenProgram


class FileSubject(NamedTuple):
    """A file that is YAML: its text, its documents and its comments."""

    source: SourceText
    documents: tuple[SceneDocument, ...]
    comments: tuple[Comment, ...]

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """The scenes as read; they may be unsound, see `Scene.unread`."""
        return tuple(document.scene for document in self.documents if document.scene is not None)


class SceneSubject(NamedTuple):
    """One sound scene, with the text and the tree that it was read from."""

    source: SourceText
    node: YamlMapping
    checked: CheckedScene

    @property
    def scene(self) -> Scene:
        """The scene as read."""
        return self.checked.scene


BUILT_IN = "built-in"
"""The name of the tokenizer that stands in where only models are named."""


class TokenView(NamedTuple):
    """A scene under one tokenizer of the project: its first instances as token programs.

    `found` is what lowering said of them.
    """

    name: str
    tokenizer: SceneTokenizer
    programs: tuple[TokenProgram, ...]
    found: tuple[Diagnostic, ...] = ()


class ProgramSubject(NamedTuple):
    """One sound scene as tokens: a view for each tokenizer, and the models that it is meant for."""

    source: SourceText
    checked: CheckedScene
    views: tuple[TokenView, ...]
    models: Mapping[str, ModelMap]


@dataclass(frozen=True, slots=True)
class CorpusSubject:
    """All scenes of a run that are sound, each by its facts, in the order of the files."""

    scenes: Sequence[SceneFacts]
    _alike: dict[float, tuple[AlikeScenes, ...]] = field(default_factory=dict, repr=False, compare=False)

    def alike(self, least: float) -> tuple[AlikeScenes, ...]:
        """Pairs of scenes that share at least so much of their text; several rules ask for the same."""
        from scenelang.linting.alike.alike_scenes import alike_scenes  # noqa: PLC0415 - it stands on this module

        if least not in self._alike:
            self._alike[least] = alike_scenes(self.scenes, least)
        return self._alike[least]


class JudgedComment(NamedTuple):
    """A comment that silences findings, and those of its items that silence nothing.

    `unused` found nothing to silence though their rules were asked, `unknown` mean no rule, `errors` mean
    what cannot be silenced.
    """

    comment: IgnoreComment
    unused: tuple[IgnoreItem, ...] = ()
    unknown: tuple[IgnoreItem, ...] = ()
    errors: tuple[IgnoreItem, ...] = ()


class SuppressionSubject(NamedTuple):
    """The comments of a file that silence findings, after all other rules have spoken."""

    file: str
    comments: tuple[JudgedComment, ...]
    wrong: tuple[WrongComment, ...]
