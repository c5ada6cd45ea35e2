"""Scenes whose texts are alike, and beats that stand in several scenes.

Takes: the facts of many scenes.
Gives: pairs of scenes that share most of what they say; passages with the scenes that hold them.
May assume: facts come in the order of the files.
Never does: compare every scene with every other; read a file that the facts can do without.

Pairs are found by an inverted index over the first few numbers of each sketch. Two texts of Jaccard index J
share none of their first n with a probability of (1 - J)^n, so few numbers are enough. A sketch that cannot
tell for sure is settled by reading both scenes again.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from scenelang.linting.alike.sketch import SIZE, exact_likeness, likeness
from scenelang.linting.scene_facts import SceneFacts, scene_text
from scenelang.model import Scene
from scenelang.reading import load_source, read_scenes

SIMILARITY = 0.8
"""Two scenes that share this much of their shingles are near-duplicates, unless a project says otherwise."""
LEAST_WORDS = 20
"""Shorter texts are alike by chance."""
_MISSED_AT_MOST = 0.001
_COMPARED_AT_MOST = 8
_UNSURE = 0.2


class AlikeScenes(NamedTuple):
    """Two scenes of which `share` of the shingles are the same; `same` where every word is."""

    first: SceneFacts
    second: SceneFacts
    share: float
    same: bool


class Passage(NamedTuple):
    """A beat's text by its digest, and the scenes in which it stands."""

    digest: int
    scenes: tuple[SceneFacts, ...]


def alike_scenes(scenes: Iterable[SceneFacts], least: float) -> tuple[AlikeScenes, ...]:
    """Pairs of scenes that are alike by `least` or more; scenes that vary are left out.

    Of many that are alike each is paired with the one that it is most like among a few earlier ones, on
    either side of the split.
    """
    kept, pairs = _without_copies(
        scene for scene in scenes if not scene.varies and scene.words >= LEAST_WORDS
    )
    best: dict[tuple[int, bool], AlikeScenes] = {}
    for here, there in _candidates(kept, least):
        pair = _compared(kept[here], kept[there], least)
        key = (there, kept[here].held_out)
        if pair is not None and (key not in best or pair.share > best[key].share):
            best[key] = pair
    return (*pairs, *best.values())


def repeated_passages(scenes: Iterable[SceneFacts], least: int) -> Iterator[Passage]:
    """Passages that stand in `least` scenes or more, scenes with `vary` left out.

    Whole copies of a scene count once.
    """
    several = (scene for scene in scenes if scene.passages and not scene.varies)
    different = list({scene.digest: scene for scene in several}.values())
    every = list(chain.from_iterable(scene.passages for scene in different))
    if len(set(every)) == len(every):
        return
    often = {digest for digest, count in Counter(every).items() if count > 1}
    holders: dict[int, list[SceneFacts]] = defaultdict(list)
    for scene in different:
        for digest in often.intersection(scene.passages):
            holders[digest].append(scene)
    for digest, found in sorted(holders.items()):
        if len(found) >= least:
            yield Passage(digest, tuple(found))


def read_again(facts: SceneFacts) -> Scene | None:
    """The scene itself; None where its file is no longer what it was."""
    source = load_source(Path(facts.place.file)).value
    scenes = () if source is None else read_scenes(source).value or ()
    return next((each for each in scenes if each.id.place == facts.place and each.id.text == facts.id), None)


def _without_copies(scenes: Iterable[SceneFacts]) -> tuple[list[SceneFacts], list[AlikeScenes]]:
    """The scenes, one of each text and side; and the pairs of those that say the same."""
    firsts: dict[tuple[int, bool], SceneFacts] = {}
    pairs: list[AlikeScenes] = []
    for scene in scenes:
        for side in (False, True):
            first = firsts.get((scene.digest, side))
            if first is not None:
                pairs.append(AlikeScenes(first, scene, 1.0, same=True))
        firsts.setdefault((scene.digest, scene.held_out), scene)
    return list(firsts.values()), pairs


def _candidates(scenes: Sequence[SceneFacts], least: float) -> Iterator[tuple[int, int]]:
    """Pairs by number that share one of their first few shingles, the earlier scene first."""
    depth = min(SIZE, math.ceil(math.log(_MISSED_AT_MOST) / math.log(1 - min(least, 0.99))))
    firsts = [scene.sketch[:depth] for scene in scenes]
    every = [*chain.from_iterable(firsts)]
    if len(set(every)) == len(every):
        return
    often = {value for value, count in Counter(every).items() if count > 1}
    shared: dict[int, list[int]] = defaultdict(list)
    for number, values in enumerate(firsts):
        if not often.isdisjoint(values):
            for value in often.intersection(values):
                shared[value].append(number)
    seen: set[tuple[int, int]] = set()
    for holders in shared.values():
        for place, number in enumerate(holders):
            seen.update((earlier, number) for earlier in holders[: min(place, _COMPARED_AT_MOST)])
    yield from sorted(seen)


def _compared(first: SceneFacts, second: SceneFacts, least: float) -> AlikeScenes | None:
    """The pair, where it is alike enough; read again where the sketches leave that open."""
    if first.digest == second.digest:
        return None
    # No more than this can be shared among the first of both; most pairs share next to nothing.
    is_full = len(first.sketch) == len(second.sketch) == SIZE
    if is_full and len({*first.sketch} & {*second.sketch}) < (least - _UNSURE) * SIZE:
        return None
    share = likeness(first.sketch, second.sketch)
    if abs(share - least) < _UNSURE:
        here, there = read_again(first), read_again(second)
        if here is not None and there is not None:
            share = exact_likeness(scene_text(here), scene_text(there))
    return AlikeScenes(first, second, share, same=False) if share >= least else None
