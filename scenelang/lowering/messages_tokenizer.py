"""What the loading of a tokenizer has to say."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Severity


class TokenizerMissing(Diagnostic):
    """There is no tokenizer at the given path.

    `--tokenizer` takes a `tokenizer.json` file, or a folder that holds one, such as a downloaded model.
    Without the option the small tokenizer that comes with scenelang is used.
    """

    code: ClassVar[str] = "SL450"
    title: ClassVar[str] = "no tokenizer at `{path}`: {problem}"
    label: ClassVar[str] = "{problem}"
    help: ClassVar[str] = (
        "give a `tokenizer.json`, or a folder that holds one; without `--tokenizer` the built-in one is used"
    )

    path: str
    problem: str


class TokenizerUnreadable(Diagnostic):
    """A file that is not a tokenizer.

    The file must be a `tokenizer.json` as Hugging Face models carry it: one JSON object with the model, its
    vocabulary and the way text is cut. `vocab.json`, `tokenizer_config.json`, `tokenizer.model` and the files
    of other libraries are something else. A file cut off while it was downloaded is none either.
    """

    code: ClassVar[str] = "SL451"
    title: ClassVar[str] = "`{path}` is not a tokenizer file"
    label: ClassVar[str] = "{problem}"
    help: ClassVar[str] = "give the `tokenizer.json` of a model, or the folder that holds it"

    path: str
    problem: str


class TokenizerOffsetsBroken(Diagnostic):
    """A tokenizer that does not know where its tokens stand.

    Spans of a scene are found among the tokens by character offsets. This tokenizer's offsets do not go
    through a test text in order, or name other characters than its tokens mean, so weights and targets would
    land on the wrong tokens. Some published tokenizers have this fault in some versions of the `tokenizers`
    library; another version, or another tokenizer, helps.
    """

    code: ClassVar[str] = "SL452"
    title: ClassVar[str] = "the tokenizer `{path}` gives wrong character offsets"
    label: ClassVar[str] = "{problem}"
    help: ClassVar[str] = "use another tokenizer, or another version of the `tokenizers` library"

    path: str
    problem: str


class UnknownCharacters(Diagnostic):
    """The tokenizer has no token for some of the text.

    Characters outside its vocabulary all become one and the same "unknown" token: the model cannot read or
    learn them. Choose a tokenizer that covers the language of the scene (byte-level ones cover every text),
    or write the text without these characters.
    """

    code: ClassVar[str] = "SL453"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "the tokenizer has no token for `{text}`{found_in}"
    label: ClassVar[str] = "becomes the unknown token"
    help: ClassVar[str] = "use a tokenizer that covers this text, such as a byte-level one"

    text: str
    found_in: str
