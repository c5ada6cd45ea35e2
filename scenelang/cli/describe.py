"""`scenelang describe`: the map of a model that authors and the compiler go by."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import fields
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from scenelang.cli.messages_describe import MapsDisagree, ModelNotBuilt
from scenelang.cli.output_format import BRIEF_FORMATS
from scenelang.cli.project_paths import settings_for
from scenelang.cli.report import add_report_options, exit_code, find_source, report
from scenelang.cli.terminal import line_columns, wants_colour
from scenelang.cli.verb import Verb
from scenelang.diagnostics import Diagnostic, Outcome, render_json
from scenelang.source import Span

if TYPE_CHECKING:
    from scenelang.gathering import FoundModel
    from scenelang.signals import ModelMap

_NEEDED = ("torch", "transformers")
_STYLES = {"bold": "\x1b[1m", "dim": "\x1b[2m", "green": "\x1b[32m", "yellow": "\x1b[33m", "red": "\x1b[31m"}


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `describe`."""
    parser.add_argument(
        "model",
        metavar="MODEL",
        help="a model's folder, its config.json, a name of the project's settings, or a Hub name that is on"
        " this machine",
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="read the configuration alone, even where torch is there to build the model",
    )
    add_report_options(parser, BRIEF_FORMATS)


def run(options: Namespace) -> int:
    """Prints the map, or what is wrong with the configuration."""
    from scenelang.gathering import find_model

    model, found = find_model(options.model, settings_for([Path.cwd()]))
    description = None
    if model is not None:
        description, said = _describe(model, build=not options.quick)
        found = (*found, *said)
    if options.format == "json":
        _print_json(description, found)
    else:
        report(found, options, sys.stderr)
        if description is not None:
            _print(description, options)
    return exit_code(found, warnings_count=False)


class Description(NamedTuple):
    """The map of a model, what it is called, and what the map was read from: `config` or `model`."""

    name: str
    model: ModelMap
    read_from: str


def _describe(found: FoundModel, *, build: bool) -> Outcome[Description]:
    from scenelang.gathering import read_map
    from scenelang.reading import FamilyUnknown

    by_config, said = read_map(found)
    if by_config is None:
        return Outcome(None, said)
    name = found.name if found.path is None else _called(found.path)
    if not build or not all(map(find_spec, _NEEDED)):
        return Outcome(Description(name, by_config, "config"), said)
    by_model = _build(found)
    if by_model is None:
        return Outcome(Description(name, by_config, "config"), (*said, ModelNotBuilt(found.place)))
    # A family that is newer than this version of scenelang is known once its model is built.
    known = tuple(one for one in said if not isinstance(one, FamilyUnknown))
    return Outcome(
        Description(name, by_model, "model"), (*known, *_differences(by_config, by_model, found.place))
    )


def _build(found: FoundModel) -> ModelMap | None:
    """The map of the model itself; None where none can be built."""
    from scenelang.training import describe_folder, describe_written

    return describe_written(found.written) if found.path is None else describe_folder(found.path)


def _differences(config: ModelMap, model: ModelMap, place: Span) -> tuple[MapsDisagree, ...]:
    """Where a known family shows something else than its configuration says."""
    if not config.known:
        return ()
    names = [one.name for one in fields(config) if getattr(config, one.name) != getattr(model, one.name)]
    return (MapsDisagree(place, ", ".join(names).replace("_", " ")),) if names else ()


def _called(path: Path) -> str:
    """The last words of a path that say something: the folder of a `config.json`, the model of a snapshot."""
    folder = path.resolve() if path.is_dir() else path.resolve().parent
    if folder.parent.name == "snapshots":
        return folder.parent.parent.name.removeprefix("models--").replace("--", "/")
    return folder.name if path.is_dir() or path.name == "config.json" else path.stem


def _print(description: Description, options: Namespace) -> None:
    from scenelang.cli.showing.model_view import model_lines

    colour = wants_colour(options.color, sys.stdout)
    lines = model_lines(
        description.model,
        description.name,
        lambda style, text: f"{_STYLES[style]}{text}\x1b[0m" if colour else text,
        line_columns(sys.stdout),
        blocks=_shows_blocks(sys.stdout),
    )
    for line in lines:
        print(line)
    if description.read_from == "config":
        print("\n  read from the configuration alone")


def _shows_blocks(stream: TextIO) -> bool:
    from scenelang.cli.showing.model_view import BLOCKS

    try:
        BLOCKS.encode(stream.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _print_json(description: Description | None, found: tuple[Diagnostic, ...]) -> None:
    from scenelang.cli.showing.model_json import model_json

    said = json.loads(render_json(found, cache(find_source)))
    model = None if description is None else model_json(*description)
    print(json.dumps({"version": said.pop("version"), "model": model, **said}, ensure_ascii=False, indent=2))


VERB = Verb(
    summary="Describe a model: its layers, heads and bands, and which supervision it can take, and why not.",
    examples="""
        scenelang describe path/to/model-folder
        scenelang describe path/to/config.json --quick
        scenelang describe HuggingFaceTB/SmolLM2-135M
        scenelang describe path/to/model-folder --format json > model.json
    """,
    add_arguments=add_arguments,
    run=run,
)
