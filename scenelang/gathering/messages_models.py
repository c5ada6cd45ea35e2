"""What is wrong with the name of a model: SL705, SL710."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class ModelNotFound(Diagnostic):
    """There is no model of this name.

    A model is the folder of a saved one, a `config.json`, a name that the project's settings give to one
    (`[models]`), or the name of one on the Hugging Face Hub that is on this machine already. Nothing is
    looked up on a network. `hf download NAME config.json` brings the configuration of a model here, which is
    all that is needed.
    """

    code: ClassVar[str] = "SL710"
    title: ClassVar[str] = "there is no model `{name}`"
    help: ClassVar[str] = "{advice}"

    name: str
    advice: str


class NamedModelMissing(Diagnostic):
    """The settings of the project name a model, and nothing is where they say it is.

    A path under `[models]` begins at the folder of the settings file, wherever the command runs. It leads to
    the folder of a saved model or to a configuration file. A model of the Hugging Face Hub needs no name
    there: write its own name behind `--model`.
    """

    code: ClassVar[str] = "SL705"
    title: ClassVar[str] = "the model `{name}` is not there: `{settings}` says it is `{path}`"
    label: ClassVar[str] = "no such file or folder"
    help: ClassVar[str] = (
        "write the path of a model's folder or config.json; it begins at the folder of `{settings}`"
    )

    name: str
    settings: str
    path: str
