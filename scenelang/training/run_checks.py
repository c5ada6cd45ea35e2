"""Whether a recipe and its shards make a run: every kind has a loss, and every loss something to do.

Takes: a recipe and opened shards. Gives: what is wrong. Never does: read a row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scenelang.diagnostics import Diagnostic
from scenelang.shards import ShardSet
from scenelang.source import Span
from scenelang.training.collator import TERMS
from scenelang.training.messages import KindWithoutLoss
from scenelang.training.messages_folder import NothingPulls
from scenelang.training.messages_targets import ConceptWithoutOthers, LabelWithOneValue
from scenelang.training.recipe import Recipe
from scenelang.training.target_names import TargetNames


def kinds_to_leave_out(recipe: Recipe, shards: ShardSet) -> frozenset[str]:
    """What the recipe leaves out, and concepts where nothing is pulled to one."""
    concept = shards.manifest.supervision.kinds.get("concept")
    idle = {"concept"} if concept is not None and not concept.weight else set()
    return frozenset(recipe.leave_out) | idle


def check_run(recipe: Recipe, shards: ShardSet) -> tuple[Diagnostic, ...]:
    """What keeps a run from starting; all of one cause at once."""
    lost = tuple(_kinds_without_loss(recipe, shards))
    return lost or tuple(_nothing_pulls(recipe, shards)) or tuple(_nothing_to_tell_apart(recipe, shards))


def _kinds_without_loss(recipe: Recipe, shards: ShardSet) -> Iterator[Diagnostic]:
    known = {*TERMS, "away", *recipe.leave_out}
    for kind in shards.manifest.supervision.kinds:
        if kind not in known:
            yield KindWithoutLoss(Span.start_of(shards.folder), kind=kind)


def _nothing_pulls(recipe: Recipe, shards: ShardSet) -> Iterator[Diagnostic]:
    supervision = shards.manifest.supervision
    kinds = {kind for kind, mass in supervision.kinds.items() if mass.weight > 0}
    if supervision.avoid.weight > 0:
        kinds.add("avoid")
    there = {"attention" if kind == "away" else kind for kind in kinds} - set(recipe.leave_out)
    if shards.manifest.splits[recipe.data.split].weight > 0:
        there.add("cross_entropy")
    terms = [name for name, term in recipe.losses.named().items() if term.weight > 0]
    if there.isdisjoint(terms):
        place = Span.start_of(shards.folder)
        named = ", ".join(sorted(kinds)) or "none"
        yield NothingPulls(place, terms=" and ".join(terms), kinds=named)


def _nothing_to_tell_apart(recipe: Recipe, shards: ShardSet) -> Iterator[Diagnostic]:
    """Labels and concepts that would be trained and are alone of their kind."""
    settings = recipe.losses.named()
    masses = shards.manifest.supervision.kinds
    trained = {
        kind
        for kind in ("label", "concept")
        if kind in masses and masses[kind].weight > 0 and settings[kind].weight > 0
    } - set(recipe.leave_out)
    names, place = TargetNames.of(shards.manifest), Span.start_of(shards.folder)
    values: defaultdict[str, list[str]] = defaultdict(list)
    for found in names.classes:
        key, _, value = found.partition("=")
        values[key].append(value)
    if "label" in trained:
        alone = {key: found[0] for key, found in values.items() if len(found) == 1}
        yield from (LabelWithOneValue(place, key=key, value=value) for key, value in alone.items())
    if "concept" in trained and len(names.concepts) == 1:
        yield ConceptWithoutOthers(place, concept=names.concepts[0])
