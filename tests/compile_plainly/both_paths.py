"""What tests of the fast compile path share: rows of files by the fast path, and by the full one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from scenelang.checking import check_scene
from scenelang.compile.plainly import PlainBatch, PlainCompiler
from scenelang.compile.stored_names import StoredNames
from scenelang.diagnostics import Diagnostic
from scenelang.expanding import plan_instances
from scenelang.gathering import SceneRun
from scenelang.lowering import LowerOptions, SceneTokenizer, load_tokenizer, lower_scene
from scenelang.reading import decoded_source, read_scenes
from scenelang.shards import BatchBuilder, RowBlock, SourceRecord
from scenelang.shards.renumbering import trimmed
from scenelang.tokens import TokenProgram

ROOT = Path(__file__).parents[2]
LIBRARY = tuple(sorted((ROOT / "scenes").rglob("*.scene")))
TOKENIZERS = ROOT / "build" / "tokenizers"
HERE = (ROOT / "scenes" / "discovery" / "any.scene").as_posix()


class Full(NamedTuple):
    """What the full path made of a file, and everything that it said."""

    programs: tuple[TokenProgram, ...]
    found: tuple[Diagnostic, ...]
    files: tuple[str, ...]


class BothPaths:
    """Both ways from files to rows, with one tokenizer."""

    def __init__(self, tokenizer: str | None = None, options: LowerOptions | None = None) -> None:
        loaded = load_tokenizer(None if tokenizer is None else TOKENIZERS / tokenizer).value
        assert loaded is not None
        self.tokenizer: SceneTokenizer = loaded
        self.options = options or LowerOptions()
        self.run = SceneRun(LIBRARY)
        self.plain = PlainCompiler(self.run, loaded, self.options)
        self._names = StoredNames()

    def fast(self, files: Sequence[str], texts: Sequence[str]) -> PlainBatch:
        """What the fast path makes of files that hold these texts."""
        return self.plain.compile(files, [text.encode() for text in texts])

    def full(self, file: str, text: str) -> Full:
        """What the full path makes of one."""
        source, found = decoded_source(file, text.encode())
        if source is None:
            return Full((), found, ())
        scenes, more = read_scenes(source)
        said, programs, files = [*found, *more], [], ()
        for scene in scenes or ():
            checked, more = check_scene(
                scene, self.run.project(Path(file)), lambda: self.run.index(Path(file))
            )
            said += more
            if checked is None:
                continue
            files = checked.files
            plan, more = plan_instances(checked)
            said += more
            if plan is None:
                continue
            for outcome in lower_scene(checked, plan, self.tokenizer, self.options):
                said += outcome.diagnostics
                if outcome.value is not None:
                    programs.append(outcome.value)
        return Full(tuple(programs), tuple(said), files)

    def block(self, programs: Sequence[TokenProgram], texts: Sequence[str]) -> RowBlock:
        """The rows of programs as the full path stores them; `texts` are what their files hold."""
        digests = iter([hashlib.sha256(text.encode()).hexdigest() for text in texts])
        builder = BatchBuilder(lambda file: SourceRecord(file=self._names.of(file), sha256=next(digests)))
        for program in programs:
            builder.add(program)
        return builder.take_block()

    def prove(self, files: Sequence[str], texts: Sequence[str]) -> int:
        """Proves that the fast path gives the rows of the full one, or nothing; gives how many it gave."""
        batch = self.fast(files, texts)
        done = [number for number, row in enumerate(batch.rows) if row >= 0]
        assert [batch.rows[number] for number in done] == list(range(len(done)))
        if batch.block is None:
            assert not done
            return 0
        assert batch.block.rows == len(done)
        programs = []
        for number in done:
            full = self.full(files[number], texts[number])
            assert full.found == (), (
                files[number],
                [(one.code, one.message) for one in full.found],
                texts[number],
            )
            (program,) = full.programs
            assert batch.used[number] == full.files
            id_ = batch.ids[number]
            assert id_ is not None
            assert (id_.text, texts[number][id_.place.start : id_.place.end]) == (
                program.scene,
                program.scene,
            )
            programs.append(program)
        same_rows(batch.block, self.block(programs, [texts[number] for number in done]))
        return len(done)


def same_rows(fast: RowBlock, full: RowBlock) -> None:
    """Asserts that two blocks hold the same rows, to the byte, and the same words."""
    fast = trimmed(fast)
    assert fast.batch.schema == full.batch.schema
    for name, left, right in zip(
        fast.batch.schema.names, fast.batch.columns, full.batch.columns, strict=True
    ):
        if not left.equals(right):
            row = next(row for row in range(len(left)) if left[row] != right[row])
            raise AssertionError((name, row, left[row].as_py(), right[row].as_py()))
    for words in ("axes", "origins", "names"):
        assert getattr(fast, words) == getattr(full, words), words
    assert [(one.file, one.sha256) for one in fast.sources] == [
        (one.file, one.sha256) for one in full.sources
    ]
