"""What the proof that a change leaves training alone has to say of itself."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Severity


class TokenizerNotCompared(Diagnostic):
    """A tokenizer of the project cannot be loaded, so no change was compared under it.

    Before a file is written, it is compiled as it stands and as it would be, under the built-in tokenizer and
    those that the project names. This one was left out. The others were used, and every text that a model
    reads, and what it weighs there, was found to be the same. What only this tokenizer could have shown, such
    as a target that lies on another of its tokens, was not looked at.

    To mend it, put the tokenizer where the settings say, or name another.
    """

    code: ClassVar[str] = "SL722"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "changes were not compared under the tokenizer `{name}`: {reason}"
    label: ClassVar[str] = "named here, and left out"
    help: ClassVar[str] = "write the path of a `tokenizer.json`, or of a folder that holds one"

    name: str
    reason: str
