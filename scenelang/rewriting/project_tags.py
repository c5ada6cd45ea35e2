"""Gives ids to the files of a project, and keeps the list of those that were ever used.

Takes: files. Gives: each with its ids, proven to be the same training; the list with the new ids.
May assume: nothing.
Never does: write; `ProjectIds.keep` and `FileText.write` do, if the caller wants it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from scenelang.checking import files_under, find_project, read_scene_file
from scenelang.diagnostics import Diagnostic, Outcome, Severity
from scenelang.model import Scene
from scenelang.reading import read_scenes
from scenelang.rewriting.atomic_write import write_atomically
from scenelang.rewriting.file_text import FileText
from scenelang.rewriting.id_ledger import LEDGER_NAME, IdLedger, load_ledger
from scenelang.rewriting.messages import FileNotWritten
from scenelang.rewriting.same_training import Law, TrainingProof
from scenelang.rewriting.text_tags import Tagged, tag_text
from scenelang.source import Span


class ProjectIds:
    """The ids of one project: those of its list, and those of all its scenes."""

    def __init__(self, path: Path, listed: IdLedger, known: IdLedger) -> None:
        self.path = path
        self._listed = listed
        self._known = known

    @property
    def is_listed(self) -> bool:
        """Whether every id stands in the list already."""
        return self._known.used <= self._listed.used

    def tag(self, file: FileText, proof: TrainingProof) -> Outcome[Tagged]:
        """A file with its ids, which no other file is given after this; None where that must not be."""
        tagged = tag_text(file.source, self._known)
        found = tagged.found
        if tagged.source.text != file.source.text:
            broken = proof.differences(file.path, file.source, tagged.source, Law.IDS)
            found = (*found, *proof.left_out())
            if broken:
                return Outcome(None, (*found, *broken))
        scenes, said = read_scenes(tagged.source)
        self._known = self._known.with_scenes(scenes or ())
        errors = [one for one in said if one.severity is Severity.ERROR]
        return Outcome(_with_errors(tagged, errors), found)

    def keep(self) -> tuple[Diagnostic, ...]:
        """Writes the list, where it lacks an id; gives what stood in the way."""
        if self.is_listed:
            return ()
        try:
            write_atomically(self.path, IdLedger(self._listed.used | self._known.used).text)
        except OSError as error:
            here = Span.start_of(self.path.as_posix())
            return (FileNotWritten(here, str(self.path), (error.strerror or "the system says no").lower()),)
        return ()


def project_ids(files: Iterable[Path]) -> Outcome[dict[Path, ProjectIds]]:
    """The ids of each project that some files lie in, by file; None where a list cannot be read."""
    by_ledger: dict[Path, list[Path]] = {}
    for path in files:
        by_ledger.setdefault(find_project(path).root / LEDGER_NAME, []).append(path)
    found: dict[Path, ProjectIds] = {}
    for ledger_file, told in by_ledger.items():
        listed, said = load_ledger(ledger_file)
        if listed is None:
            return Outcome(None, said)
        known = listed.with_scenes(_all_scenes(told))
        ids = ProjectIds(ledger_file, listed, known)
        found.update(dict.fromkeys(told, ids))
    return Outcome(found)


def _all_scenes(told: Iterable[Path]) -> Iterable[Scene]:
    """The scenes of some files of a project, and of its sources."""
    paths = {path.resolve(): path for path in told}
    settings = find_project(next(iter(paths.values()))).settings
    for source in settings.sources:
        inside = files_under(source).scenes if source.is_dir() else (source,)
        paths.update({path.resolve(): path for path in inside})
    for path in paths.values():
        yield from read_scene_file(path).value or ()


def _with_errors(tagged: Tagged, after: Iterable[Diagnostic]) -> Tagged:
    """A tagged text with the errors that ids leave in it; those told in other words are left out."""
    told = {one.place for one in tagged.found}
    twice = {(one.code, one.message) for one in tagged.unread_before if one.place in told}
    errors = tuple(one for one in after if (one.code, one.message) not in twice)
    left = Counter((one.code, one.message) for one in errors)
    kept = []
    for one in tagged.unread_before:
        if left[one.code, one.message]:
            left[one.code, one.message] -= 1
            kept.append(one)
    return replace(tagged, unread=errors, unread_before=tuple(kept))
