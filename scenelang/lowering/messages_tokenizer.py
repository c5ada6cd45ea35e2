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


class NoChatTemplate(Diagnostic):
    """A chat is asked for, and the tokenizer has no chat template.

    How a conversation becomes one text is the model's own way, written down in its chat template. That is
    looked for beside the tokenizer: in `chat_template.jinja`, else under `chat_template` in
    `tokenizer_config.json` (in a list of them, the one named `default`). Base models and the built-in
    tokenizer have none.
    """

    code: ClassVar[str] = "SL454"
    title: ClassVar[str] = "the tokenizer `{path}` has no chat template"
    label: ClassVar[str] = "no `chat_template.jinja`, and none in `tokenizer_config.json`"
    help: ClassVar[str] = (
        "give the folder of a chat model, or put a `chat_template.jinja` beside the tokenizer"
    )

    path: str


class ChatTemplateUnreadable(Diagnostic):
    """A chat template that is none.

    The file is cut off, or is not written as the templates of Hugging Face models are. Take it from the model
    again.
    """

    code: ClassVar[str] = "SL455"
    title: ClassVar[str] = "the chat template in `{path}` cannot be used"
    label: ClassVar[str] = "{problem}"
    help: ClassVar[str] = "take the file from the model again, or render plain text"

    path: str
    problem: str


class TokenizerConfigUnreadable(Diagnostic):
    """The file beside a tokenizer that says what its special tokens are is not readable.

    `tokenizer_config.json` (and `special_tokens_map.json` in older folders) must be one JSON object. A chat
    template needs it: it says with which tokens a text begins and ends.
    """

    code: ClassVar[str] = "SL456"
    title: ClassVar[str] = "`{path}` is not a configuration of a tokenizer"
    label: ClassVar[str] = "it is not one JSON object"
    help: ClassVar[str] = "take the file from the model again, or render plain text"

    path: str


class TokensMeanOtherText(Diagnostic):
    """The tokens of a span do not mean what the span says.

    What the span's tokens decode to differs from the text by more than the tokenizer's own normalisation
    (case, accents, width, white space). Either its character offsets are wrong for this text, or it cannot
    say what it reads. Nothing can be placed on such tokens.
    """

    code: ClassVar[str] = "SL457"
    title: ClassVar[str] = "the tokens of {span} mean `{decoded}`, not `{text}`{found_in}"
    label: ClassVar[str] = "its tokens mean `{decoded}`"
    help: ClassVar[str] = "write the text in other characters, or use another tokenizer"

    span: str
    decoded: str
    text: str
    found_in: str


class TokenizerNotNamed(Diagnostic):
    """`--tokenizer` names neither a path nor a tokenizer of the project.

    Under `tokenizers` in `scenelang.toml` a project gives names to the tokenizers that it compiles for; they
    may stand where a path may. A path that exists goes before a name.
    """

    code: ClassVar[str] = "SL458"
    title: ClassVar[str] = (
        "there is no tokenizer `{name}`: no such path, and none of that name in the project"
    )
    label: ClassVar[str] = "neither a path nor a name"
    help: ClassVar[str] = "{known}"

    name: str
    known: str
