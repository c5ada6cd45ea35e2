"""Every byte, row and count of a shard folder, looked at.

Takes: a shard folder, and a way to decode tokens where one is at hand.
Gives: what was looked at, and everything that is wrong.
May assume: nothing.
Never does: hold more than one record batch, or stop at the first problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

import pyarrow as pa

from scenelang.diagnostics import Diagnostic, Outcome, Refusal
from scenelang.remote import is_url
from scenelang.shards.dataset_card import CARD_FILE, card_text, is_ours
from scenelang.shards.flat_lists import list_items, list_offsets
from scenelang.shards.manifest import Manifest, ShardRecord
from scenelang.shards.manifest_file import read_manifest
from scenelang.shards.mapped_file import MappedFile
from scenelang.shards.messages import ShardDamaged, ShardsOfAnotherTokenizer
from scenelang.shards.messages_verify import (
    CardOfOtherShards,
    CertificateBroken,
    CountsDisagree,
    MoreRowsDamaged,
    RowDamaged,
    StrayShard,
)
from scenelang.shards.shard_set import check_shard
from scenelang.shards.tally import Tally
from scenelang.shards.verifying.row_checks import row_problems
from scenelang.source import Span

Decode: TypeAlias = Callable[[Sequence[int]], str]
Progress: TypeAlias = Callable[[int, int], None]
"""Called now and then with: rows looked at, rows in all."""

_MOST_LISTED: Final = 20
_SHARD: Final = re.compile(r"part-.*\.(arrow|parquet)\Z")


class Verified(NamedTuple):
    """What was looked at. `certificates` is None where there was nothing to decode them with."""

    manifest: Manifest
    certificates: int | None


def verify_shards(
    path: Path | str,
    decode: Decode | None = None,
    fingerprint: str | None = None,
    progress: Progress | None = None,
) -> Outcome[Verified]:
    """Looks at everything in a shard folder.

    Args:
        path: The folder that holds `manifest.json`, or its URL.
        decode: Gives the text of tokens, for the certificates; used where the fingerprints agree.
        fingerprint: The fingerprint of the tokenizer that decodes; another than the shards' is a finding.
        progress: Called now and then.

    Returns:
        What was looked at, None where there is no manifest to go by; and everything that is wrong.
    """
    if isinstance(path, str) and is_url(path):
        from scenelang.shards.elsewhere import open_elsewhere  # noqa: PLC0415 - most shards lie here

        return open_elsewhere(path, lambda folder: verify_shards(folder, decode, fingerprint, progress))
    folder = Path(path)
    try:
        manifest = read_manifest(folder)
    except Refusal as refusal:
        return Outcome(None, (refusal.diagnostic,))
    run = _Run(folder, manifest, decode, progress)
    found = (*_other_tokenizer(folder, manifest, fingerprint), *run.findings())
    return Outcome(Verified(manifest, run.certificates), found)


def _other_tokenizer(folder: Path, manifest: Manifest, fingerprint: str | None) -> Iterator[Diagnostic]:
    own = manifest.tokenizer.fingerprint
    if fingerprint is not None and fingerprint != own:
        yield ShardsOfAnotherTokenizer(Span.start_of(folder / "manifest.json"), own, fingerprint)


class _Run:
    """One look at a folder."""

    def __init__(
        self, folder: Path, manifest: Manifest, decode: Decode | None, progress: Progress | None
    ) -> None:
        self.certificates = None if decode is None else 0
        self._folder = folder
        self._manifest = manifest
        self._decode = decode
        self._progress = progress
        self._tally = Tally()
        self._rows = 0

    def findings(self) -> Iterator[Diagnostic]:
        """Everything that is wrong, shard by shard."""
        sound = True
        for shard in self._manifest.shards:
            start, listed = self._rows, 0
            for finding in self._shard(shard):
                sound = False
                listed += 1
                if listed <= _MOST_LISTED:
                    yield finding
            if listed > _MOST_LISTED:
                place = Span.start_of(self._folder / shard.file)
                yield MoreRowsDamaged(place, f"{listed - _MOST_LISTED:,}", shard.file)
            self._rows = start + shard.rows
        if sound:
            yield from self._counts()
        yield from self._beside()

    def _shard(self, shard: ShardRecord) -> Iterator[Diagnostic]:
        path = self._folder / shard.file
        wrong = tuple(check_shard(path, shard))
        if wrong:
            yield from wrong
            return
        try:
            for batch in MappedFile(path).batches():
                yield from self._batch(batch, path)
                self._rows += batch.num_rows
                if self._progress is not None:
                    self._progress(self._rows, self._manifest.rows)
        except (pa.ArrowException, OSError):
            yield ShardDamaged(Span.start_of(path), shard.file, "its rows cannot be read")

    def _batch(self, batch: pa.RecordBatch, path: Path) -> Iterator[Diagnostic]:
        problems = False
        for row, reason in row_problems(batch, self._manifest):
            problems = True
            yield RowDamaged(Span.start_of(path), self._rows + row, path.name, reason)
        if not problems:
            self._tally.add(batch)
            yield from self._broken_certificates(batch, path)

    def _broken_certificates(self, batch: pa.RecordBatch, path: Path) -> Iterator[Diagnostic]:
        """Certificates whose tokens decode to another text now."""
        if self._decode is None:
            return
        ids, tokens = list_items(batch.column("input_ids")), list_offsets(batch.column("input_ids"))
        ranges = list_items(batch.column("certificate_ranges")).reshape(-1, 2).tolist()
        spans, stored = batch.column("certificate_spans"), batch.column("certificate_decoded")
        edges, number = list_offsets(spans).tolist(), 0
        for row, first in enumerate(tokens[:-1].tolist()):
            if edges[row] == edges[row + 1]:
                continue
            both = zip(spans[row].as_py(), stored[row].as_py(), strict=True)
            for span, text in both:
                start, end = ranges[number]
                number += 1
                decoded = self._decode(ids[first + start : first + end].tolist())
                if decoded != text:
                    words = (span, repr(decoded), repr(text))
                    yield CertificateBroken(Span.start_of(path), self._rows + row, path.name, *words)
        self.certificates = (self.certificates or 0) + number

    def _counts(self) -> Iterator[Diagnostic]:
        told, tally = self._manifest, self._tally
        found = {
            "splits": tally.splits() == told.splits,
            "supervision": tally.supervision(told.origins) == told.supervision,
            "concepts": tally.concepts(told.names) == told.concepts,
        }
        for field, agrees in found.items():
            if not agrees:
                yield CountsDisagree(Span.start_of(self._folder / "manifest.json"), field)

    def _beside(self) -> Iterator[Diagnostic]:
        """What lies in the folder and does not belong to these shards."""
        named = {shard.file for shard in self._manifest.shards}
        for path in sorted(self._folder.iterdir()):
            if _SHARD.match(path.name) and path.name not in named:
                yield StrayShard(Span.start_of(path), path.name)
        card = self._folder / CARD_FILE
        ours = card.is_file() and is_ours(self._folder, CARD_FILE)
        if ours and card.read_bytes() != card_text(self._manifest).encode():
            yield CardOfOtherShards(Span.start_of(card), CARD_FILE)
