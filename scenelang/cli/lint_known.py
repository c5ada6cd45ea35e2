"""What `lint` writes about findings that stay: the project's baseline, and comments that silence them.

Takes: what a run found.
Gives: an exit code.
May assume: the options go together.
Never does: make an error known; write a comment that changes what a model reads.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.counted import counted
from scenelang.cli.text_diff import print_diff

if TYPE_CHECKING:
    from scenelang.diagnostics import Diagnostic
    from scenelang.linting import AddedIgnores, BaselineState
    from scenelang.reading import ProjectSettings
    from scenelang.rewriting import TrainingProof
    from scenelang.source import SourceText


def write_baseline(found: Sequence[Diagnostic], settings: ProjectSettings) -> tuple[Diagnostic, ...]:
    """Writes all warnings into the project's baseline; gives what stood in the way."""
    from scenelang.diagnostics import FindingKeys
    from scenelang.linting import Baseline, baseline_of, paths_from, read_baseline
    from scenelang.reading import load_source, shown_source

    path = settings.lint.baseline
    assert path is not None
    keys = FindingKeys(lambda file: shown_source(Path(file)), paths_from(settings.folder))
    baseline = baseline_of(found, keys)
    source = load_source(path).value if path.exists() else None
    held = (read_baseline(source).value if source is not None else None) or Baseline()
    problems = _write(path, baseline.text())
    if not problems:
        new, gone = baseline.minus(held), held.minus(baseline)
        known = counted(len(baseline), "finding")
        print(f"{path.name}: {known} known from now on ({new:,} new, {gone:,} gone)")
    return problems


def shrink_baselines(states: Sequence[BaselineState], options: Namespace) -> tuple[Diagnostic, ...]:
    """Takes entries out of baselines that are found no more; in CI, only says how many there are."""
    problems: list[Diagnostic] = []
    for path, held, gone in states:
        number = sum(gone.values())
        if not number:
            continue
        entries = f"{path.name}: {counted(number, 'known finding')} found no more"
        if options.frozen_baseline or os.environ.get("CI"):
            print(f"{entries}; `scenelang lint` takes them out where CI is not set", file=sys.stderr)
            continue
        said = _write(path, held.without(gone).text())
        problems += said
        if not said:
            print(f"{entries}, and taken out", file=sys.stderr)
    return tuple(problems)


def _write(path: Path, text: str) -> tuple[Diagnostic, ...]:
    from scenelang.cli.messages_lint import BaselineNotWritten
    from scenelang.rewriting import write_atomically
    from scenelang.source import Span

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text)
    except OSError as error:
        reason = error.strerror or "the system says no"
        return (BaselineNotWritten(Span.start_of(path), str(path), reason.lower()),)
    return ()


class IgnoreWriter:
    """One run of `--add-ignores`. `found` is what went wrong."""

    def __init__(self, options: Namespace, files: Sequence[Path]) -> None:
        from scenelang.rewriting import TrainingProof

        self.found: list[Diagnostic] = []
        self.silenced = 0
        self.changed = 0
        self._options = options
        self._files = {path.as_posix(): path for path in files}
        self._proof: TrainingProof = TrainingProof(files)

    def add_to_all(self, found: Sequence[Diagnostic]) -> None:
        """Writes comments into each scene file that something was found in."""
        by_file: defaultdict[str, list[Diagnostic]] = defaultdict(list)
        for one in found:
            by_file[one.place.file].append(one)
        for name, there in by_file.items():
            if name in self._files:
                self._add_to(self._files[name], there)

    def _add_to(self, path: Path, found: Sequence[Diagnostic]) -> None:
        from scenelang.cli.messages_lint import IgnoresNotAdded
        from scenelang.rewriting import Law, load_file
        from scenelang.source import Span, apply_edits

        file = load_file(path).value
        added = None if file is None else _added(file.source, found, self._options.reason)
        if file is None or added is None or not added.edits:
            return
        after = apply_edits(file.source, added.edits)
        broken = self._proof.differences(path, file.source, after, Law.FIX)
        self.found += self._proof.left_out()
        if broken or _breaks(file.source, after):
            self.found.append(IgnoresNotAdded(Span.start_of(path.as_posix()), str(path)))
            return
        if self._options.diff:
            print_diff(path, file.source.text, after.text, "with comments")
        else:
            problems = file.write(after.text)
            self.found += problems
            if problems:
                return
        self.changed += 1
        self.silenced += added.silenced

    def summary(self) -> str:
        """How many findings are silenced now."""
        verb = "would be ignored" if self._options.diff else "ignored from now on"
        return f"{counted(self.silenced, 'finding')} {verb}, in {counted(self.changed, 'file')}"


def _added(source: SourceText, found: Sequence[Diagnostic], reason: str) -> AddedIgnores | None:
    """The comments for one file; None where it is no YAML."""
    from scenelang.linting import add_ignores
    from scenelang.reading import find_comments, read_documents

    documents = read_documents(source).value
    if documents is None:
        return None
    comments = find_comments(source, (document.node for document in documents))
    return add_ignores(source, documents, comments, found, reason)


def _breaks(before: SourceText, after: SourceText) -> bool:
    """True where reading finds something in the new text that it did not find in the old one."""
    from scenelang.reading import read_documents

    said = sorted(one.code for one in read_documents(before).diagnostics)
    return said != sorted(one.code for one in read_documents(after).diagnostics)
