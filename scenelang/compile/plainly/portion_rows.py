"""A portion of plain scenes to rows: texts, tokens, weights, targets, columns.

Takes: plain scenes with their plans, and what the tokenizer made of their texts.
Gives: a record batch with a row for each, and which of these rows are sound.
May assume: the scenes are sound.
Never does: say what is wrong with a row; its scene is left to the full path.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scenelang.compile.plainly.certificates import certificates_of
from scenelang.compile.plainly.columns import Portion, TokenColumns, record_batch
from scenelang.compile.plainly.grid_arrays import GridArrays, grid_arrays
from scenelang.compile.plainly.plain_files import PlainFile
from scenelang.compile.plainly.portion_words import PortionWords, words_of
from scenelang.compile.plainly.sayings import Sayings
from scenelang.compile.plainly.shape_of_scene import texts_read
from scenelang.compile.plainly.site_arrays import HoldSites, Places, hold_sites, look_sites
from scenelang.compile.plainly.text_arrays import TextArrays, text_arrays
from scenelang.compile.plainly.token_arrays import TokenArrays
from scenelang.compile.plainly.weight_arrays import WeightArrays, weight_arrays
from scenelang.lowering import LowerOptions, Reading, SceneTokenizer, read_latents


class PortionRows(NamedTuple):
    """The rows of a portion. `sound` is false for those that the full path must make."""

    batch: pa.RecordBatch
    words: PortionWords
    sound: NDArray[np.bool_]


def portion_rows(
    files: Sequence[PlainFile],
    tokens: TokenArrays,
    tokenizer: SceneTokenizer,
    options: LowerOptions,
    sayings: Sayings,
) -> PortionRows:
    """The rows of some scenes, at least one."""
    scenes, plans = [file.scene for file in files], [file.plan for file in files]
    text = "".join([scene.together for scene in scenes])
    texts = text_arrays(scenes)
    grid = grid_arrays(_signs(text), texts, tokens)
    weights = weight_arrays(scenes, plans, texts, grid, tokens.texts)
    sound = grid.sound & weights.sound & _fits(tokens, tokenizer, options)
    words = words_of(files, sayings)
    places = Places(grid, tokens.texts, texts.units)
    looks = look_sites(plans, words, places, tokens.texts, sound)
    holds = hold_sites(plans, words, places, tokens.texts, sound)
    hold_tokens = _tokens_read(files, texts, holds, tokenizer, sound)
    certificates = certificates_of(scenes, text, (texts, tokens, grid), tokenizer, sound)
    columns = _token_columns(texts, tokens, grid, weights)
    batch = record_batch(Portion(scenes, plans, columns, looks, holds, hold_tokens, certificates, sayings))
    return PortionRows(batch, words, sound)


def _signs(text: str) -> NDArray[np.uint8] | NDArray[np.uint32]:
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), np.uint8)
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


def _fits(tokens: TokenArrays, tokenizer: SceneTokenizer, options: LowerOptions) -> NDArray[np.bool_]:
    """For each text, whether it is no longer than it may be, and the vocabulary has all of it."""
    counts = np.diff(tokens.texts)
    fits = np.ones(len(counts), np.bool_)
    if options.max_tokens is not None:
        fits &= counts <= options.max_tokens
    if tokenizer.unknown is not None:
        strange = np.flatnonzero(tokens.ids == tokenizer.unknown)
        fits[np.searchsorted(tokens.texts, strange, side="right") - 1] = False
    return fits


def _token_columns(
    texts: TextArrays, tokens: TokenArrays, grid: GridArrays, weights: WeightArrays
) -> TokenColumns:
    sources = np.empty(2 * len(tokens.ids), np.int32)
    shifts = texts.shifts[grid.owner]
    sources[0::2] = texts.places[tokens.starts] + shifts
    sources[1::2] = texts.places[tokens.ends - 1] + (shifts + 1)
    first_beats = texts.beat_of_unit[texts.units[:-1]]
    beats = texts.beat_of_unit[grid.units] - first_beats[grid.owner]
    return TokenColumns(
        tokens.texts, tokens.ids, weights.loss, weights.avoid, beats.astype(np.int16), sources
    )


def _tokens_read(
    files: Sequence[PlainFile],
    texts: TextArrays,
    holds: HoldSites,
    tokenizer: SceneTokenizer,
    sound: NDArray[np.bool_],
) -> NDArray[np.int32]:
    """For each site, the token that is read there; -1 where none is."""
    readings: list[Reading] = []
    owners: list[int] = []
    for number, file in enumerate(files):
        if not file.plan.reads:
            continue
        first = texts.texts[number]
        for rank, reads in zip(file.plan.reads, texts_read(file.scene), strict=True):
            unit = texts.units[number] + rank
            edges = int(texts.starts[unit] - first), int(texts.ends[unit] - first)
            readings.append(Reading(file.scene.together, *edges, reads))
            owners.append(number)
    found = np.array([*read_latents(readings, tokenizer), -1], np.int32)
    sound[np.array(owners, np.int64)[found[:-1] < 0]] = False
    tokens: NDArray[np.int32] = found[holds.text]
    return tokens
