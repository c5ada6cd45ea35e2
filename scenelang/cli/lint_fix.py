"""`scenelang lint --fix`: makes the fixes that findings offer, and says what is left.

Takes: the options of `lint`, the files, and what says what is wrong with a text.
Gives: an exit code: 0 where nothing is left, 1 where something is, or where `--diff` has something to show.
May assume: the files are scenes.
Never does: write with `--diff`; write a safe fix that changes what a model reads.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.counted import counted
from scenelang.cli.text_diff import print_diff

if TYPE_CHECKING:
    from scenelang.diagnostics import Diagnostic
    from scenelang.rewriting import FileFixes
    from scenelang.source import SourceText

LintText = Callable[[Path, "SourceText"], Sequence["Diagnostic"]]
"""What lint says of a text as if it stood in a file: selected, weighed, suppressed findings left out."""


class FixRun:
    """One run over some files. `found` is what went wrong, `changed` how many files are not as they were."""

    def __init__(self, files: Sequence[Path], look: LintText, *, unsafe: bool, diff: bool) -> None:
        from scenelang.rewriting import TrainingProof

        self.found: list[Diagnostic] = []
        self.changed = 0
        self.fixed: Counter[str] = Counter()
        self._files = files
        self._look = look
        self._unsafe = unsafe
        self._diff = diff
        self._proof = TrainingProof(files)
        self._effects: list[str] = []

    def fix_all(self) -> None:
        """Fixes every file; one that cannot be read is left to lint, which says so."""
        for path in self._files:
            self._fix(path)

    def _fix(self, path: Path) -> None:
        from scenelang.rewriting import fix_file, load_file

        file = load_file(path).value
        if file is None:
            return
        fixes = fix_file(file, partial(self._look, path), self._proof, unsafe=self._unsafe)
        self.found += fixes.found
        if not fixes.is_changed:
            return
        if self._diff:
            print_diff(path, file.source.text, fixes.after.text, "fixed")
        else:
            problems = file.write(fixes.after.text)
            self.found += problems
            if problems:
                return
        self._count(path, fixes)

    def _count(self, path: Path, fixes: FileFixes) -> None:
        self.changed += 1
        self.fixed.update(fixes.fixed)
        if fixes.effect is not None:
            self._effects.append(f"{path}: unsafe fixes changed {fixes.effect.value}")

    def summary(self) -> Iterable[str]:
        """What was fixed, in lines: how many findings of which codes, and what unsafe fixes did."""
        total = self.fixed.total()
        if not total:
            return ()
        by_code = ", ".join(f"{code} {number:,}" for code, number in sorted(self.fixed.items()))
        verb = "would be fixed" if self._diff else "fixed"
        where = counted(self.changed, "file")
        return (*self._effects, f"{counted(total, 'finding')} {verb} in {where} ({by_code})")


def run_fix(options: Namespace, files: Sequence[Path], look: LintText) -> FixRun:
    """Makes the fixes that `--fix`, `--unsafe-fixes` and `--diff` ask for, and says which on standard error.

    What is left is for lint to say, of the files as they are now.
    """
    fixing = FixRun(
        files, look, unsafe=bool(getattr(options, "unsafe_fixes", False)), diff=bool(options.diff)
    )
    fixing.fix_all()
    for line in fixing.summary():
        print(line, file=sys.stderr)
    return fixing
