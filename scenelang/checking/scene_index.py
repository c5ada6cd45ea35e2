"""The scenes of a project, found by id when one of them asks for another.

Takes: a project, and the files whose findings are told anyway.
Gives: scenes by their ids, the ids and the concepts that there are, and what rests on what.
May assume: nothing about any file.
Never does: look at the project before something is asked, or keep the texts of all that it has read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple, TypeAlias

from scenelang.checking.prerequisite_graph import PrerequisiteGraph
from scenelang.checking.project import Project
from scenelang.checking.scene_card import SceneCard, card_of
from scenelang.checking.scene_files import read_scene_file, scenes_under
from scenelang.checking.scene_sketch import SceneSketch, sketch_of
from scenelang.checking.shown_path import shown_path
from scenelang.diagnostics import Diagnostic, Severity, nearest
from scenelang.model import Scene

_TRIES = 32


class Sought(NamedTuple):
    """The scenes of an id, the nearest to the asker; more than one where none is nearer than another.

    `unreadable` is a file that seems to have a scene of this id and cannot be read.
    """

    cards: tuple[SceneCard, ...] = ()
    unreadable: Path | None = None

    @property
    def is_certain(self) -> bool:
        """True where there is such a scene, sound or not."""
        return bool(self.cards) or self.unreadable is not None


class SceneIndex:
    """The scenes of a project: those in its sources, and those in the files that are told anyway."""

    def __init__(self, project: Project, told: Iterable[Path] = ()) -> None:
        self._project = project
        self._told = {_resolved(path): path for path in told}
        self._cards: dict[Path, tuple[SceneCard, ...]] = {}
        self._prerequisites: dict[SceneCard, tuple[SceneCard, ...]] = {}
        self._sought: dict[tuple[str, Path], Sought] = {}
        self._said: set[object] = set()
        self.sound: dict[SceneCard, bool] = {}
        self.graph = PrerequisiteGraph(self.prerequisites)

    def is_told(self, path: Path) -> bool:
        """True where the findings of the file are told whatever others say of it."""
        return path in self._told

    def shown(self, path: Path) -> Path:
        """How a file is named to an author."""
        return self._files.get(path, path)

    def says_first(self, what: object) -> bool:
        """True the first time that something is to be said, so that it is said once in a run."""
        is_first = what not in self._said
        self._said.add(what)
        return is_first

    @property
    def times_spoken_once(self) -> int:
        """How many things were said for the first time."""
        return len(self._said)

    @cached_property
    def _files(self) -> dict[Path, Path]:
        """How each file of the project is shown, by its resolved path."""
        files = dict(self._told)
        for source in self._project.settings.sources:
            for path in scenes_under(source) if source.is_dir() else (source,):
                files.setdefault(_resolved(path), shown_path(path))
        return files

    @cached_property
    def _by_id(self) -> dict[str, list[Path]]:
        """The files that may have a scene of each id; those under the empty one may have any."""
        return _by_word((path, (*sketch.ids, *sketch.any_other)) for path, sketch in self._sketches())

    @cached_property
    def _by_concept(self) -> dict[str, list[Path]]:
        """The files that may carry each concept; those under the empty one may carry any."""
        return _by_word((path, (*sketch.concepts, *sketch.any_other)) for path, sketch in self._sketches())

    def _sketches(self) -> Iterator[tuple[Path, SceneSketch]]:
        return ((path, sketch_of(path)) for path in self._files)

    def find(self, scene_id: str, asker: str) -> Sought:
        """The scenes of this id that a scene in the file `asker` means."""
        here = _resolved(Path(asker))
        if (scene_id, here) not in self._sought:
            self._sought[scene_id, here] = self._seek(scene_id, here)
        return self._sought[scene_id, here]

    def _seek(self, scene_id: str, asker: Path) -> Sought:
        own = tuple(card for card in self.cards(asker) if card.id.text == scene_id)
        if own:
            return Sought(own)
        closeness: dict[SceneCard, int] = {}
        unreadable: Path | None = None
        for path in _places(self._by_id, scene_id):
            cards = self.cards(path)
            closeness |= {card: _closeness(path, asker) for card in cards if card.id.text == scene_id}
            if not cards and path in self._by_id.get(scene_id, ()):
                unreadable = path
        closest = max(closeness.values(), default=0)
        nearest_ones = tuple(card for card, value in closeness.items() if value == closest)
        return Sought(nearest_ones, None if nearest_ones else unreadable)

    def cards(self, path: Path) -> tuple[SceneCard, ...]:
        """The cards of a file's scenes."""
        if path not in self._cards:
            scenes, found = read_scene_file(self._told.get(path) or self.shown(path))
            errors = [said for said in found if said.severity is Severity.ERROR]
            self._cards[path] = tuple(
                card_of(scene, path, was_read=not _lie_in(scene, errors)) for scene in scenes or ()
            )
        return self._cards[path]

    def card_of(self, scene: Scene) -> SceneCard:
        """The card of a scene that is being checked."""
        path = _resolved(Path(scene.file))
        cards = self.cards(path)
        known = next((card for card in cards if card.id.place == scene.id.place), None)
        return known or card_of(scene, path, was_read=True)

    def scene(self, card: SceneCard) -> Scene | None:
        """The scene of a card; None where its file has changed since."""
        scenes = read_scene_file(self._told.get(card.path) or self.shown(card.path)).value or ()
        return next((scene for scene in scenes if scene.id.place == card.id.place), None)

    def prerequisites(self, card: SceneCard) -> tuple[SceneCard, ...]:
        """The scenes that a scene asks for directly, as far as they are there."""
        if card not in self._prerequisites:
            ids = dict.fromkeys(name.text.partition("#")[0] for name in card.elsewhere)
            sought = (self.find(name, card.id.place.file).cards for name in ids if name != card.id.text)
            self._prerequisites[card] = tuple(cards[0] for cards in sought if cards)
        return self._prerequisites[card]

    def near_id(self, name: str) -> str | None:
        """The id of a scene that is there, nearest to what was written."""
        return _nearest_that(name, self._by_id, lambda near: bool(self._seek(near, self._project.root).cards))

    def carriers(self, concept: str) -> Iterator[SceneCard]:
        """A card for each instance of a concept, over all of the project."""
        for path in _places(self._by_concept, concept):
            for card in self.cards(path):
                yield from [card] * card.concepts.count(concept)

    def near_concept(self, name: str) -> str | None:
        """The concept that some span is an instance of, nearest to what was written."""
        return _nearest_that(name, self._by_concept, lambda near: any(self.carriers(near)))


IndexSource: TypeAlias = Callable[[], SceneIndex]
"""Gives the index that the scenes of a run share; nothing is made before it is asked for."""


def _lie_in(scene: Scene, errors: Iterable[Diagnostic]) -> bool:
    return any(scene.place.contains(error.place) for error in errors)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # a circle of links, or no path at all
        return path.absolute()


def _closeness(path: Path, asker: Path) -> int:
    """How many folders two files share, from the root on."""
    pairs = zip(path.parts, asker.parts, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _by_word(found: Iterable[tuple[Path, Iterable[str]]]) -> dict[str, list[Path]]:
    places: dict[str, list[Path]] = {}
    for path, words in found:
        for word in words:
            places.setdefault(word, []).append(path)
    return places


def _places(by_word: Mapping[str, list[Path]], word: str) -> tuple[Path, ...]:
    return (*by_word.get(word, ()), *by_word.get("", ()))


def _nearest_that(word: str, candidates: Iterable[str], is_there: Callable[[str], bool]) -> str | None:
    """The nearest candidate that turns out to be there."""
    left = set(candidates)
    for _ in range(_TRIES):
        near = nearest(word, sorted(left))
        if near is None or is_there(near):
            return near
        left.remove(near)
    return None
