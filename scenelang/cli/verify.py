"""`scenelang verify`: is every byte, row and count of compiled shards what a compile wrote."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Self

from scenelang.cli.counted import counted
from scenelang.cli.report import add_report_options, exit_code, has_errors, report
from scenelang.cli.shard_options import add_shards, tokenizer_of_shards
from scenelang.cli.verb import UNUSABLE, Verb

if TYPE_CHECKING:
    from scenelang.shards import Verified

_NO_SHARDS = "SL501"
_BLINK = 0.1


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `verify`."""
    add_shards(parser)
    add_report_options(parser)


def run(options: Namespace) -> int:
    """Looks at everything in a shard folder and prints what is wrong."""
    from scenelang.shards import verify_shards

    tokenizer, refused = tokenizer_of_shards(options)
    if refused:
        report(refused, options)
        return exit_code(refused, warnings_count=False)
    decode, fingerprint = (None, None) if tokenizer is None else (tokenizer.decode, tokenizer.fingerprint)
    asked = fingerprint if options.tokenizer is not None else None
    with _RowLine() as progress:
        verified, found = verify_shards(options.shards, decode, asked, progress)
    counts = {} if verified is None else {"rows": verified.manifest.rows, "tokens": verified.manifest.tokens}
    report(found, options, counts=counts)
    if any(one.code == _NO_SHARDS for one in found):
        return UNUSABLE
    if verified is not None and not has_errors(found) and options.output_format == "text":
        print(_summary(verified))
    return exit_code(found, warnings_count=False)


def _summary(verified: Verified) -> str:
    manifest, certificates = verified
    sizes = ", ".join(
        (
            counted(len(manifest.shards), "shard"),
            counted(manifest.rows, "row"),
            counted(manifest.tokens, "token"),
        )
    )
    if certificates is None:
        spans = "spans were not decoded: give the tokenizer of these shards with `--tokenizer`"
    else:
        spans = f"{counted(certificates, 'span')} decoded again"
    return f"verified: {sizes}; {spans}"


class _RowLine:
    """Counts rows on standard error, where that is a terminal."""

    def __init__(self) -> None:
        self._shown = 0.0

    def __enter__(self) -> Self:
        return self

    def __call__(self, rows: int, all_rows: int) -> None:
        """Shows how far it is, unless it did so a moment ago."""
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._shown > _BLINK:
            self._shown = now
            print(f"\r{rows:,}/{counted(all_rows, 'row')}\x1b[K", end="", file=sys.stderr, flush=True)

    def __exit__(self, *_: object) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


VERB = Verb(
    summary="Look at every byte, row and count of compiled shards, and at what their spans decode to.",
    examples="""
        scenelang verify build/shards
        scenelang verify build/shards --tokenizer path/to/model-folder
        scenelang verify s3://bucket/shards --output-format json
    """,
    add_arguments=add_arguments,
    run=run,
)
