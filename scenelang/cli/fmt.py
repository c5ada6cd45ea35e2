"""`scenelang fmt`: lays scenes and archetypes out, and leaves what a model reads alone."""

from __future__ import annotations

import codecs
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.counted import counted
from scenelang.cli.project_paths import add_paths, scene_paths
from scenelang.cli.report import add_report_options, exit_code, find_source, has_errors, report
from scenelang.cli.text_diff import print_diff
from scenelang.cli.verb import CLEAN, FINDINGS, UNUSABLE, Verb, named_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenelang.diagnostics import Diagnostic, Outcome
    from scenelang.rewriting import TrainingProof
    from scenelang.source import SourceText

_INPUT = Path("-")
_NAMELESS = "stdin.scene"


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `fmt`."""
    add_paths(parser)
    way = parser.add_mutually_exclusive_group()
    way.add_argument(
        "--check", action="store_true", help="write nothing; exit code 1 if a file is not laid out"
    )
    way.add_argument(
        "--diff",
        action="store_true",
        help="print the changes and write nothing; exit code 1 if there are any",
    )
    parser.add_argument(
        "--stdin-filename",
        type=named_path,
        metavar="FILE",
        help="with `-` in the place of paths: the name of the file that standard input would be",
    )
    add_report_options(parser)


def run(options: Namespace) -> int:
    """Lays out every file that the paths mean; one that cannot be is reported and left."""
    wrong = _wrong_usage(options)
    if wrong:
        print(f"scenelang: {wrong}", file=sys.stderr)
        return UNUSABLE
    if options.paths == [_INPUT] or (options.stdin_filename and not options.paths):
        return _run_on_input(options)
    paths, found = _files(options)
    formatting = _Formatting(options, paths)
    for path in paths:
        formatting.at(path)
    said = (*found, *formatting.found)
    report(said, options, sys.stderr)
    if not options.diff and (formatting.changed or not has_errors(said)):
        print(_summary(len(paths), formatting.changed, options), file=sys.stderr if said else sys.stdout)
    code = exit_code(said, warnings_count=False)
    is_refused = formatting.changed and (options.check or options.diff)
    return FINDINGS if code == CLEAN and is_refused else code


def _wrong_usage(options: Namespace) -> str:
    """What does not go together, in a sentence; nothing where all does."""
    if _INPUT in options.paths and len(options.paths) > 1:
        return "`-` is standard input, and stands alone"
    if options.stdin_filename is not None and options.paths and options.paths != [_INPUT]:
        return "--stdin-filename goes with the path `-`"
    return ""


def _files(options: Namespace) -> tuple[Sequence[Path], tuple[Diagnostic, ...]]:
    from scenelang.gathering import find_scene_files, project_archetypes

    paths, found = scene_paths(options)
    own = () if options.paths or paths is None else project_archetypes(Path.cwd())
    files = find_scene_files((*(paths or ()), *own), archetypes=True)
    return files.value or (), (*found, *files.diagnostics)


class _Formatting:
    """One run: what was found, and how many files were not laid out."""

    def __init__(self, options: Namespace, paths: Sequence[Path]) -> None:
        from scenelang.rewriting import TrainingProof

        self.found: list[Diagnostic] = []
        self.changed = 0
        self._options = options
        self._proof = TrainingProof(paths)

    def at(self, path: Path) -> None:
        """Lays one file out, or shows how it would be."""
        from scenelang.rewriting import load_file

        file, found = load_file(path)
        self.found += found
        if file is None:
            return
        text, found = laid_out(path, file.source, self._proof)
        self.found += found
        if text is None or text == file.source.text:
            return
        self.changed += 1
        if self._options.diff:
            print_diff(path, file.source.text, text, "laid out")
        elif self._options.check:
            print(f"{path}: not laid out")
        else:
            problems = file.write(text)
            self.found += problems
            self.changed -= bool(problems)


def laid_out(path: Path, source: SourceText, proof: TrainingProof) -> Outcome[str]:
    """A text in its layout, proven to say what it said; None where that cannot be."""
    from scenelang.diagnostics import Outcome
    from scenelang.formatting import format_text
    from scenelang.rewriting import Law
    from scenelang.source import SourceText

    text, found = format_text(source)
    if text is None or text == source.text:
        return Outcome(text, found)
    broken = proof.differences(path, source, SourceText(source.name, text), Law.LAYOUT)
    found = (*found, *proof.left_out())
    return Outcome(None, (*found, *broken)) if broken else Outcome(text, found)


def _run_on_input(options: Namespace) -> int:
    """Lays standard input out and prints it; where it cannot be, nothing is printed."""
    from scenelang.reading import decoded_source
    from scenelang.rewriting import TrainingProof

    path = options.stdin_filename or Path(_NAMELESS)
    content = sys.stdin.buffer.read()
    source, found = decoded_source(path.as_posix(), content)
    text = None
    if source is not None:
        text, said = laid_out(path, source, TrainingProof())
        found = (*found, *said)
    report(
        found, options, sys.stderr, find=lambda file: source if file == path.as_posix() else find_source(file)
    )
    if source is None or text is None:
        return exit_code(found, warnings_count=False)
    is_changed = text != source.text
    if options.diff:
        print_diff(path, source.text, text, "laid out")
    elif not options.check:
        mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
        sys.stdout.buffer.write(mark + text.encode("utf-8"))
    return FINDINGS if is_changed and (options.check or options.diff) else CLEAN


def _summary(files: int, changed: int, options: Namespace) -> str:
    if not changed:
        return f"{counted(files, 'file')}, nothing to lay out"
    return f"{changed} of {counted(files, 'file')} {'to lay out' if options.check else 'laid out'}"


VERB = Verb(
    summary="Lay scenes and archetypes out; comments stay, and what a model reads does not change.",
    examples="""
        scenelang fmt
        scenelang fmt scenes/ --check
        scenelang fmt scenes/hops/two_hop.scene --diff
        scenelang fmt - --stdin-filename scenes/new.scene < scenes/new.scene
    """,
    add_arguments=add_arguments,
    run=run,
)
