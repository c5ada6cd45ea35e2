"""Which recipe and which shards a checkpoint comes from, written beside its weights.

Takes: a recipe and the digest of its shards. Gives: a file `scene_recipe.json` in each checkpoint, and
the difference to another one. Never does: count what changes no weight (folders, cadence, threads).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from scenelang.diagnostics import Refusal
from scenelang.source import Span
from scenelang.training.messages_model import AnotherRecipe, CheckpointWithoutRecipe
from scenelang.training.recipe import Recipe

RECORD_FILE = "scene_recipe.json"
_NO_MATTER: dict[str, Any] = {
    "out": True,
    "cadence": True,
    "data": {
        "shards": True,
        "tokenizer": True,
        "held_out": True,
        "in_memory": True,
        "workers": True,
        "mix": {"__all__": {"shards"}},
    },
    "optimisation": {"threads"},
}


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What a run depends on: recipe fields by dotted name, and `shards`, the digest of what is read."""

    fields: Mapping[str, Any]

    @classmethod
    def of(cls, recipe: Recipe, shards: Sequence[str]) -> Self:
        """The record of a recipe on shards with these digests, one for each part of its mix."""
        content = recipe.model_dump(mode="json", by_alias=True, exclude=_NO_MATTER)
        return cls({**dict(_dotted("", content)), "shards": " ".join(shards)})

    @property
    def digest(self) -> str:
        """The SHA-256 of the record."""
        return hashlib.sha256(json.dumps(self.fields, sort_keys=True).encode()).hexdigest()

    def write(self, folder: Path) -> None:
        """Leaves the record in a checkpoint."""
        content = {"digest": self.digest, "recipe": dict(self.fields)}
        text = json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False)
        (folder / RECORD_FILE).write_text(text + "\n", encoding="utf-8")

    def check(self, checkpoint: Path) -> None:
        """Makes sure that a checkpoint comes from this recipe.

        Raises:
            Refusal: it comes from another one, or does not say from which.
        """
        try:
            theirs = json.loads((checkpoint / RECORD_FILE).read_text(encoding="utf-8"))["recipe"]
        except (OSError, ValueError, KeyError, TypeError):
            found = CheckpointWithoutRecipe(Span.start_of(checkpoint), checkpoint=checkpoint.name)
            raise Refusal(found) from None
        difference = "; ".join(_differences(theirs, self.fields))
        if difference:
            raise Refusal(
                AnotherRecipe(Span.start_of(checkpoint), checkpoint=checkpoint.name, difference=difference)
            )


def _dotted(prefix: str, value: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, dict):
        yield prefix, value
        return
    for name, item in value.items():
        yield from _dotted(f"{prefix}.{name}" if prefix else name, item)


def _differences(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted({*theirs, *ours}):
        there, here = theirs.get(name), ours.get(name)
        if there == here:
            continue
        if name == "shards":
            yield "the shards were compiled anew with other content"
        else:
            yield f"`{name}` is {json.dumps(there)} there and {json.dumps(here)} here"
