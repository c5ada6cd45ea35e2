"""What `scenelang compile` can be asked for."""

from __future__ import annotations

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator

from scenelang.cli.model_option import add_model_option
from scenelang.cli.project_paths import add_paths
from scenelang.cli.report import add_report_options
from scenelang.cli.tokenizer_options import add_tokenizer_options
from scenelang.cli.verb import positive_number
from scenelang.remote import is_url, path_or_url

_SIZE = re.compile(r"(?P<number>[0-9]{1,15})\s*(?P<unit>B|KB|MB|GB|KiB|MiB|GiB)?", re.IGNORECASE)
_UNITS = {"b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "kib": 2**10, "mib": 2**20, "gib": 2**30}


def add_compile_arguments(parser: ArgumentParser) -> None:
    """Declares all arguments of `compile`."""
    add_paths(parser, urls=True)
    parser.add_argument(
        "--out",
        type=path_or_url,
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
        help="what the shards are: Arrow IPC files, or Parquet files that take a quarter of the room"
        " (default: arrow)",
    )
    parser.add_argument(
        "--shard-size",
        type=_size,
        metavar="SIZE",
        help="begin a new shard after so many bytes, such as 64MB (default: 16MiB)",
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
    size = int(found["number"]) * _UNITS[(found["unit"] or "B").lower()] if found else 0
    if size == 0:
        raise ArgumentTypeError(f"{text!r} is no size; write one such as 64MB or 1GiB")
    return size
