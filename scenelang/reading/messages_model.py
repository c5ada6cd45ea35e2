"""What can be wrong with the configuration of a model: SL090 to SL096."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Severity


class ConfigMissing(Diagnostic):
    """A folder has no `config.json`, so it is no saved model.

    A model that was saved by transformers is a folder with a `config.json` and weights; for a description the
    `config.json` alone is enough. Name the folder that holds it, or the file itself. A GGUF file, or a folder
    with a tokenizer alone, says too little.
    """

    code: ClassVar[str] = "SL090"
    title: ClassVar[str] = "the folder `{folder}` has no config.json"
    help: ClassVar[str] = "name the folder of a saved model, or a config.json{nearest}"

    folder: str
    nearest: str = ""


class ConfigUnreadable(Diagnostic):
    """A configuration is not a JSON object, or is cut off.

    `config.json` is one object in curly brackets, as transformers writes it. A file that was cut off while it
    was downloaded, or the page of an error saved under this name, is none. Fetch it again.
    """

    code: ClassVar[str] = "SL091"
    title: ClassVar[str] = "`{path}` is not the configuration of a model"
    label: ClassVar[str] = "{problem}"
    help: ClassVar[str] = (
        "a config.json is one JSON object, as transformers writes it; fetch or save it again"
    )

    path: str
    problem: str


class ConfigWithoutValue(Diagnostic):
    """A configuration does not say something that every map needs.

    The number of layers, the width and the size of the vocabulary are needed whatever the family, and so is
    `model_type`, which names the family. For the families that are known, what transformers would take in
    place of a missing value is taken here too.
    """

    code: ClassVar[str] = "SL092"
    title: ClassVar[str] = "the configuration does not say {what}"
    label: ClassVar[str] = "no {names} in here"
    help: ClassVar[str] = "add `{example}`"

    what: str
    names: str
    example: str


class ConfigWrongValue(Diagnostic):
    """A value of a configuration is of the wrong kind or out of range.

    Sizes are whole numbers without quotes, switches are `true` or `false`, and lists have one entry a layer.
    """

    code: ClassVar[str] = "SL093"
    title: ClassVar[str] = "`{name}` cannot be {written}"
    label: ClassVar[str] = "not allowed here"
    help: ClassVar[str] = "write {wanted}"

    name: str
    written: str
    wanted: str


class ConfigDisagrees(Diagnostic):
    """Values of a configuration that do not go together.

    Each is of the right kind by itself; no model can be built from both. Change one of them.
    """

    code: ClassVar[str] = "SL094"
    title: ClassVar[str] = "{reason}"
    label: ClassVar[str] = "does not go with the rest"
    help: ClassVar[str] = "change one of the two so that a model can be built"

    reason: str


class FamilyUnknown(Diagnostic):
    """The `model_type` of a configuration is none that is known here.

    The map is read from the names that most families use. What such a model can be supervised with is not
    known before training looks at the model itself. A misspelt `model_type` is the usual cause; a family that
    is newer than this version, or has code of its own, is the other.
    """

    code: ClassVar[str] = "SL095"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "the family `{family}` is not known"
    label: ClassVar[str] = "no model type of this name"
    help: ClassVar[str] = "{hint}its map is read from the usual names, and what it can take is not known"

    family: str
    hint: str


class NotCausal(Diagnostic):
    """The configuration is that of a model that does not write text from left to right.

    Scenes train causal language models: each position reads what stands before it and predicts what comes
    next. Encoders, and models that read with an encoder and write with a decoder, are something else.
    """

    code: ClassVar[str] = "SL096"
    title: ClassVar[str] = "`{family}` is no causal language model"
    label: ClassVar[str] = "of another kind"
    help: ClassVar[str] = (
        "choose a model that writes from left to right, such as llama, qwen3, gemma3 or gpt2"
    )

    family: str
