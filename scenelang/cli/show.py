"""`scenelang show`: a scene as the model will meet it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.model_option import add_model_option, asked_model
from scenelang.cli.project_paths import settings_for
from scenelang.cli.report import exit_code, find_source, report
from scenelang.cli.terminal import add_colour_option, wants_colour
from scenelang.cli.tokenizer_options import add_tokenizer_options, lowering_options, tokenizer_path
from scenelang.cli.verb import UNUSABLE, Verb, named_path
from scenelang.diagnostics import Severity, advice

if TYPE_CHECKING:
    from scenelang.compile import PlannedScene
    from scenelang.diagnostics import Diagnostic
    from scenelang.lowering import LowerOptions, SceneTokenizer
    from scenelang.signals import ModelMap
    from scenelang.tokens import TokenProgram


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `show`."""
    parser.add_argument("path", type=named_path, metavar="FILE", help="a scene")
    parser.add_argument(
        "--instance", type=int, default=0, metavar="N", help="which instance of `vary` (default: 0)"
    )
    parser.add_argument(
        "--scene", metavar="ID", help="which scene of a file that holds several (default: the only one)"
    )
    add_tokenizer_options(parser)
    add_model_option(parser)
    parser.add_argument(
        "--program", action="store_true", help="print the token program's text form, which reads back equal"
    )
    parser.add_argument(
        "--plain", action="store_true", help="no colours and links; the same as --color never"
    )
    add_colour_option(parser)


def run(options: Namespace) -> int:
    """Lowers one instance and prints it."""
    from scenelang.compile import plan_file
    from scenelang.gathering import find_scene_files
    from scenelang.lowering import load_tokenizer

    files = find_scene_files([options.path])
    if files.value is not None and len(files.value) > 1:
        return _several_scenes(options.path, files.value)
    scenes, found = (None, files.diagnostics) if files.value is None else plan_file(files.value[0])
    fitting = [scene for scene in scenes or () if options.scene in (None, scene.checked.scene.id.text)]
    if scenes is None or (not fitting and any(one.severity is Severity.ERROR for one in found)):
        report(found, options, sys.stderr)
        return exit_code(found, warnings_count=False)
    if len(fitting) != 1:
        return _which_scene(options, [scene.checked.scene.id.text for scene in scenes])
    (scene,) = fitting
    if not 0 <= options.instance < len(scene.plan):
        return _no_such_instance(options.instance, len(scene.plan))
    tokenizer, refused = load_tokenizer(tokenizer_path(options))
    model, said = asked_model(options, settings_for([options.path]))
    if tokenizer is None or (model is None and options.model is not None):
        report((*refused, *said), options, sys.stderr)
        return exit_code((*refused, *said), warnings_count=False)
    program, more = _lower(
        scene, tokenizer, replace(lowering_options(options), model=model), options.instance
    )
    found = (*found, *said, *scene.levels.applied(more))
    report(found, options, sys.stderr)
    if program is not None:
        _print(program, scene, tokenizer, options, model)
    return exit_code(found, warnings_count=False)


def _several_scenes(folder: Path, files: Sequence[Path]) -> int:
    print(
        f"scenelang: `{folder}` holds {len(files):,} scenes, and show takes one, such as `{files[0]}`",
        file=sys.stderr,
    )
    return UNUSABLE


def _which_scene(options: Namespace, ids: Sequence[str]) -> int:
    if options.scene is None:
        message = f"`{options.path}` holds {len(ids):,} scenes; name one, such as `--scene {ids[0]}`"
    else:
        message = f"there is no scene `{options.scene}` here; {advice(options.scene, ids, 'the scenes')}"
    print(f"scenelang: {message}", file=sys.stderr)
    return UNUSABLE


def _no_such_instance(number: int, count: int) -> int:
    print(
        f"scenelang: there is no instance {number}: this scene has {count:,}, numbered from 0",
        file=sys.stderr,
    )
    return UNUSABLE


def _lower(
    scene: PlannedScene, tokenizer: SceneTokenizer, options: LowerOptions, instance: int
) -> tuple[TokenProgram | None, tuple[Diagnostic, ...]]:
    from scenelang.lowering import lower_scene

    return next(lower_scene(scene.checked, scene.plan, tokenizer, options, numbers=(instance,)))


def _print(
    program: TokenProgram,
    scene: PlannedScene,
    tokenizer: SceneTokenizer,
    options: Namespace,
    model: ModelMap | None,
) -> None:
    if options.program:
        from scenelang.tokens import print_program

        print(print_program(program), end="")
        return
    from scenelang.cli.showing import show_program

    colour = not options.plain and wants_colour(options.color, sys.stdout)
    show_program(
        program, _beat_names(scene), tokenizer.decode, cache(find_source), colour=colour, model=model,
        begins=scene.checked.scene.place,
    )  # fmt: skip


def _beat_names(scene: PlannedScene) -> list[str]:
    """The beats' ids, each with its stratum where that is not the scene's."""
    checked = scene.checked
    return [
        name if stratum is checked.scene.stratum else f"{name} ({stratum.value})"
        for name, stratum in zip(checked.beat_ids, checked.strata, strict=True)
    ]


VERB = Verb(
    summary="Show a scene as the model will meet it: tokens, weights, targets, layers, each with its place.",
    examples="""
        scenelang show scenes/hops/two_hop.scene
        scenelang show scenes/hops/two_hop.scene --instance 7 --plain
        scenelang show scenes/hops/two_hop.scene --tokenizer path/to/model-folder
        scenelang show scenes/hops/two_hop.scene --model path/to/model-folder
        scenelang show scenes/hops/two_hop.scene --program > two_hop.program
    """,
    add_arguments=add_arguments,
    run=run,
)
