"""From the words of a command line to a verb, and from whatever happens to an exit code.

Takes: the arguments after the program's name.
Gives: 0 clean, 1 findings, 2 wrong usage or a crash, 130 after Ctrl-C, 141 when the reader went away.
May assume: nothing.
Never does: let a traceback reach someone who did not ask for one.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from typing import TextIO

from scenelang import __version__
from scenelang.cli.report import report_refusal
from scenelang.cli.verb import CLEAN, INTERRUPTED, PIPE_CLOSED, UNUSABLE, Verb
from scenelang.diagnostics import Refusal

_ABOUT = (
    "Training data that is designed for the model: scenes with weights, attention targets and layer targets."
)
_EXITS = "exit codes: 0 clean, 1 findings, 2 wrong usage or a crash"
_TRACEBACK = "SCENELANG_TRACEBACK"
_BUG = (
    "scenelang: this is a bug in scenelang, not in your files.\n"
    f"Run it again with {_TRACEBACK}=1 to see where it happened, and please report it."
)
_EXTRAS = frozenset({"torch", "transformers", "accelerate", "matplotlib"})


@cache
def verbs() -> dict[str, Verb]:
    """All verbs by name: the files of this folder that have a `VERB`."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem != "__init__")
    return {name: verb for name in names if (verb := _verb(name)) is not None}


def _verb(name: str) -> Verb | None:
    """The verb of a file of this folder; None where there is no such file, or it gives no verb."""
    if not (Path(__file__).parent / f"{name}.py").is_file() or not name.isidentifier():
        return None
    found = getattr(import_module(f"scenelang.cli.{name}"), "VERB", None)
    return found if isinstance(found, Verb) else None


def build_parser(only: str | None = None) -> ArgumentParser:
    """The parser of the whole command line.

    Args:
        only: The verb that was typed, where that is known: the others are then not even loaded.
    """
    parser = ArgumentParser(
        prog="scenelang",
        description=_ABOUT,
        epilog=f"scenelang VERB --help shows examples.\n{_EXITS}",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"scenelang {__version__}")
    choices = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    typed = None if only is None else _verb(only)
    for name, verb in verbs().items() if only is None or typed is None else ((only, typed),):
        part = choices.add_parser(
            name,
            help=verb.summary,
            description=verb.summary,
            epilog=f"examples:\n{_indented(verb.examples)}\n\n{_exits(verb)}",
            formatter_class=RawDescriptionHelpFormatter,
        )
        verb.add_arguments(part)
        part.set_defaults(run=verb.run)
    return parser


def _exits(verb: Verb) -> str:
    return f"exit codes: {verb.exits}" if verb.exits else _EXITS


def _indented(examples: str) -> str:
    lines = dedent(examples).strip().splitlines()
    return "\n".join(f"  {line}" for line in lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and gives its exit code."""
    _open_closed_streams()
    if arguments is None:
        atexit.register(gc.freeze)  # the interpreter ends sooner if it does not look for garbage once more
    words = sys.argv[1:] if arguments is None else arguments
    try:
        parsed = build_parser(words[0] if words else None).parse_args(words)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else CLEAN
    try:
        code = _run(parsed)
        sys.stdout.flush()
    except BrokenPipeError:
        _close_output()
        return PIPE_CLOSED
    return code


def _run(parsed: Namespace) -> int:
    _accept_every_character()
    try:
        return int(parsed.run(parsed))
    except BrokenPipeError:
        raise
    except Refusal as refusal:
        return report_refusal(refusal, parsed)
    except KeyboardInterrupt:
        print("\nscenelang: stopped by Ctrl-C", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last line of defence before an author's eyes
        return _say(error)


def _say(error: Exception) -> int:
    """Says in a line or two what stopped the run; the traceback is for those who ask for it."""
    if os.environ.get(_TRACEBACK):
        import traceback

        traceback.print_exception(error)
    elif isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] in _EXTRAS:
        print(f"scenelang: this needs {error.name}: pip install 'scenelang[train]'", file=sys.stderr)
    elif isinstance(error, OSError):
        where = f": {error.filename}" if error.filename else ""
        print(f"scenelang: {error.strerror or error}{where}", file=sys.stderr)
    else:
        print(_BUG, file=sys.stderr)
    return UNUSABLE


def _open_closed_streams() -> None:
    """Gives a process that was started without an output one that leads nowhere."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _accept_every_character() -> None:
    """Output that a terminal's encoding lacks is escaped; it never stops a run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _close_output() -> None:
    """Points standard output nowhere, so that the interpreter's last flush finds no closed pipe."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
