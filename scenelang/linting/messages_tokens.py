"""What lint says of tokenizers and models that a project names and that are not at hand: SL875."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Severity


class NamedNotHere(Diagnostic):
    """The project names a tokenizer or a model whose files are not here, so lint did not look at it.

    Tokenizers and models are often fetched where they are needed and not kept with the scenes. Lint then
    says what it can without them: everything that the text and the rules of a scene show. What only tokens
    show, such as a span whose edge splits a token, is left for a machine that has the files, or for
    `scenelang compile`.

    To mend it, fetch the files to where the settings say they are; or name others for this run with
    `--tokenizer` and `--model`; or, where they are never at hand, write `SL875 = "off"` under `[rules]`.
    """

    code: ClassVar[str] = "SL875"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "the {kind} `{name}` is not here, so its rules were not asked"
    label: ClassVar[str] = "nothing is there"
    help: ClassVar[str] = (
        "fetch it to `{path}`, name another for this run with `--{kind}`, or write"
        ' `SL875 = "off"` under `[rules]`'
    )

    kind: str
    name: str
    path: str
