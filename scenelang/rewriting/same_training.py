"""The law of every rewriting: what a model reads stays as it was, shown and not believed.

Takes: a file's text before and after.
Gives: nothing where the law holds; otherwise what differs.
May assume: nothing; scenes that do not compile are compared as far as they read.
Never does: write, or trust whoever made the change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.diagnostics import Diagnostic, Severity
from scenelang.gathering import SceneRun, is_archetype
from scenelang.model import Beat, BeatText, MarkedSpan, Name, Scene, TextPiece
from scenelang.printing import essence
from scenelang.reading import read_documents, read_trees
from scenelang.rewriting.messages import TrainingWouldChange
from scenelang.rewriting.messages_proof import TokenizerNotCompared
from scenelang.rewriting.same_values import first_difference
from scenelang.source import SourceText, Span

if TYPE_CHECKING:
    from scenelang.lowering import SceneTokenizer
    from scenelang.rewriting.training_digest import TrainingDigest


class Law(Enum):
    """What a kind of change must keep, beside the tokens, weights and targets of whatever compiles.

    A new layout keeps every value; a fix may respell values, and must keep what a scene that does not
    compile says; new ids add names where there were none, and nothing else.
    """

    LAYOUT = "layout"
    FIX = "fix"
    IDS = "ids"


class TrainingProof:
    """Compares texts of the files of one run; tokenizers are loaded when the first text is compared."""

    def __init__(self, files: Sequence[Path] = ()) -> None:
        self._run = SceneRun(tuple(files))
        self._loaded: dict[Path, SceneTokenizer | None] = {}
        self._left_out: list[Diagnostic] = []

    def differences(
        self, path: Path, before: SourceText, after: SourceText, law: Law
    ) -> tuple[Diagnostic, ...]:
        """What breaks the law: one finding, at the start of the file, or none."""
        what = next(self._broken(path, before, after, law), None)
        return () if what is None else (TrainingWouldChange(Span.start_of(before.name), what),)

    def digest(self, path: Path, source: SourceText) -> TrainingDigest:
        """What the scenes of a text become, under the built-in tokenizer and those that the project names."""
        from scenelang.rewriting.training_digest import training_digest  # noqa: PLC0415 - loads tokenizers

        return training_digest(path, _scenes(source), self._run, self._tokenizers(path))

    def left_out(self) -> tuple[Diagnostic, ...]:
        """Tokenizers of projects that could not be used, since this was last asked: each is told once."""
        told, self._left_out = tuple(self._left_out), []
        return told

    def _broken(self, path: Path, before: SourceText, after: SourceText, law: Law) -> Iterator[str]:
        if law is Law.LAYOUT or is_archetype(path):
            yield from _values_differ(before, after)
        if is_archetype(path):
            return
        old, new = _scenes(before), _scenes(after)
        if len(old) != len(new):
            yield f"there were {len(old)} scenes, and there would be {len(new)}"
            return
        if law is Law.IDS:
            old = tuple(map(_with_ids_of, old, new))
        alike = [essence(one) == essence(other) for one, other in zip(old, new, strict=True)]
        if law is not Law.FIX and not all(alike):
            yield f"scene {alike.index(False) + 1} of the file would say something else"
        yield from self._programs_differ(path, before, after, alike)

    def _programs_differ(
        self, path: Path, before: SourceText, after: SourceText, alike: Sequence[bool]
    ) -> Iterator[str]:
        old, new = self.digest(path, before).programs, self.digest(path, after).programs
        for number, (one, other) in enumerate(zip(old, new, strict=True)):
            if one is None and not alike[number]:
                yield f"scene {number + 1} of the file does not compile, and would say something else"
            if one is not None and one != other:
                yield f"scene {number + 1} of the file would have other tokens, weights or targets"

    def _tokenizers(self, path: Path) -> tuple[SceneTokenizer, ...]:
        settings = self._run.settings(path)
        for name, file in sorted(settings.tokenizers.items()):
            if file not in self._loaded:
                place = settings.places.get(f"tokenizers.{name}", settings.place)
                self._loaded[file] = self._load(path, name, file, place)
        named = (self._loaded[file] for file in sorted(set(settings.tokenizers.values())))
        return (_built_in(), *(each for each in named if each is not None))

    def _load(self, path: Path, name: str, file: Path, place: Span) -> SceneTokenizer | None:
        """A tokenizer that the project of a file names; None where there is none that compiles anything."""
        from scenelang.lowering import load_tokenizer  # noqa: PLC0415 - for files that would be written

        tokenizer, said = load_tokenizer(file)
        if tokenizer is None:
            told = TokenizerNotCompared(place, name, said[0].message)
            self._left_out += self._run.levels(path).applied((told,))
        return tokenizer


@cache
def _built_in() -> SceneTokenizer:
    from scenelang.lowering import load_tokenizer  # noqa: PLC0415 - for files that would be written

    tokenizer = load_tokenizer().value
    assert tokenizer is not None
    return tokenizer


def _scenes(source: SourceText) -> tuple[Scene, ...]:
    documents = read_documents(source).value or ()
    return tuple(document.scene for document in documents if document.scene is not None)


def _values_differ(before: SourceText, after: SourceText) -> Iterator[str]:
    old, new = read_trees(before), read_trees(after)
    if [each.code for each in old.diagnostics if each.severity is Severity.ERROR] != [
        each.code for each in new.diagnostics if each.severity is Severity.ERROR
    ]:
        yield "it would read otherwise"
    if len(old.value or ()) != len(new.value or ()):
        yield "it would have another number of documents"
        return
    for one, other in zip(old.value or (), new.value or (), strict=True):
        place = first_difference(one, other)
        if place is not None:
            line = after.position(place.start).line
            yield f"line {line} of the result would have another value"


def _with_ids_of(old: Scene, new: Scene) -> Scene:
    """A scene with the ids that it has been given: its own where it had none, and those of its spans.

    Braces without a mark are a mistake until an id stands in them.
    """
    if "id" in old.unread and not old.id.text:
        old = replace(old, id=new.id)
    if new.unread <= old.unread:
        old = replace(old, unread=new.unread)
    if len(old.beats) != len(new.beats):
        return old
    return replace(old, beats=tuple(map(_beat_with_ids, old.beats, new.beats)))


def _beat_with_ids(old: Beat, new: Beat) -> Beat:
    return replace(old, text=BeatText(old.text.scalar, _with_ids(old.text.pieces, new.text.pieces)))


def _with_ids(old: tuple[TextPiece, ...], new: tuple[TextPiece, ...]) -> tuple[TextPiece, ...]:
    if len(old) != len(new):
        return old
    return tuple(map(_piece_with_id, old, new))


def _piece_with_id(old: TextPiece, new: TextPiece) -> TextPiece:
    if not isinstance(old, MarkedSpan) or not isinstance(new, MarkedSpan):
        return old
    id_: Name | None = new.id if old.id is None else old.id
    return replace(old, id=id_, children=_with_ids(old.children, new.children))
