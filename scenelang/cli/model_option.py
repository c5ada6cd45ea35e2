"""Which model a command line means to hold scenes against."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from scenelang.diagnostics import Outcome

if TYPE_CHECKING:
    from scenelang.reading import ProjectSettings
    from scenelang.signals import ModelMap


def add_model_option(parser: ArgumentParser) -> None:
    """Adds `--model`."""
    parser.add_argument(
        "--model",
        metavar="FOLDER_OR_CONFIG_OR_NAME",
        help="hold layers, heads and lengths against this model: its folder or config.json, or the name that"
        " the project's settings give to it (default: no model)",
    )


def asked_model(options: Namespace, settings: ProjectSettings) -> Outcome[ModelMap | None]:
    """The map of the model that a command line asks for; no value and no error where it asks for none."""
    if options.model is None:
        return Outcome(None)
    from scenelang.gathering import find_model, read_map

    model, found = find_model(options.model, settings)
    if model is None:
        return Outcome(None, found)
    described, said = read_map(model)
    return Outcome(described, (*found, *said))
