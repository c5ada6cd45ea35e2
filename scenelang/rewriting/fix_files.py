"""Fixes of one file: the safe ones proven to leave training alone, the others kept apart.

Takes: a file, and what says what is wrong with its text.
Gives: the text before and after, what was fixed, and what unsafe fixes do to what a model reads.
May assume: nothing.
Never does: keep safe fixes that change training; write (`FileText.write` does, if the caller wants it).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from scenelang.diagnostics import Diagnostic, Safety
from scenelang.rewriting.file_text import FileText
from scenelang.rewriting.same_training import Law, TrainingProof
from scenelang.rewriting.text_fixes import Look, fix_text
from scenelang.source import SourceText

if TYPE_CHECKING:
    from scenelang.rewriting.training_digest import TrainingDigest

_EVERY = frozenset(Safety)


class Effect(StrEnum):
    """What a change does to what a model reads, from nothing to most."""

    NOTHING = "nothing that is trained"
    SUPERVISION = "weights, targets or labels"
    TEXT = "the text itself"
    COMPILES = "whether a scene compiles"


@dataclass(frozen=True, slots=True)
class FileFixes:
    """A file after its fixes. `effect` is that of the unsafe ones, None where none was made."""

    file: FileText
    after: SourceText
    fixed: Mapping[str, int]
    effect: Effect | None = None
    found: tuple[Diagnostic, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to write."""
        return self.after.text != self.file.source.text


def fix_file(file: FileText, look: Look, proof: TrainingProof, *, unsafe: bool = False) -> FileFixes:
    """Fixes a file in memory.

    Args:
        file: The file as it was read.
        look: Says what is wrong with a text, as if it stood in this file; suppressed findings left out.
        proof: Holds safe fixes to the law.
        unsafe: True where fixes that change what a model reads are wanted too.
    """
    safe = fix_text(file.source, look, {Safety.SAFE})
    found, fixed, reached = safe.found, Counter(safe.fixed), safe.source
    if reached.text != file.source.text:
        broken = proof.differences(file.path, file.source, reached, Law.FIX)
        found = (*found, *proof.left_out())
        if broken:
            return FileFixes(file, file.source, {}, None, (*found, *broken))
    if not unsafe:
        return FileFixes(file, reached, fixed, None, found)
    more = fix_text(reached, look, _EVERY)
    later = (one for one in more.found if one not in found)  # what was refused as safe is refused again
    effect = None
    if more.source.text != reached.text:
        effect = effect_of(proof.digest(file.path, reached), proof.digest(file.path, more.source))
    fixed.update(more.fixed)
    return FileFixes(
        file, more.source, dict(sorted(fixed.items())), effect, (*found, *later, *proof.left_out())
    )


def effect_of(before: TrainingDigest, after: TrainingDigest) -> Effect:
    """The greatest effect on any scene of a file."""
    if [each is None for each in before.programs] != [each is None for each in after.programs]:
        return Effect.COMPILES
    if before.texts != after.texts:
        return Effect.TEXT
    return Effect.NOTHING if before.programs == after.programs else Effect.SUPERVISION
