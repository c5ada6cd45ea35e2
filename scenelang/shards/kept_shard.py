"""A shard as another build may take it over: what it rests on, what it adds, what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Self

from pydantic import ValidationError

from scenelang.shards.manifest import ShardRecord, source_records
from scenelang.shards.tally import Tally
from scenelang.shards.vocabularies import Words

Json = Any
"""Values of JSON, nested: every level is looked at where it is read."""


class KeptShard(NamedTuple):
    """One shard of a build.

    `mark` stands for all that its bytes depend on beside its rows: with the same rows, a writer that has
    this mark would write this very file. `added` are the words that no shard before it has.
    """

    mark: str
    record: ShardRecord
    added: Words
    tally: Json

    def to_json(self) -> Json:
        """The shard as values of JSON."""
        sources = [[source.file, source.sha256] for source in self.added.sources]
        return [self.mark, self.record.model_dump(mode="json"), [sources, *self.added[1:]], self.tally]

    @classmethod
    def from_json(cls, content: Json) -> Self:
        """The shard that `to_json` told.

        Raises:
            ValueError: the content is nothing that `to_json` gave.
        """
        try:
            mark, record, (sources, axes, origins, names), tally = content
            added = Words(
                source_records(sources),
                tuple(tuple(_texts(one)) for one in axes),
                *(tuple(_texts(origins)), tuple(_texts(names))),
            )
            Tally().merge(tally)
            (name,) = _texts([mark])
            return cls(name, ShardRecord.model_validate(record), added, tally)
        except (TypeError, KeyError, IndexError, ValidationError) as error:
            raise ValueError("this is no kept shard") from error


def _texts(values: Sequence[object]) -> list[str]:
    if not isinstance(values, list | tuple) or not all(isinstance(value, str) for value in values):
        raise TypeError("these are no texts")
    return [str(value) for value in values]
