"""`scenelang tag`: gives ids to scenes and marked spans that have none."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from scenelang.cli.counted import counted
from scenelang.cli.project_paths import add_paths, scene_paths
from scenelang.cli.report import add_report_options, exit_code, has_errors, report
from scenelang.cli.text_diff import print_diff
from scenelang.cli.verb import CLEAN, FINDINGS, Verb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from scenelang.diagnostics import Diagnostic
    from scenelang.rewriting import FileText, ProjectIds, Tagged


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
    from scenelang.rewriting import only_scenes, project_ids

    paths, found = scene_paths(options)
    files, lost = find_scene_files(paths or ())
    scenes, others = only_scenes(files or ())
    ids, said = project_ids(scenes or ())
    tagging = _Tagging(options, scenes or ())
    tagging.found += (*found, *lost, *others, *said)
    for path, project in (ids or {}).items():
        tagging.at(path, project)
    unlisted = tagging.finish(tuple({id(each): each for each in (ids or {}).values()}.values()))
    report(tagging.found, options, sys.stderr)
    summary = tagging.summary(unlisted)
    if summary and not options.diff:
        print(summary, file=sys.stderr if tagging.found else sys.stdout)
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
        if tagged is None:
            return
        if tagged.source.text == file.source.text:
            self.found += tagged.unread_before
            return
        if not (self._options.diff or self._options.check):
            self._write(file, tagged)
            return
        self.found += tagged.unread_before
        if self._options.diff:
            print_diff(path, file.source.text, tagged.source.text, "with ids")
        else:
            print(f"{path}: without an id: {_counts(tagged.scenes, tagged.spans)}")
        self._count(tagged)

    def _write(self, file: FileText, tagged: Tagged) -> None:
        problems = file.write(tagged.source.text)
        if problems:
            self.found += (*problems, *tagged.unread_before)
            return
        self.found += tagged.unread
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
        """What was done, in a line; nothing where it was not all seen."""
        if self.scenes or self.spans:
            given = "missing" if self._options.check else "given"
            return f"ids {given}: {_counts(self.scenes, self.spans)}"
        if has_errors(self.found):
            return ""
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
