"""A file as it was read, so that it can be written back and nothing else: bytes, text, byte-order mark.

Takes: a path.
Gives: its text; later, the file with another text in it, or why not.
May assume: nothing.
Never does: write a file that is no longer what was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.reading import load_source
from scenelang.rewriting.atomic_write import write_atomically
from scenelang.rewriting.messages import FileChangedMeanwhile, FileNotWritten
from scenelang.source import SourceText, Span


@dataclass(frozen=True, slots=True)
class FileText:
    """A file and the text that was read from it."""

    path: Path
    source: SourceText

    def write(self, text: str) -> tuple[Diagnostic, ...]:
        """Puts another text into the file; gives what stood in the way, if anything did.

        Line breaks are written as they are in the text. A byte-order mark, the rights and the links of the
        file are kept.
        """
        here = Span.start_of(self.source.name)
        now = load_source(self.path).value
        if now is None or now.text != self.source.text:
            return (FileChangedMeanwhile(here, str(self.path)),)
        try:
            write_atomically(self.path, text)
        except OSError as error:
            return (FileNotWritten(here, str(self.path), (error.strerror or "the system says no").lower()),)
        return ()


def load_file(path: Path) -> Outcome[FileText]:
    """A file's text, or why there is none."""
    source, found = load_source(path)
    return Outcome(None if source is None else FileText(path, source), found)
