"""What a verb of the command line is."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CLEAN, FINDINGS, UNUSABLE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141
"""Exit codes: nothing to say; something found; wrong usage or a crash; Ctrl-C; the reader went away."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb. Its file gives one of these as `VERB`; the file's name is what is typed.

    `run` gets the parsed arguments and gives the exit code. It imports what it needs when it is called, so
    that quick verbs stay quick. `exits` says what its exit codes mean, where they are others than those of
    all verbs.
    """

    summary: str
    examples: str
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]
    exits: str = ""


def not_made(path: Path, error: OSError) -> str:
    """Why a new file is not there, and what to do about it, in a sentence."""
    reason = (error.strerror or "the system says no").lower()
    return f"`{path}` cannot be written: {reason}; name a place where you may write, on a disk with room"


def named_path(text: str) -> Path:
    """A path, as an argument; an empty one, such as a variable gives that is not set, is a mistake."""
    if not text.strip():
        raise ArgumentTypeError("an empty path names nothing; is a variable not set?")
    return Path(text)


def positive_number(text: str) -> int:
    """A whole number from 1 on, as an argument."""
    if not (text.isascii() and text.isdecimal() and int(text) > 0):
        raise ArgumentTypeError(f"{text!r} is not a whole number from 1 on")
    return int(text)
