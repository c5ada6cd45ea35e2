"""`scenelang migrate`: brings scenes to the newest spelling of the language, by minimal edits."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.counted import counted
from scenelang.cli.project_paths import add_paths, scene_paths
from scenelang.cli.report import add_report_options, exit_code, report
from scenelang.cli.verb import CLEAN, FINDINGS, Verb

if TYPE_CHECKING:
    from scenelang.diagnostics import Diagnostic


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `migrate`."""
    add_paths(parser)
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--diff", action="store_true", help="print the changes and write nothing")
    way.add_argument(
        "--check", action="store_true", help="write nothing; exit code 1 if a scene is in an older spelling"
    )
    add_report_options(parser)


def run(options: Namespace) -> int:
    """Migrates every file that the paths mean; one that cannot be read is reported and left."""
    from scenelang.gathering import find_scene_files

    paths, found_first = scene_paths(options)
    files = find_scene_files(paths or ())
    found: list[Diagnostic] = [*found_first, *files.diagnostics]
    changed = 0
    for path in files.value or ():
        said, is_changed = _migrate(path, options)
        found += said
        changed += is_changed
    report(found, options, sys.stderr)
    if not found and not options.diff:
        print(_summary(len(files.value or ()), changed, options))
    code = exit_code(found, warnings_count=False)
    return FINDINGS if code == CLEAN and options.check and changed else code


def _migrate(path: Path, options: Namespace) -> tuple[tuple[Diagnostic, ...], bool]:
    from scenelang.cli.text_diff import print_diff
    from scenelang.migrating import migrate_source
    from scenelang.reading import load_source
    from scenelang.rewriting import write_atomically

    source = load_source(path)
    if source.value is None:
        return source.diagnostics, False
    migrated = migrate_source(source.value)
    if migrated.value is None or not migrated.value.edits:
        return migrated.diagnostics, False
    if options.diff:
        print_diff(path, source.value.text, migrated.value.source.text, "migrated")
    elif options.check:
        print(f"{path}: {counted(migrated.value.edits, 'edit')} ({', '.join(migrated.value.steps)})")
    else:
        write_atomically(path, migrated.value.source.text)
        print(f"{path}: {counted(migrated.value.edits, 'edit')} made ({', '.join(migrated.value.steps)})")
    return (), True


def _summary(files: int, changed: int, options: Namespace) -> str:
    if not changed:
        return f"{counted(files, 'file')}, all in the newest spelling"
    return f"{changed} of {counted(files, 'file')} {'to migrate' if options.check else 'migrated'}"


VERB = Verb(
    summary="Bring scenes to the newest spelling of the language; nothing else in the file changes.",
    examples="""
        scenelang migrate --diff
        scenelang migrate scenes/
        scenelang migrate scenes/ --check
    """,
    add_arguments=add_arguments,
    run=run,
)
