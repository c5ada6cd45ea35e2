"""What lint rules look at: a file as written, a sound scene, its tokens, or all scenes of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from scenelang.checking import CheckedScene
from scenelang.model import Scene
from scenelang.reading import Comment, SceneDocument, YamlMapping
from scenelang.source import SourceText

if TYPE_CHECKING:
    from scenelang.linting.scene_facts import SceneFacts
    from scenelang.lowering import SceneTokenizer
    from scenelang.signals import ModelMap
    from scenelang.tokens import TokenProgram


@dataclass(frozen=True, slots=True)
class FileSubject:
    """A file that is YAML: its text, its documents and its comments."""

    source: SourceText
    documents: tuple[SceneDocument, ...]
    comments: tuple[Comment, ...]

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """The scenes as read; they may be unsound, see `Scene.unread`."""
        return tuple(document.scene for document in self.documents if document.scene is not None)


@dataclass(frozen=True, slots=True)
class SceneSubject:
    """One sound scene, with the text and the tree that it was read from."""

    source: SourceText
    node: YamlMapping
    checked: CheckedScene

    @property
    def scene(self) -> Scene:
        """The scene as read."""
        return self.checked.scene


class TokenView(NamedTuple):
    """A scene under one tokenizer of the project: its first instances as token programs."""

    name: str
    tokenizer: SceneTokenizer
    programs: tuple[TokenProgram, ...]


@dataclass(frozen=True, slots=True)
class ProgramSubject:
    """One sound scene as tokens: a view for each tokenizer, and the models that it is meant for."""

    source: SourceText
    checked: CheckedScene
    views: tuple[TokenView, ...]
    models: Mapping[str, ModelMap]


@dataclass(frozen=True, slots=True)
class CorpusSubject:
    """All scenes of a run that are sound, each by its facts, in the order of the files."""

    scenes: Sequence[SceneFacts]
