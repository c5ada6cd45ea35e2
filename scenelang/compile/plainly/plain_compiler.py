"""The fast way from files to rows, for scenes in the plain layout: a portion of files at once.

Takes: files and what they hold, a tokenizer, options of lowering.
Gives: a block of rows, and which file has which of them; all other files are left to the full path.
May assume: text is rendered as it is, and no model is asked.
Never does: report anything. Rows are those that the full path gives, byte for byte, of files of which it has
    nothing to say; tests hold it to that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from scenelang.compile.plainly.byte_table import ByteTable
from scenelang.compile.plainly.plain_files import PlainFile, PlainFiles
from scenelang.compile.plainly.portion_rows import portion_rows
from scenelang.compile.plainly.token_arrays import TokenArrays, is_sound, token_arrays
from scenelang.compile.stored_names import StoredNames, digest_of
from scenelang.gathering import SceneRun
from scenelang.lowering import LowerOptions, SceneTokenizer
from scenelang.model import Name
from scenelang.shards import RowBlock, SourceRecord, number_array
from scenelang.source import Span

LEFT = -1
"""Stands for the row of a file that is left to the full path."""


class PlainBatch(NamedTuple):
    """What became of a portion of files.

    `block` holds the rows of the files that were compiled, in order, and its sources are those files, one a
    row; None where there are none. `rows` has the row of each file, `LEFT` for one that is left to the full
    path; `ids` its scene's id, and `used` the files beside its own that went into it.
    """

    block: RowBlock | None
    rows: Sequence[int]
    ids: Sequence[Name | None]
    used: Sequence[tuple[str, ...]]


class PlainCompiler:
    """Compiles the plain scenes of a build."""

    def __init__(self, run: SceneRun, tokenizer: SceneTokenizer, options: LowerOptions) -> None:
        """Makes the compiler; what it learns of one portion it knows in the next.

        Args:
            run: Where projects and archetypes are found.
            tokenizer: What cuts text into tokens.
            options: How to lower. Chats and models are not for this path.
        """
        self._tokenizer = tokenizer
        self._options = options
        self._files = PlainFiles(run, tokenizer, options)
        self._names = StoredNames()
        pieces = tokenizer.byte_pieces
        self._table = None if pieces is None else ByteTable(pieces)

    def compile(self, files: Sequence[str], contents: Sequence[bytes]) -> PlainBatch:
        """Compiles a portion of files; a few hundred are quickest.

        Args:
            files: Paths, as messages show them.
            contents: What they hold, in the same order.
        """
        found = list(self._files.in_portion(files, contents))
        found, tokens = self._tokens(found)
        if not found or tokens is None:
            return PlainBatch(None, *_nothing(len(files)))
        sayings = self._files.sayings
        rows = portion_rows(found, tokens, self._tokenizer, self._options, sayings)
        good = np.flatnonzero(rows.sound).tolist()
        if not good:
            return PlainBatch(None, *_nothing(len(files)))
        found = [found[place] for place in good]
        batch = rows.batch
        if len(good) < batch.num_rows:
            batch = batch.take(number_array(np.array(good)))
            batch = batch.set_column(*_numbered(batch))
        sources = [
            SourceRecord(file=self._names.of(files[file.number]), sha256=digest_of(contents[file.number]))
            for file in found
        ]
        words = rows.words
        block = RowBlock(batch, tuple(sources), sayings.axes.values(), words.origins, words.names)
        return PlainBatch(block, *_placed(files, found))

    def _tokens(self, found: list[PlainFile]) -> tuple[list[PlainFile], TokenArrays | None]:
        """The scenes whose tokens go through their texts in order, and these tokens."""
        texts = [file.scene.together for file in found]
        cuts = self._tokenizer.cut_batch(texts)
        while found:
            tokens = token_arrays(texts, cuts, self._table)
            sound = is_sound(tokens, texts)
            if sound.all():
                return found, tokens
            keep = np.flatnonzero(sound).tolist()
            found = [found[place] for place in keep]
            cuts = [cuts[place] for place in keep]
            texts = [texts[place] for place in keep]
        return found, None


def _placed(
    files: Sequence[str], found: Sequence[PlainFile]
) -> tuple[list[int], list[Name | None], list[tuple[str, ...]]]:
    """For each file its row, the id of its scene, and the other files that went into it."""
    rows, ids, used = _nothing(len(files))
    for row, (number, scene, _, others) in enumerate(found):
        place = Span(files[number], scene.id_start, scene.id_start + len(scene.id))
        rows[number], ids[number], used[number] = row, Name(scene.id, place), others
    return rows, ids, used


def _nothing(count: int) -> tuple[list[int], list[Name | None], list[tuple[str, ...]]]:
    return [LEFT] * count, [None] * count, [()] * count


def _numbered(batch: pa.RecordBatch) -> tuple[int, pa.Field, pa.Array]:
    """The column of sources, with each row for its own number."""
    place = batch.schema.get_field_index("source")
    return place, batch.schema.field(place), number_array(np.arange(batch.num_rows, dtype=np.int32))
