"""For each named span of many scenes, what its tokens decode to.

Takes: plain scenes, their texts and tokens.
Gives: the texts of certificates; scenes whose tokens may mean another text.
May assume: no token reaches over an edge of a span.
Never does: decode where the bytes of tokens were found to be the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenelang.compile.plainly.grid_arrays import GridArrays
from scenelang.compile.plainly.ragged import Int
from scenelang.compile.plainly.text_arrays import TextArrays
from scenelang.compile.plainly.token_arrays import TokenArrays
from scenelang.lowering import Covered, SceneTokenizer, means_its_text
from scenelang.plain import PlainScene


class Certificates(NamedTuple):
    """The named spans of all scenes in order; `rows` says where each scene's begin."""

    rows: Int
    spans: list[str]
    texts: list[str]
    decoded: list[str]
    ranges: NDArray[np.int32]


def certificates_of(
    scenes: Sequence[PlainScene],
    text: str,
    arrays: tuple[TextArrays, TokenArrays, GridArrays],
    tokenizer: SceneTokenizer,
    sound: NDArray[np.bool_],
) -> Certificates:
    """The certificates of all scenes; `sound` becomes false where tokens may mean another text."""
    texts, tokens, grid = arrays
    units: list[int] = []
    spans: list[str] = []
    counts = [0]
    for scene, unit in zip(scenes, texts.units.tolist(), strict=False):
        named = scene.read
        if len(named) == len(scene.spans):
            spans += named
            units += [unit + span[3] for span in scene.spans]
        else:
            spans += [span.id for span in scene.spans if span.id]
            units += [unit + span.rank for span in scene.spans if span.id]
        counts.append(len(units))
    first, stop = grid.first[units], grid.stop[units]
    rows = np.array(counts)
    owner = np.repeat(np.arange(len(scenes)), np.diff(rows))
    offsets = tokens.texts[owner]
    ranges = np.stack([first - offsets, stop - offsets], axis=1).astype(np.int32)
    stop = np.maximum(stop, first + 1)
    inside = min(len(tokens.ids) - 1, int(stop.max(initial=1)) - 1)
    decoded = _cut(text, tokens.starts[np.minimum(first, inside)], tokens.ends[np.minimum(stop - 1, inside)])
    for place in np.flatnonzero(~tokens.speaks_bytes[owner]).tolist():
        run = tokens.ids[first[place] : stop[place]].tolist()
        decoded[place] = tokenizer.decode(run)
        covered = Covered(text, int(grid.lefts[first[place]]), int(grid.rights[stop[place] - 1]))
        if not _agrees(covered, run, decoded[place], tokenizer):
            sound[owner[place]] = False
    return Certificates(
        rows, spans, _cut(text, texts.starts[units], texts.ends[units]), decoded, ranges.reshape(-1)
    )


def _agrees(covered: Covered, run: list[int], decoded: str, tokenizer: SceneTokenizer) -> bool:
    text, start, end = covered
    return text[start:end] == decoded.strip() or means_its_text(covered, run, decoded, tokenizer)


def _cut(text: str, starts: Int, ends: Int) -> list[str]:
    return [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
