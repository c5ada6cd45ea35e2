"""What the terminal at the other end can show."""

from __future__ import annotations

import os
import shutil
from argparse import ArgumentParser
from typing import TextIO

_WIDEST = 140
_NARROWEST = 40
_GUTTER = 8


def add_colour_option(parser: ArgumentParser) -> None:
    """Adds `--color`."""
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colour the output (default: on a terminal; NO_COLOR and FORCE_COLOR are honoured)",
    )


def wants_colour(choice: str, stream: TextIO) -> bool:
    """True where colour was asked for, or is welcome: NO_COLOR, then FORCE_COLOR, then the stream decides."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def line_columns(stream: TextIO) -> int:
    """How many columns a source line may fill."""
    if not stream.isatty():
        return _WIDEST - _GUTTER
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns) - _GUTTER)
