"""The arguments of `scenelang lint`, and what they ask of a run.

Takes: the parser; later, what was typed.
Gives: the wishes of a run; what does not go together, in a sentence.
May assume: nothing.
Never does: look at a file.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.output_format import add_report_options
from scenelang.cli.verb import named_path, positive_number

if TYPE_CHECKING:
    from scenelang.linting import LintOptions

STDIN = Path("-")


def add_lint_arguments(parser: ArgumentParser) -> None:
    """Declares everything but the paths."""
    _add_rules(parser)
    _add_fixes(parser)
    _add_known(parser)
    _add_run(parser)
    add_report_options(parser)


def _add_rules(parser: ArgumentParser) -> None:
    rules = parser.add_argument_group("which rules", "codes (SL801), beginnings (SL8), rules, families, all")
    rules.add_argument(
        "--select",
        action="extend",
        type=_words,
        metavar="RULES",
        help="only these warnings, whatever the project selects; errors are always told",
    )
    rules.add_argument(
        "--extend-select", action="extend", type=_words, metavar="RULES", help="these too", default=[]
    )
    rules.add_argument(
        "--ignore", action="extend", type=_words, metavar="RULES", help="not these", default=[]
    )
    rules.add_argument(
        "--tokenizer",
        action="append",
        default=[],
        metavar="FILE_OR_FOLDER_OR_NAME",
        help="look at scenes under this tokenizer, not under those of the project (again for several)",
    )
    rules.add_argument(
        "--model",
        action="append",
        default=[],
        metavar="FOLDER_OR_CONFIG_OR_NAME",
        help="hold scenes against this model, not against those of the project (again for several)",
    )


def _add_fixes(parser: ArgumentParser) -> None:
    fixes = parser.add_argument_group("fixes")
    fixes.add_argument(
        "--fix", action="store_true", help="make the fixes that leave what a model reads as it is"
    )
    fixes.add_argument(
        "--unsafe-fixes", action="store_true", help="make those too that change what a model reads"
    )
    fixes.add_argument(
        "--diff", action="store_true", help="show what would be written, and write nothing; 1 if anything"
    )


def _add_known(parser: ArgumentParser) -> None:
    known = parser.add_argument_group("what is known already")
    known.add_argument(
        "--add-ignores",
        action="store_true",
        help="write a comment `# scenelang: ignore[...]` for each warning",
    )
    known.add_argument(
        "--reason", default="", metavar="TEXT", help="what these comments say behind the codes"
    )
    known.add_argument("--no-ignores", action="store_true", help="tell what such comments silence")
    known.add_argument(
        "--write-baseline", action="store_true", help="write all warnings into the project's baseline"
    )
    known.add_argument("--no-baseline", action="store_true", help="tell what the baseline knows")
    known.add_argument(
        "--frozen-baseline",
        action="store_true",
        help="leave entries in the baseline that are found no more (default: in CI; else they are taken out)",
    )


def _add_run(parser: ArgumentParser) -> None:
    run = parser.add_argument_group("the run")
    run.add_argument("--watch", action="store_true", help="lint again whenever a file changes")
    run.add_argument(
        "--stdin-filename",
        type=named_path,
        metavar="FILE",
        help="with the path `-`: lint standard input as if it stood in this file",
    )
    run.add_argument("--no-cache", action="store_true", help="look at every file again")
    run.add_argument(
        "--jobs", type=positive_number, metavar="N", help="processes at a time (default: as it pays)"
    )
    run.add_argument("--statistics", action="store_true", help="how many of each code, not where")
    run.add_argument("--exit-zero", action="store_true", help="end with 0 though something was found")
    run.add_argument(
        "--max-warnings",
        type=_count,
        metavar="N",
        help="end with 0 at so many warnings (default: 0)",
        default=0,
    )


def lint_wishes(options: Namespace, *, is_whole: bool) -> LintOptions:
    """What a command line asks of a run.

    Args:
        options: What was typed.
        is_whole: True where the run looks at all of a project.
    """
    from scenelang.linting import LintOptions

    return LintOptions(
        select=None if options.select is None else tuple(options.select),
        extend_select=tuple(options.extend_select),
        ignore=tuple(options.ignore),
        tokenizers=tuple(options.tokenizer),
        models=tuple(options.model),
        heeds_comments=not options.no_ignores,
        uses_baseline=not (options.no_baseline or options.write_baseline),
        is_whole=is_whole,
        uses_cache=not options.no_cache,
        jobs=options.jobs,
    )


def wrong_usage(options: Namespace) -> Iterator[str]:
    """What does not go together, and words that mean no rule."""
    if options.select is not None or options.extend_select or options.ignore:
        from scenelang.linting import wrong_words

        yield from wrong_words(lint_wishes(options, is_whole=False))
    writing = [name for name in ("fix", "add_ignores", "write_baseline") if getattr(options, name)]
    if len(writing) > 1:
        yield "one of --fix, --add-ignores and --write-baseline at a time"
    if options.unsafe_fixes and not (options.fix or options.diff):
        yield "--unsafe-fixes goes with --fix or with --diff"
    if options.reason and not options.add_ignores:
        yield "--reason goes with --add-ignores"
    if any(sign in options.reason for sign in "\r\n"):
        yield "--reason is one line"
    if options.write_baseline and (options.select is not None or options.ignore or options.diff):
        yield "--write-baseline knows all warnings of a project; leave --select, --ignore and --diff out"
    if options.watch and (writing or options.diff):
        yield "--watch writes nothing; leave --fix, --diff, --add-ignores and --write-baseline out"
    if STDIN in options.paths:
        yield from _wrong_stdin(options, writing)
    elif options.stdin_filename is not None:
        yield "--stdin-filename goes with the path `-`"


def _wrong_stdin(options: Namespace, writing: list[str]) -> Iterator[str]:
    if len(options.paths) > 1:
        yield "`-` is standard input, and stands alone"
    if writing or options.diff or options.watch:
        yield "standard input is looked at and never written; leave --fix, --diff and the like out"


def _words(text: str) -> list[str]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    if not words:
        raise ArgumentTypeError(f"{text!r} names no rule; write SL801, kept-blank-lines, signs or all")
    return words


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise ArgumentTypeError(f"{text!r} is not a whole number from 0 on")
    return int(text)
