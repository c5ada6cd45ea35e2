"""What the command line has to say about models: SL710 to SL712."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Severity


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
