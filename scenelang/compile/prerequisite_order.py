"""Scenes in the order in which they are written: each behind those that it refers to.

Takes: scenes in the order in which they were found, and what each rests on.
Gives: the same scenes; one that is referred to stands just before the first that needs it, where it stood
    behind. A scene between the two that is not among them counts all the same.
May assume: no circles.
Never does: recurse, move a scene that nothing asks for, or wait for all scenes before one asks for another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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
        for before in rested_on(here, lambda one: asked.get(one, ()), seen):
            wanted = left.pop(before, None)
            if wanted is not None:
                yield wanted
        own = left.pop(here, None)
        if own is not None:
            yield own


def rested_on(start: S, asks: Callable[[S], Iterable[S]], seen: set[S]) -> Iterator[S]:
    """All that something rests on, each behind those that it rests on; not those that were seen before.

    Args:
        start: What is asked about; it is not among them.
        asks: What each rests on directly, in order.
        seen: What was met, which grows.
    """
    work = [(start, iter(asks(start)))]
    seen.add(start)
    while work:
        here, left = work[-1]
        asked = next((each for each in left if each not in seen), None)
        if asked is not None:
            seen.add(asked)
            work.append((asked, iter(asks(asked))))
            continue
        work.pop()
        if work:
            yield here
