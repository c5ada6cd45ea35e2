"""Words that shards hold as numbers: origins, names, and sets of tension axes."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Vocabulary(Generic[T]):
    """Numbers for values, from 0, in the order in which they are first met."""

    def __init__(self) -> None:
        self._numbers: dict[T, int] = {}

    def number(self, value: T) -> int:
        """The value's number, a new one when it has none yet."""
        return self._numbers.setdefault(value, len(self._numbers))

    def values(self) -> tuple[T, ...]:
        """All values in the order of their numbers."""
        return tuple(self._numbers)


class NameVocabulary(Vocabulary[str]):
    """Like `Vocabulary`, but no name at all is -1."""

    def number(self, value: str) -> int:
        """The name's number; -1 for an empty one."""
        return super().number(value) if value else -1


class Vocabularies:
    """All vocabularies of one build."""

    def __init__(self) -> None:
        self.origins: Vocabulary[str] = Vocabulary()
        self.names = NameVocabulary()
        self.axes: Vocabulary[tuple[str, ...]] = Vocabulary()
