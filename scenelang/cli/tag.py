"""`scenelang tag`: gives ids to scenes and marked spans that have none."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from scenelang.cli.counted import counted
from scenelang.cli.project_paths import add_paths, scene_paths
from scenelang.cli.report import add_report_options, exit_code, report
from scenelang.cli.text_diff import print_diff
from scenelang.cli.verb import CLEAN, FINDINGS, Verb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from scenelang.diagnostics import Diagnostic
    from scenelang.rewriting import ProjectIds, Tagged


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `tag`."""
    add_paths(parser)
    way = parser.add_mutually_exclusive_group()
    way.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit code 1 if an id is missing, in a scene or in scenelang.ids",
    )
    way.add_argument(
        "--diff",
        action="store_true",
        help="print the changes and write nothing; exit code 1 if there are any",
    )
    add_report_options(parser)


def run(options: Namespace) -> int:
    """Gives ids in every file that the paths mean."""
    from scenelang.gathering import find_scene_files
    from scenelang.rewriting import project_ids

    paths, found = scene_paths(options)
    files = find_scene_files(paths or ())
    ids, said = project_ids(files.value or ())
    tagging = _Tagging(options, files.value or ())
    tagging.found += (*found, *files.diagnostics, *said)
    for path, project in (ids or {}).items():
        tagging.at(path, project)
    unlisted = tagging.finish(tuple({id(each): each for each in (ids or {}).values()}.values()))
    report(tagging.found, options, sys.stderr)
    if not options.diff:
        print(tagging.summary(unlisted), file=sys.stderr if tagging.found else sys.stdout)
    code = exit_code(tagging.found, warnings_count=False)
    is_missing = (tagging.scenes or tagging.spans or unlisted) and (options.check or options.diff)
    return FINDINGS if code == CLEAN and is_missing else code


class _Tagging:
    """One run: what was found, and how many ids were missing."""

    def __init__(self, options: Namespace, paths: Sequence[Path]) -> None:
        from scenelang.rewriting import TrainingProof

        self.found: list[Diagnostic] = []
        self.scenes = 0
        self.spans = 0
        self._options = options
        self._proof = TrainingProof(paths)

    def at(self, path: Path, ids: ProjectIds) -> None:
        """Gives the ids of one file, or shows them."""
        from scenelang.rewriting import load_file

        file, found = load_file(path)
        self.found += found
        if file is None:
            return
        tagged, found = ids.tag(file, self._proof)
        self.found += found
        if tagged is None or tagged.source.text == file.source.text:
            return
        if self._options.diff:
            print_diff(path, file.source.text, tagged.source.text, "with ids")
        elif self._options.check:
            print(f"{path}: without an id: {_counts(tagged.scenes, tagged.spans)}")
        else:
            problems = file.write(tagged.source.text)
            self.found += problems
            if problems:
                return
        self._count(tagged)

    def _count(self, tagged: Tagged) -> None:
        self.scenes += tagged.scenes
        self.spans += tagged.spans

    def finish(self, projects: Sequence[ProjectIds]) -> bool:
        """Brings the lists of used ids up to date; True where one lacked an id."""
        unlisted = [project for project in projects if not project.is_listed]
        if not (self._options.check or self._options.diff):
            for project in unlisted:
                self.found += project.keep()
        return bool(unlisted)

    def summary(self, unlisted: bool) -> str:
        """What was done, in a line."""
        if self.scenes or self.spans:
            given = "missing" if self._options.check else "given"
            return f"ids {given}: {_counts(self.scenes, self.spans)}"
        if unlisted and self._options.check:
            return "every scene and every marked span has an id; scenelang.ids does not list them all"
        return "every scene and every marked span has an id"


def _counts(scenes: int, spans: int) -> str:
    parts = [counted(number, noun) for number, noun in ((scenes, "scene"), (spans, "span")) if number]
    return ", ".join(parts)


VERB = Verb(
    summary="Give ids to scenes and marked spans that have none; no id is ever used twice.",
    examples="""
        scenelang tag
        scenelang tag scenes/ --diff
        scenelang tag --check
    """,
    add_arguments=add_arguments,
    run=run,
)
