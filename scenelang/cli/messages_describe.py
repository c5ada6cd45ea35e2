"""What the command line has to say about models: SL706, SL707, SL711, SL712."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Severity


class ModelNotBuilt(Diagnostic):
    """The configuration reads, but no model could be built from it.

    The map is then read from the configuration alone, and what the model shows while it runs is what models
    of its family show as a rule. The version of transformers that is installed may be older than the model,
    the model may need code of its own, or its sizes do not fit together.
    """

    code: ClassVar[str] = "SL711"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = (
        "transformers cannot build and run this model; the map is the configuration's alone"
    )
    label: ClassVar[str] = "no model of this"
    help: ClassVar[str] = "check the sizes, or try another version of transformers; `--quick` does not build"


class MapsDisagree(Diagnostic):
    """What the configuration says and what the model shows are not the same.

    The description is that of the model itself. `scenelang compile --model` reads the configuration alone, so
    its checks may differ from what training finds. Models that differ from layer to layer in more than their
    kind of attention are the usual cause.
    """

    code: ClassVar[str] = "SL712"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "the model and its configuration differ in {what}"
    label: ClassVar[str] = "read from here"
    help: ClassVar[str] = (
        "go by this description; the checks of `compile --model` read the configuration alone"
    )

    what: str


class ProbedFolderMissing(Diagnostic):
    """There is no folder with the model that is to be probed.

    What is probed is the folder of a saved model, such as the `out` of a recipe, seen from the folder that
    the command runs in, or a model of the Hugging Face Hub by its name. A path is not looked up on the Hub.
    """

    code: ClassVar[str] = "SL706"
    title: ClassVar[str] = "there is no folder `{path}`"
    help: ClassVar[str] = "name the folder of a saved model, such as a recipe's `out`{nearest}"

    path: str
    nearest: str


class ProbedModelUnreadable(Diagnostic):
    """The model that is to be probed could not be loaded.

    A folder needs a `config.json` and weights, as `scenelang train` writes them into a recipe's `out`; any
    other name is looked up on the Hugging Face Hub.
    """

    code: ClassVar[str] = "SL707"
    title: ClassVar[str] = "cannot load the model `{name}`: {reason}"
    help: ClassVar[str] = "name a folder with config.json and weights, or a model of the Hugging Face Hub"

    name: str
    reason: str
