"""`scenelang inspect`: what is in compiled shards, counted, or one row of them as the model meets it."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from scenelang.cli.counted import counted
from scenelang.cli.messages_inspect import AskedRowMissing
from scenelang.cli.output_format import BRIEF_FORMATS
from scenelang.cli.report import add_report_options, exit_code, report
from scenelang.cli.shard_options import add_shards, tokenizer_of_shards
from scenelang.cli.terminal import line_columns, wants_colour
from scenelang.cli.verb import CLEAN, UNUSABLE, Verb
from scenelang.diagnostics import Outcome, advice
from scenelang.source import Span

if TYPE_CHECKING:
    from scenelang.lowering import SceneTokenizer
    from scenelang.shards import ShardSet

_NO_SHARDS = "SL501"


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `inspect`."""
    add_shards(parser)
    parser.add_argument(
        "--row", type=_whole_number, metavar="N", help="show one row, by its number from 0; -1 is the last"
    )
    parser.add_argument("--scene", metavar="ID", help="show a row of this scene")
    parser.add_argument(
        "--instance",
        type=int,
        metavar="N",
        help="with --scene: which instance of `vary` (default: the first there is)",
    )
    parser.add_argument(
        "--program", action="store_true", help="with --row or --scene: print the token program's text form"
    )
    add_report_options(parser, BRIEF_FORMATS)


def _whole_number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a whole number") from None


def _wrong_usage(options: Namespace) -> Iterator[str]:
    """What does not go together, in words."""
    if options.row is not None and options.scene is not None:
        yield "--row and --scene each name a row; leave one of them out"
    if options.instance is not None and options.scene is None:
        yield "--instance goes with `--scene ID`; a row alone is named by `--row N`"
    if options.program and options.row is None and options.scene is None:
        yield "--program goes with a row: add `--row N` or `--scene ID`"


def run(options: Namespace) -> int:
    """Prints what the shards hold, or one row."""
    from scenelang.shards import open_shards

    wrong = next(_wrong_usage(options), None)
    if wrong is not None:
        print(f"scenelang: {wrong}", file=sys.stderr)
        return UNUSABLE
    shards, found = open_shards(options.shards)
    tokenizer, refused = tokenizer_of_shards(options)
    if shards is None or refused:
        report((*found, *refused), options)
        unusable = any(one.code == _NO_SHARDS for one in found)
        return UNUSABLE if unusable else exit_code((*found, *refused), warnings_count=False)
    if options.tokenizer is not None and tokenizer is not None:
        _, found = open_shards(options.shards, tokenizer.fingerprint)
        if found:
            report(found, options)
            return exit_code(found, warnings_count=False)
    if options.row is None and options.scene is None:
        _print_summary(shards, options)
        return CLEAN
    row, found = _asked_row(shards, options)
    if row is None:
        report(found, options)
        return exit_code(found, warnings_count=False)
    _print_row(shards, row, tokenizer, options)
    return CLEAN


def _print_summary(shards: ShardSet, options: Namespace) -> None:
    from scenelang.cli.showing.shard_view import BLOCK, shard_lines, summary_json
    from scenelang.shards import summarise

    summary = summarise(shards)
    if options.output_format == "json":
        print(json.dumps(summary_json(shards.manifest, summary), ensure_ascii=False, indent=2))
        return
    colour = wants_colour(options.color, sys.stdout)
    block = BLOCK if _can_print(BLOCK) else "#"
    lines = shard_lines(str(options.shards), shards.manifest, summary, line_columns(sys.stdout), block)
    for line, is_title in lines:
        print(f"\x1b[1m{line}\x1b[0m" if colour and is_title else line)


def _can_print(sign: str) -> bool:
    try:
        sign.encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _asked_row(shards: ShardSet, options: Namespace) -> Outcome[int]:
    """The number of the row that was asked for, or what is wrong with the question."""
    if options.scene is None:
        row: int = options.row + len(shards) if options.row < 0 else options.row
        if 0 <= row < len(shards):
            return Outcome(row)
        there = f"there are {counted(len(shards), 'row')}, numbered from 0"
        return _missing(f"row {options.row}", there, options)
    rows = shards.rows_of(options.scene).tolist()
    if not rows:
        others = advice(options.scene, shards.scenes(), "the scenes")
        return _missing(f"scene `{options.scene}`", others, options)
    if options.instance is None:
        return Outcome(int(rows[0]))
    instances = {shards[row].instance: row for row in rows}
    if options.instance in instances:
        return Outcome(int(instances[options.instance]))
    there = f"there are {counted(len(instances), 'instance')}, from {min(instances)} to {max(instances)}"
    return _missing(f"instance {options.instance} of `{options.scene}`", there, options)


def _missing(asked: str, there: str, options: Namespace) -> Outcome[int]:
    shards = str(options.shards)
    return Outcome(None, (AskedRowMissing(Span.start_of(shards), asked, shards, there),))


def _print_row(shards: ShardSet, row: int, tokenizer: SceneTokenizer | None, options: Namespace) -> None:
    from scenelang.cli.showing import show_program
    from scenelang.shards import row_program
    from scenelang.tokens import print_program

    def decode(ids: object) -> str:
        return " ".join(f"#{number}" for number in ids)  # type: ignore[attr-defined] # whole numbers

    if tokenizer is not None:
        decode = tokenizer.decode  # type: ignore[assignment]
    program = row_program(shards, row, lambda number: decode((number,)))
    if options.output_format == "json":
        print(json.dumps(_row_json(shards, row, print_program(program)), ensure_ascii=False, indent=2))
    elif options.program:
        print(print_program(program), end="")
    else:
        beats = [f"beat {number}" for number in range(max(program.beats, default=-1) + 1)]
        colour = wants_colour(options.color, sys.stdout)
        show_program(program, beats, decode, lambda file: None, colour=colour)  # noqa: ARG005
        if tokenizer is None:
            print("\ntokens stand as numbers: give the tokenizer of these shards with `--tokenizer`")


def _row_json(shards: ShardSet, number: int, program: str) -> dict[str, object]:
    row = shards[number]
    return {
        "version": 1,
        "row": number,
        "scene": row.scene,
        "instance": row.instance,
        "split": row.split,
        "file": shards.source_of(number),
        "tokens": row.input_ids.tolist(),
        "weights": row.loss_weight.tolist(),
        "program": program,
    }


VERB = Verb(
    summary="Show what is in compiled shards: counts, supervision, how values are spread, and any row.",
    examples="""
        scenelang inspect build/shards
        scenelang inspect build/shards --row 17
        scenelang inspect build/shards --scene two-hop --instance 3 --tokenizer path/to/model-folder
        scenelang inspect build/shards --format json > shards.json
    """,
    add_arguments=add_arguments,
    run=run,
)
