"""The steps from one version of the language to the next, in their order.

A step looks at a text as it was read and gives edits. It neither reads files nor writes them. When version 2
comes, its step is one file here and one line in `MIGRATIONS`; `version_edit` says the new number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from scenelang.migrating.deprecated_spellings import respell
from scenelang.reading import YamlMapping, YamlNode, YamlScalar
from scenelang.source import SourceText, SpanEdit

Edits = Callable[[SourceText, Sequence[YamlNode]], Iterator[SpanEdit]]


@dataclass(frozen=True, slots=True)
class Migration:
    """One step. `keeps_version` is True for one that respells within its version.

    `edits` takes the file's text and the trees of those scenes in it that the step is for.
    """

    name: str
    version: int
    keeps_version: bool
    edits: Edits


MIGRATIONS: tuple[Migration, ...] = (
    Migration("deprecated spellings", version=1, keeps_version=True, edits=respell),
)
"""All steps, oldest first. A step of version `v` takes scenes of `v`, or of `v - 1` where it moves on."""

NEWEST = max(step.version for step in MIGRATIONS)


def version_edit(tree: YamlNode, version: int) -> Iterator[SpanEdit]:
    """The edit that says the new version in `scene: 1`."""
    if not isinstance(tree, YamlMapping):
        return
    for entry in tree.entries:
        if entry.name == "scene" and isinstance(entry.value, YamlScalar):
            yield SpanEdit(entry.value.place, str(version))


def version_of(tree: YamlNode) -> int | None:
    """The version that a scene says it is written in; None where it says none that is a number."""
    if not isinstance(tree, YamlMapping):
        return None
    for entry in tree.entries:
        if entry.name == "scene" and isinstance(entry.value, YamlScalar):
            value = entry.value.value
            return value if isinstance(value, int) and not isinstance(value, bool) else None
    return None
