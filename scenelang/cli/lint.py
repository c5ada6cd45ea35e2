"""`scenelang lint`: says everything that is wrong or unwise in scenes, and mends it where it is asked to."""

from __future__ import annotations

import gc
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.lint_arguments import STDIN, add_lint_arguments, lint_wishes, wrong_usage
from scenelang.cli.project_paths import add_paths, scene_paths, settings_for
from scenelang.cli.report import exit_code, report
from scenelang.cli.verb import CLEAN, FINDINGS, UNUSABLE, Verb

if TYPE_CHECKING:
    from scenelang.diagnostics import Diagnostic, FindSource
    from scenelang.linting import LintCount, Linted, LintOptions

_RARELY = 200_000
"""Objects made between two looks for garbage in cycles; reading scenes makes next to none."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `lint`."""
    add_paths(parser)
    add_lint_arguments(parser)


def run(options: Namespace) -> int:
    """Checks every scene; any finding gives exit code 1."""
    gc.set_threshold(_RARELY)
    wrong = next(wrong_usage(options), None)
    if wrong is not None:
        print(f"scenelang: {wrong}", file=sys.stderr)
        return UNUSABLE
    if options.watch:
        from scenelang.cli.watch import watch

        paths = options.paths
        here = settings_for(paths or [Path.cwd()])
        left_out = () if options.output_file is None else (options.output_file,)
        return watch(partial(_watched, options, tuple(paths)), (here.folder, *paths), left_out)
    return _run_once(options)


def _watched(options: Namespace, paths: tuple[Path, ...]) -> None:
    """One of many runs: what stops it is said, and the next one begins anew."""
    from scenelang.cli.report import report_refusal
    from scenelang.diagnostics import Refusal

    options.paths = list(paths)
    try:
        _run_once(options)
    except Refusal as refusal:
        report_refusal(refusal, options)


def _run_once(options: Namespace) -> int:
    if options.paths == [STDIN]:
        return _lint_stdin(options)
    paths, found = scene_paths(options)
    if paths is None:
        report(found, options)
        return exit_code(found, warnings_count=False)
    wishes = lint_wishes(options, is_whole=_is_whole(options.paths))
    if options.write_baseline:
        return _write_baseline(options, paths, wishes)
    if options.add_ignores:
        return _add_ignores(options, paths, wishes)
    if options.fix or options.diff:
        return _fix(options, paths, wishes)
    return _lint(options, paths, wishes)


def _is_whole(paths: Sequence[Path]) -> bool:
    """True where the paths hold all that their project calls its own; no paths mean all of it."""
    if not paths:
        return True
    whole = [_followed(path) for path in paths]
    sources = [_followed(source) for source in settings_for(paths).sources]
    return all(any(source.is_relative_to(path) for path in whole) for source in sources)


def _followed(path: Path) -> Path:
    """Where a path leads; a link that leads in a circle stays itself."""
    return Path(os.path.realpath(path))


def _all_paths(options: Namespace, paths: Sequence[Path]) -> tuple[Path, ...]:
    """The paths; where none were named, the project's own archetypes too."""
    from scenelang.gathering import project_archetypes

    return (*paths, *(() if options.paths else project_archetypes(Path.cwd())))


def _lint(
    options: Namespace, paths: Sequence[Path], wishes: LintOptions, before: Sequence[Diagnostic] = ()
) -> int:
    """Lints, and says what was found; `before` was found before that."""
    from scenelang.linting import lint_with

    linted, found = lint_with(_all_paths(options, paths), options=wishes)
    found = (*before, *found)
    if linted is None:
        return _say(options, found)
    if linted.baselines and any(state.gone for state in linted.baselines):
        from scenelang.cli.lint_known import shrink_baselines

        found = (*found, *shrink_baselines(linted.baselines, options))
    return _say(options, found, linted)


def _say(
    options: Namespace,
    found: Sequence[Diagnostic],
    linted: Linted | None = None,
    find: FindSource | None = None,
) -> int:
    """Writes what was found as it was asked for, and gives the exit code."""
    held = {} if linted is None else {"ignored": linted.silenced, "known": linted.known}
    held = {name: number for name, number in held.items() if number}
    counts = held if linted is None else {**linted.looked_at._asdict(), **held}
    if options.statistics:
        from scenelang.cli.lint_statistics import print_statistics

        print_statistics(found, options)
    else:
        report(found, options, counts=counts, find=find)
    if options.output_format == "text" and not options.output_file:
        back = ", ".join(f"{number:,} {name}" for name, number in held.items())
        if linted is not None and not found:
            print(f"{_looked_at(linted.looked_at)}, no findings{f' ({back})' if back else ''}")
        elif back:
            print(f"beside these: {back}")
    return _code(options, found)


def _code(options: Namespace, found: Sequence[Diagnostic]) -> int:
    """The exit code: 1 for any finding, unless so many warnings are allowed, or all are."""
    warnings = sum(one.severity.value == "warning" for one in found)
    code = exit_code(found, warnings_count=warnings > options.max_warnings)
    return CLEAN if options.exit_zero and code == FINDINGS else code


def _looked_at(count: LintCount) -> str:
    """How many scenes; how many archetypes where there is nothing else."""
    number, noun = (count.scenes, "scene")
    if not number and count.archetypes:
        number, noun = (count.archetypes, "archetype")
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _lint_stdin(options: Namespace) -> int:
    """Lints standard input as if it stood in a file of its project."""
    from scenelang.cli.report import find_source
    from scenelang.gathering import is_archetype
    from scenelang.linting import LintCount, Linted, TextLint
    from scenelang.reading import decoded_source

    path = options.stdin_filename or Path("stdin.scene")
    if is_archetype(path):
        print(f"scenelang: {path} is an archetype; standard input is linted as a scene", file=sys.stderr)
        return UNUSABLE
    source, found = decoded_source(path.as_posix(), sys.stdin.buffer.read())
    if source is None:
        return _say(options, found)
    weighed, found = TextLint((path,), lint_wishes(options, is_whole=False)).weighed(path, source)
    linted = Linted(LintCount(1, 1), weighed.silenced, weighed.known)
    name = source.name
    return _say(options, found, linted, lambda file: source if file == name else find_source(file))


def _fix(options: Namespace, paths: Sequence[Path], wishes: LintOptions) -> int:
    """Makes fixes, or shows them; then says what is left."""
    from scenelang.cli.lint_fix import run_fix
    from scenelang.gathering import find_scene_files
    from scenelang.linting import TextLint

    files, found = find_scene_files(paths)
    if files is None:
        return _say(options, found)
    fixing = run_fix(options, files, TextLint(files, wishes))
    if not options.diff:
        return _lint(options, paths, wishes, fixing.found)
    return _shown(options, fixing.found, changed=bool(fixing.changed))


def _add_ignores(options: Namespace, paths: Sequence[Path], wishes: LintOptions) -> int:
    """Writes comments for all warnings, or shows them; then says what is left."""
    from scenelang.cli.lint_known import IgnoreWriter
    from scenelang.gathering import find_scene_files, is_archetype
    from scenelang.linting import lint_with

    files, found = find_scene_files(paths)
    if files is None:
        return _say(options, found)
    writer = IgnoreWriter(options, [path for path in files if not is_archetype(path)])
    writer.add_to_all(lint_with(_all_paths(options, paths), options=wishes).diagnostics)
    print(writer.summary(), file=sys.stderr)
    if not options.diff:
        return _lint(options, paths, wishes, writer.found)
    return _shown(options, writer.found, changed=bool(writer.changed))


def _shown(options: Namespace, found: Sequence[Diagnostic], *, changed: bool) -> int:
    """What was found on the way to a diff; a file that would be changed is a finding."""
    report(found, options, sys.stderr)
    code = _code(options, found)
    return FINDINGS if code == CLEAN and changed and not options.exit_zero else code


def _write_baseline(options: Namespace, paths: Sequence[Path], wishes: LintOptions) -> int:
    """Writes the project's baseline; what cannot be known is told."""
    from scenelang.cli.lint_known import write_baseline
    from scenelang.cli.messages_lint import BaselineUnnamed
    from scenelang.diagnostics import Severity
    from scenelang.linting import can_be_known, lint_with

    settings = settings_for(options.paths or [Path.cwd()])
    if settings.lint.baseline is None:
        return _say(options, (BaselineUnnamed(settings.place),))
    if not wishes.is_whole:
        print("scenelang: --write-baseline looks at the whole project; leave the paths out", file=sys.stderr)
        return UNUSABLE
    linted, found = lint_with(_all_paths(options, paths), options=wishes)
    if linted is None:
        return _say(options, found)
    problems = write_baseline(found, settings)
    left = [one for one in found if not can_be_known(one)]
    code = _say(options, (*left, *problems))
    return code if any(one.severity is Severity.ERROR for one in (*left, *problems)) else CLEAN


VERB = Verb(
    summary="Check scenes and say everything that is wrong, with the place and what to type instead.",
    examples="""
        scenelang lint
        scenelang lint scenes/hops/two_hop.scene archetypes/mine.yaml
        scenelang lint --fix
        scenelang lint --fix --unsafe-fixes --diff
        scenelang lint --select signs,kept-blank-lines --statistics
        scenelang lint --tokenizer path/to/model --model path/to/model
        scenelang lint --output-format github
        scenelang lint --add-ignores --reason "before we had rules"
        scenelang lint --write-baseline
        scenelang lint --watch
        scenelang lint - --stdin-filename scenes/draft.scene < draft.scene
        scenelang lint --color always | less -R
    """,
    add_arguments=add_arguments,
    run=run,
)
