"""Whether a recipe and its shards make a run: every kind has a loss, and every loss something to do.

Takes: a recipe and opened shards, all folders that rows come from. Gives: what is wrong.
Never does: read a row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from scenelang.diagnostics import Diagnostic
from scenelang.shards import ConceptSplitRecord, MergedWords, ShardSet
from scenelang.source import Span
from scenelang.training.collator import TERMS
from scenelang.training.messages import KindWithoutLoss
from scenelang.training.messages_folder import NothingPulls
from scenelang.training.messages_targets import ConceptNotShown, ConceptWithoutOthers, LabelWithOneValue
from scenelang.training.recipe import Recipe
from scenelang.training.target_names import TargetNames

Folders = Sequence[ShardSet]


def kinds_to_leave_out(recipe: Recipe, folders: Folders) -> frozenset[str]:
    """What the recipe leaves out, and concepts where nothing in the trained split is pulled to one."""
    concepts = _concepts(recipe, folders).values()
    idle = {"concept"} if concepts and not any(found.pulled for found in concepts) else set()
    return frozenset(recipe.leave_out) | idle


def check_run(recipe: Recipe, folders: Folders) -> tuple[Diagnostic, ...]:
    """What keeps a run from starting; all of one cause at once."""
    lost = tuple(found for shards in folders for found in _kinds_without_loss(recipe, shards))
    return (
        lost
        or tuple(_nothing_pulls(recipe, folders))
        or tuple(_not_shown(recipe, folders))
        or tuple(_nothing_to_tell_apart(recipe, folders))
    )


def _place(folders: Folders) -> Span:
    return Span.start_of(folders[0].folder)


def _kinds_without_loss(recipe: Recipe, shards: ShardSet) -> Iterator[Diagnostic]:
    known = {*TERMS, "away", *recipe.leave_out}
    for kind in shards.manifest.supervision.kinds:
        if kind not in known:
            yield KindWithoutLoss(Span.start_of(shards.folder), kind=kind)


def _nothing_pulls(recipe: Recipe, folders: Folders) -> Iterator[Diagnostic]:
    kinds: set[str] = set()
    for supervision in (shards.manifest.supervision for shards in folders):
        kinds |= {kind for kind, mass in supervision.kinds.items() if mass.weight > 0}
        if supervision.avoid.weight > 0:
            kinds.add("avoid")
    there = {"attention" if kind == "away" else kind for kind in kinds} - kinds_to_leave_out(recipe, folders)
    if any(shards.manifest.splits[recipe.data.split].weight > 0 for shards in folders):
        there.add("cross_entropy")
    terms = [name for name, term in recipe.losses.named().items() if term.weight > 0]
    if there.isdisjoint(terms):
        named = ", ".join(sorted(kinds)) or "none"
        yield NothingPulls(_place(folders), terms=" and ".join(terms), kinds=named)


def _concepts(recipe: Recipe, folders: Folders) -> dict[str, ConceptSplitRecord]:
    """What the rows that are trained on do with each concept."""
    split = recipe.data.split
    records = MergedWords.of([shards.manifest for shards in folders]).concepts
    return {name: found.splits[split] for name, found in records.items() if split in found.splits}


def _is_trained(recipe: Recipe, kind: str) -> bool:
    return recipe.losses.named()[kind].weight > 0 and kind not in recipe.leave_out


def _not_shown(recipe: Recipe, folders: Folders) -> Iterator[Diagnostic]:
    """Concepts that are pulled to, and that nothing beside the pulled place shows."""
    if not _is_trained(recipe, "concept"):
        return
    for name, found in _concepts(recipe, folders).items():
        # Places that are pulled themselves show a concept to each other, in other rows or other spans.
        if found.pulled and found.instances < 2 and found.instances == found.own:
            yield ConceptNotShown(_place(folders), concept=name, split=recipe.data.split)


def _nothing_to_tell_apart(recipe: Recipe, folders: Folders) -> Iterator[Diagnostic]:
    """Labels and concepts that would be trained and are alone of their kind."""
    place = _place(folders)
    if _is_trained(recipe, "label"):
        yield from (LabelWithOneValue(place, key=key, value=value) for key, value in _only_values(folders))
    concepts = _concepts(recipe, folders)
    shown = [name for name, found in concepts.items() if found.instances]
    if _is_trained(recipe, "concept") and len(shown) == 1 and concepts[shown[0]].pulled:
        yield ConceptWithoutOthers(place, concept=shown[0], split=recipe.data.split)


def _only_values(folders: Folders) -> Iterator[tuple[str, str]]:
    """The labels that have one value, with it; none where no label weighs anything."""
    masses = [shards.manifest.supervision.kinds.get("label") for shards in folders]
    values: defaultdict[str, list[str]] = defaultdict(list)
    for found in TargetNames.of(MergedWords.of([shards.manifest for shards in folders])).classes:
        key, _, value = found.partition("=")
        values[key].append(value)
    if any(mass is not None and mass.weight > 0 for mass in masses):
        yield from ((key, found[0]) for key, found in values.items() if len(found) == 1)
