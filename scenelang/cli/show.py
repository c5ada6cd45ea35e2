"""`scenelang show`: a scene as the model will meet it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.report import exit_code, find_source, report
from scenelang.cli.terminal import add_colour_option, wants_colour
from scenelang.cli.tokenizer_options import add_tokenizer_options, lowering_options
from scenelang.cli.verb import UNUSABLE, Verb

if TYPE_CHECKING:
    from scenelang.compile import PlannedScene
    from scenelang.diagnostics import Diagnostic
    from scenelang.lowering import SceneTokenizer
    from scenelang.tokens import TokenProgram


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `show`."""
    parser.add_argument("path", type=Path, metavar="FILE", help="a scene")
    parser.add_argument(
        "--instance", type=int, default=0, metavar="N", help="which instance of `vary` (default: 0)"
    )
    add_tokenizer_options(parser)
    parser.add_argument(
        "--program", action="store_true", help="print the token program's text form, which reads back equal"
    )
    parser.add_argument(
        "--plain", action="store_true", help="no colours and links; the same as --color never"
    )
    add_colour_option(parser)


def run(options: Namespace) -> int:
    """Lowers one instance and prints it."""
    from scenelang.compile import find_scene_files, plan_file
    from scenelang.lowering import load_tokenizer

    files = find_scene_files([options.path])
    if files.value is not None and len(files.value) > 1:
        return _several_scenes(options.path, files.value)
    scene, found = (None, files.diagnostics) if files.value is None else plan_file(files.value[0])
    if scene is None:
        report(found, options, sys.stderr)
        return exit_code(found, warnings_count=False)
    if not 0 <= options.instance < len(scene.plan):
        return _no_such_instance(options.instance, len(scene.plan))
    tokenizer, refused = load_tokenizer(options.tokenizer)
    if tokenizer is None:
        report(refused, options, sys.stderr)
        return exit_code(refused, warnings_count=False)
    program, said = _lower(scene, tokenizer, options)
    found = (*found, *said)
    report(found, options, sys.stderr)
    if program is not None:
        _print(program, scene, tokenizer, options)
    return exit_code(found, warnings_count=False)


def _several_scenes(folder: Path, files: Sequence[Path]) -> int:
    print(
        f"scenelang: `{folder}` holds {len(files):,} scenes, and show takes one, such as `{files[0]}`",
        file=sys.stderr,
    )
    return UNUSABLE


def _no_such_instance(number: int, count: int) -> int:
    print(
        f"scenelang: there is no instance {number}: this scene has {count:,}, numbered from 0",
        file=sys.stderr,
    )
    return UNUSABLE


def _lower(
    scene: PlannedScene, tokenizer: SceneTokenizer, options: Namespace
) -> tuple[TokenProgram | None, tuple[Diagnostic, ...]]:
    from scenelang.lowering import lower_scene

    lowered = lower_scene(
        scene.checked, scene.plan, tokenizer, lowering_options(options), numbers=(options.instance,)
    )
    return next(lowered)


def _print(program: TokenProgram, scene: PlannedScene, tokenizer: SceneTokenizer, options: Namespace) -> None:
    if options.program:
        from scenelang.tokens import print_program

        print(print_program(program), end="")
        return
    from scenelang.cli.showing import show_program

    colour = not options.plain and wants_colour(options.color, sys.stdout)
    show_program(program, scene.checked.beat_ids, tokenizer.decode, cache(find_source), colour=colour)


VERB = Verb(
    summary="Show a scene as the model will meet it: tokens, weights, targets, layers, each with its place.",
    examples="""
        scenelang show scenes/hops/two_hop.scene
        scenelang show scenes/hops/two_hop.scene --instance 7 --plain
        scenelang show scenes/hops/two_hop.scene --tokenizer path/to/model-folder
        scenelang show scenes/hops/two_hop.scene --program > two_hop.program
    """,
    add_arguments=add_arguments,
    run=run,
)
