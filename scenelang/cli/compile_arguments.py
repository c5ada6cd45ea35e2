"""What `scenelang compile` can be asked for."""

from __future__ import annotations

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from decimal import Decimal

from scenelang.cli.model_option import add_model_option
from scenelang.cli.project_paths import add_paths
from scenelang.cli.remote_places import named_place
from scenelang.cli.report import add_report_options
from scenelang.cli.tokenizer_options import add_tokenizer_options
from scenelang.cli.verb import positive_number
from scenelang.remote import is_url

_UNITS = {
    "B": 1,
    **{name: 1000**power for power, name in enumerate(("KB", "MB", "GB", "TB"), start=1)},
    **{name: 1024**power for power, name in enumerate(("KiB", "MiB", "GiB", "TiB"), start=1)},
}
_BYTES = {name.lower(): count for name, count in _UNITS.items()}
_SIZE = re.compile(
    rf"(?P<number>[0-9]{{1,15}}(\.[0-9]{{1,15}})?)\s*(?P<unit>{'|'.join(_UNITS)})?", re.ASCII | re.IGNORECASE
)


def add_compile_arguments(parser: ArgumentParser) -> None:
    """Declares all arguments of `compile`."""
    add_paths(parser, urls=True)
    parser.add_argument(
        "--out",
        type=named_place,
        metavar="FOLDER_OR_URL",
        help="where the shards go (default: `out` in the project's settings)",
    )
    parser.add_argument(
        "--instances",
        type=positive_number,
        metavar="N",
        help="compile only the first N instances of each scene (default: all)",
    )
    _add_shards(parser)
    _add_work(parser)
    add_tokenizer_options(parser)
    add_model_option(parser)
    add_report_options(parser)


def _add_shards(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--shards",
        choices=("arrow", "parquet"),
        default="arrow",
        help="what the shards are: Arrow IPC files, or Parquet files that take about an eighth of the room"
        " (default: arrow)",
    )
    parser.add_argument(
        "--shard-size",
        type=_size,
        metavar="SIZE",
        help="begin a new shard after so many bytes, such as 64MB; a shard holds whole batches of 1,000 rows,"
        " so it ends with the batch that reaches this (default: 16MiB)",
    )


def _add_work(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--workers",
        type=positive_number,
        metavar="N",
        help="compile with N processes (default: one for each core; few files need one alone)",
    )
    parser.add_argument(
        "--engine",
        choices=("processes", "ray"),
        default="processes",
        help="who does the work: processes of this machine, or a Ray cluster (default: processes)",
    )
    parser.add_argument(
        "--ray-address",
        metavar="ADDRESS",
        help="the Ray cluster (default: RAY_ADDRESS, else one that is started on this machine)",
    )
    parser.add_argument("--no-cache", action="store_true", help="compile every file again")
    parser.add_argument(
        "--cache-size",
        type=_size,
        metavar="SIZE",
        help="keep no more than this of what was compiled, the oldest goes first (default: 4GiB)",
    )
    parser.add_argument(
        "--watch", action="store_true", help="compile again whenever a file of the project changes"
    )


def wrong_usage(options: Namespace) -> Iterator[str]:
    """What does not go together, in words."""
    if options.ray_address is not None and options.engine != "ray":
        yield "--ray-address goes with `--engine ray`"
    if options.no_cache and options.cache_size is not None:
        yield "--cache-size goes without `--no-cache`"
    if options.watch and any(is_url(str(place)) for place in (*options.paths, options.out or "")):
        yield "--watch sees this machine's files alone; leave URLs out"


def _size(text: str) -> int:
    """A number of bytes, as an argument."""
    found = _SIZE.fullmatch(text.strip())
    size = int(Decimal(found["number"]) * _BYTES[(found["unit"] or "B").lower()]) if found else 0
    if size == 0:
        raise ArgumentTypeError(
            f"{text!r} is no size; write one such as 64MB or 1.5GiB, from 1 byte on, in {', '.join(_UNITS)}"
        )
    return size
