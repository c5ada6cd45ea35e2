"""The command line: one file per verb."""

from scenelang.cli.dispatch import build_parser, main, verbs

__all__ = ["build_parser", "main", "verbs"]
