"""One file's text to the newest spelling of the language, everything else untouched.

Takes: a source text with one scene or several. Gives: the text after all steps, and which steps changed it.
May assume: nothing; a text that is no YAML comes back with what reading says of it.
Never does: write a file, or change what a scene means: after a step that stays within its version, the scenes
    must read as they did before, or the change is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.migrating.messages import MigrationChangesMeaning
from scenelang.migrating.migrations import MIGRATIONS, Migration, version_edit, version_of
from scenelang.printing import essence
from scenelang.reading import DuplicateKey, YamlNode, read_scenes, read_trees
from scenelang.source import SourceText, Span, SpanEdit, apply_edits


@dataclass(frozen=True, slots=True)
class Migrated:
    """A text after migration: how many edits were made, and the names of the steps that made them."""

    source: SourceText
    edits: int
    steps: tuple[str, ...]


def migrate_source(source: SourceText, steps: tuple[Migration, ...] = MIGRATIONS) -> Outcome[Migrated]:
    """The text in the newest spelling."""
    current, total, taken = source, 0, []
    for step in steps:
        trees = read_trees(current)
        if trees.value is None:
            return Outcome(None, trees.diagnostics)
        edits = _edits(step, current, trees.value)
        if not edits:
            continue
        clashes = _clashes(current, edits)
        if clashes:
            return Outcome(None, clashes)
        changed = apply_edits(current, edits)
        if step.keeps_version and _meaning(changed) != _meaning(current):
            return Outcome(None, (MigrationChangesMeaning(Span.start_of(source.name), step.name),))
        current, total = changed, total + len(edits)
        taken.append(step.name)
    return Outcome(Migrated(current, total, tuple(taken)))


def _edits(step: Migration, source: SourceText, trees: Sequence[YamlNode]) -> tuple[SpanEdit, ...]:
    """What a step changes in the scenes that it is for, all at once."""
    version = step.version if step.keeps_version else step.version - 1
    mine = [tree for tree in trees if version_of(tree) == version]
    if not mine:
        return ()
    moved = () if step.keeps_version else (version_edit(tree, step.version) for tree in mine)
    return (*step.edits(source, mine), *chain.from_iterable(moved))


def _clashes(source: SourceText, edits: tuple[SpanEdit, ...]) -> tuple[Diagnostic, ...]:
    """What reading says of keys that stand there both in the old spelling and in the new one."""
    repeated = (found for found in read_scenes(source).diagnostics if isinstance(found, DuplicateKey))
    return tuple(
        found
        for found in repeated
        if any(found.place.contains(edit.span) or found.first.contains(edit.span) for edit in edits)
    )


def _meaning(source: SourceText) -> object:
    """What the scenes of a text say, as far as they can be read."""
    scenes = read_scenes(source).value
    return None if scenes is None else essence(scenes)
