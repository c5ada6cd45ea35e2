"""Words that shards hold as numbers: sources, origins, names, and sets of tension axes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Generic, NamedTuple, TypeVar

from scenelang.shards.manifest import SourceRecord

T = TypeVar("T")


class Words(NamedTuple):
    """The words of all vocabularies, or those that came later than some of them."""

    sources: tuple[SourceRecord, ...]
    axes: tuple[tuple[str, ...], ...]
    origins: tuple[str, ...]
    names: tuple[str, ...]


class Vocabulary(Generic[T]):
    """Numbers for values, from 0, in the order in which they are first met."""

    def __init__(self) -> None:
        self._numbers: dict[T, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, value: T) -> int:
        """The value's number, a new one when it has none yet."""
        return self._numbers.setdefault(value, len(self._numbers))

    def numbers(self, values: Iterable[T]) -> list[int]:
        """The numbers of values, in their order."""
        known = self._numbers
        return [known.setdefault(value, len(known)) for value in values]

    def values(self, start: int = 0) -> tuple[T, ...]:
        """All values from a number on, in the order of their numbers."""
        return tuple(islice(self._numbers, start, None))

    def learn(self, values: Iterable[T]) -> None:
        """Gives numbers to values, in their order."""
        self.numbers(values)


class NameVocabulary(Vocabulary[str]):
    """Like `Vocabulary`, but no name at all is -1."""

    def number(self, value: str) -> int:
        """The name's number; -1 for an empty one."""
        return super().number(value) if value else -1

    def numbers(self, values: Iterable[str]) -> list[int]:
        """The numbers of names, in their order."""
        return list(map(self.number, values))


class Vocabularies:
    """All vocabularies of one build, or of one block of rows."""

    def __init__(self) -> None:
        self.sources: Vocabulary[SourceRecord] = Vocabulary()
        self.axes: Vocabulary[tuple[str, ...]] = Vocabulary()
        self.origins: Vocabulary[str] = Vocabulary()
        self.names = NameVocabulary()

    def sizes(self) -> tuple[int, int, int, int]:
        """How many words each of them has."""
        return len(self.sources), len(self.axes), len(self.origins), len(self.names)

    def words(self, since: tuple[int, int, int, int] = (0, 0, 0, 0)) -> Words:
        """All words, or those that came since the vocabularies had these sizes."""
        sources, axes, origins, names = since
        return Words(
            *(self.sources.values(sources), self.axes.values(axes)),
            *(self.origins.values(origins), self.names.values(names)),
        )

    def learn(self, words: Words) -> None:
        """Gives numbers to words, in their order."""
        self.sources.learn(words.sources)
        self.axes.learn(words.axes)
        self.origins.learn(words.origins)
        self.names.learn(words.names)
