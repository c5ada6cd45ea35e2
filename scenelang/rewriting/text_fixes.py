"""Fixes of one text, round after round, until nothing is left to fix.

Takes: a text, and what says what is wrong with one.
Gives: the text after all fixes, and how many were made, by code.
May assume: nothing; a fix that spoils the text is taken back.
Never does: make two fixes that touch, go on for ever, write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from scenelang.diagnostics import Diagnostic, Safety
from scenelang.reading import read_documents
from scenelang.rewriting.chosen_fixes import ChosenFix, chosen_fixes, with_fixes
from scenelang.rewriting.messages import FixesUnsettled, FixRefused
from scenelang.source import SourceText, Span

MAX_ROUNDS = 10
Look = Callable[[SourceText], Sequence[Diagnostic]]
"""What a lint says of a text, suppressed findings left out."""


@dataclass(frozen=True, slots=True)
class FixedText:
    """A text after its fixes: how many findings of each code were fixed, and what went wrong on the way."""

    source: SourceText
    fixed: Mapping[str, int]
    found: tuple[Diagnostic, ...] = ()


def fix_text(source: SourceText, look: Look, allowed: Collection[Safety]) -> FixedText:
    """The text with all fixes of the allowed kinds."""
    fixing = _Fixing(source)
    for _ in range(MAX_ROUNDS):
        offers = chosen_fixes(fixing.source, look(fixing.source), allowed, fixing.refused)
        if not offers or not fixing.take(offers):
            return fixing.done()
    left = chosen_fixes(fixing.source, look(fixing.source), allowed, fixing.refused)
    return fixing.done(left)


class _Fixing:
    """A text on its way."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.refused: set[tuple[str, str, tuple[str, ...]]] = set()
        self._fixed: Counter[str] = Counter()
        self._found: list[Diagnostic] = []

    def take(self, offers: Sequence[ChosenFix]) -> bool:
        """Makes fixes, all at once where the text still reads afterwards; False where none could be made."""
        after = with_fixes(self.source, offers)
        if still_reads(self.source, after):
            self._keep(after, offers)
            return True
        sound: list[ChosenFix] = []
        for offer in offers:
            if still_reads(self.source, with_fixes(self.source, (*sound, offer))):
                sound.append(offer)
            else:
                self.refused.add(offer.mark)
                self._found.append(FixRefused(offer.finding.place, offer.finding.code))
        self._keep(with_fixes(self.source, sound), sound)
        return bool(sound)

    def _keep(self, after: SourceText, made: Sequence[ChosenFix]) -> None:
        self.source = after
        self._fixed.update(offer.finding.code for offer in made)

    def done(self, left: Sequence[ChosenFix] = ()) -> FixedText:
        """The text as it is now; `left` are fixes that would go on."""
        found = self._found
        if left:
            codes = ", ".join(sorted({offer.finding.code for offer in left}))
            found = [*found, FixesUnsettled(Span.start_of(self.source.name), MAX_ROUNDS, codes)]
        return FixedText(self.source, dict(sorted(self._fixed.items())), tuple(found))


def still_reads(before: SourceText, after: SourceText) -> bool:
    """Whether all that could be read of a text still can be after a change: documents, scenes, sections.

    A change may well make more of it readable.
    """
    left = iter(_readable(after))
    return all(any(_reads_as_well(old, new) for new in left) for old in _readable(before))


def _reads_as_well(old: frozenset[str] | None, new: frozenset[str] | None) -> bool:
    return old is None or (new is not None and new <= old)


def _readable(source: SourceText) -> tuple[frozenset[str] | None, ...]:
    """For each document that reads, what of its scene does not; None for one without a scene."""
    documents = read_documents(source).value or ()
    return tuple(None if scene is None else scene.unread for _, scene in documents)
