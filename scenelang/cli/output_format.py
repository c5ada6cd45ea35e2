"""The options that say how findings are written, and where to."""

from __future__ import annotations

from argparse import Action, ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from scenelang.cli.terminal import add_colour_option
from scenelang.cli.verb import named_path
from scenelang.diagnostics import OUTPUT_FORMATS

BRIEF_FORMATS = ("text", "json")
"""The formats of verbs whose findings are not about the lines of a pull request."""


class _Format(Action):
    """Keeps what was chosen under both names: `--format` is the older spelling."""

    def __call__(
        self,
        parser: ArgumentParser,  # noqa: ARG002 - argparse asks for it
        namespace: Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,  # noqa: ARG002
    ) -> None:
        namespace.output_format = values
        namespace.format = values


def add_report_options(parser: ArgumentParser, formats: Sequence[str] = OUTPUT_FORMATS) -> None:
    """Adds `--output-format`, `--output-file` and `--color`.

    Args:
        parser: The parser of the verb.
        formats: What the verb can write.
    """
    parser.add_argument(
        "--output-format",
        "--format",
        action=_Format,
        choices=tuple(formats),
        help="how findings are written (default: text)",
    )
    parser.add_argument(
        "--output-file",
        type=named_path,
        metavar="FILE",
        help="write the findings to a file (default: print them)",
    )
    parser.set_defaults(format="text", output_format="text")
    add_colour_option(parser)
