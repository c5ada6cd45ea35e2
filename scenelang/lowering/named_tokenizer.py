"""Which tokenizer a name means: a file, a folder, or a name that the project gives to one.

Takes: what was typed, and the settings of the project.
Gives: the path of a tokenizer.
May assume: nothing.
Never does: open it.
"""

from __future__ import annotations

from pathlib import Path

from scenelang.diagnostics import Outcome, advice
from scenelang.lowering.messages_tokenizer import TokenizerNotNamed
from scenelang.reading import ProjectSettings
from scenelang.source import Span


def find_tokenizer(asked: Path, settings: ProjectSettings) -> Outcome[Path]:
    """The file or folder of a tokenizer; a path goes before a name."""
    named = settings.tokenizers
    if asked.exists() or not named:
        return Outcome(asked)
    if str(asked) in named:
        return Outcome(named[str(asked)])
    known = advice(str(asked), sorted(named), "the tokenizers of this project")
    return Outcome(None, (TokenizerNotNamed(Span.start_of(asked), str(asked), known),))
