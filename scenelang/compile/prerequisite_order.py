"""Scenes in the order in which they are written: each behind those that it refers to.

Takes: scenes in the order in which they were found, and what each rests on.
Gives: the same scenes; one that is referred to stands just before the first that needs it, where it stood
    behind. A scene between the two that is not among them counts all the same.
May assume: no circles.
Never does: recurse, move a scene that nothing asks for, or wait for all scenes before one asks for another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from scenelang.compile.compiled_file import Place, Rests

S = TypeVar("S")


def in_prerequisite_order(
    scenes: Iterable[S], place: Callable[[S], Place], rests: Callable[[S], tuple[Rests, ...]]
) -> Iterator[S]:
    """The scenes, those that others rest on first.

    Args:
        scenes: The scenes as they were found; taken one by one up to the first that refers to others.
        place: Where a scene is.
        rests: What a scene rests on, itself first; empty where it refers to none.
    """
    stream = iter(scenes)
    for scene in stream:
        if rests(scene):
            yield from _ordered([scene, *stream], place, rests)
            return
        yield scene


def _ordered(
    scenes: Iterable[S], place: Callable[[S], Place], rests: Callable[[S], tuple[Rests, ...]]
) -> Iterator[S]:
    """The same once all scenes are there; those that came before need nothing, and are not among them."""
    left = {place(scene): scene for scene in scenes}
    asked: dict[Place, tuple[Place, ...]] = {}
    for scene in left.values():
        asked.update(rests(scene))
    seen: set[Place] = set()
    for here in tuple(left):
        for before in _before(here, asked, seen):
            wanted = left.pop(before, None)
            if wanted is not None:
                yield wanted
        own = left.pop(here, None)
        if own is not None:
            yield own


def _before(here: Place, asked: Mapping[Place, tuple[Place, ...]], seen: set[Place]) -> Iterator[Place]:
    """All that a scene rests on, each behind those that it rests on; not those that were seen before."""
    work = [(here, iter(asked.get(here, ())))]
    seen.add(here)
    while work:
        place, left = work[-1]
        wanted = next((each for each in left if each not in seen), None)
        if wanted is not None:
            seen.add(wanted)
            work.append((wanted, iter(asked.get(wanted, ()))))
            continue
        work.pop()
        if work:
            yield place
