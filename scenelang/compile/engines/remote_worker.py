"""A worker on another machine: it compiles files that are sent to it, in a mirror of their projects.

Takes: the parts of projects that scenes need, and the contents of files.
Gives: what came of files of which there is nothing to say; their rows as bytes.
May assume: the same version of this package as where the build began.
Never does: report anything. A file with a finding, or that asks for other scenes, is left to where the build
    began, which sees all of them under their own names.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from scenelang import __version__
from scenelang.compile.compiled_file import CompiledFile, UsedFile
from scenelang.compile.engines.shipped_project import ShippedProject, mirrored
from scenelang.compile.file_compiler import Lowering
from scenelang.compile.keeping import Packs
from scenelang.compile.range_lowering import InstanceRange
from scenelang.compile.worker import Worker, WorkerTask
from scenelang.parsing import archetype_folder
from scenelang.remote import MIRROR_MARK

LIBRARY = "library:"
"""Stands before the name of an archetype that every machine has."""


class RemotePortion(NamedTuple):
    """What files gave: None for one that is left. `packs` are the packs of their rows, with their bytes."""

    files: tuple[CompiledFile | None, ...]
    packs: tuple[tuple[str, bytes], ...]


class RemoteWorker:
    """Compiles what is sent."""

    def __init__(self, lowering: Lowering, project: ShippedProject) -> None:
        os.environ["TOKENIZERS_PARALLELISM"] = "false"
        self._folder = Path(tempfile.mkdtemp(prefix="scenelang-")).resolve()
        self._mirror = self._folder / "mirror"
        self._mirror.mkdir()
        (self._mirror / MIRROR_MARK).touch()
        project.unpack(self._mirror)
        packs = self._folder / "packs"
        self._worker = Worker(WorkerTask((), lowering, packs, packs))

    def version(self) -> str:
        """The version of this package here."""
        return __version__

    def portion(self, names: Sequence[str], contents: Sequence[bytes]) -> RemotePortion:
        """What files give, whose contents these are."""
        places = [self._put(name, content) for name, content in zip(names, contents, strict=True)]
        files = self._worker.portion(places)
        kept = tuple(self._without_mirror(file) for file in files)
        packs = dict.fromkeys(file.rows.pack for file in kept if file is not None and file.rows is not None)
        sent = tuple((pack, self._worker.packs.block(pack).to_bytes().to_pybytes()) for pack in packs)
        shutil.rmtree(self._folder / "packs", ignore_errors=True)
        self._worker.packs = Packs(self._folder / "packs")
        for place in places:
            Path(place).unlink()
        return RemotePortion(kept, sent)

    def lower(self, wanted: InstanceRange, content: bytes) -> bytes | None:
        """The rows of a range; None where there is anything to say of it."""
        place = self._put(wanted.own.file, content)
        lowered = self._worker.lower(wanted._replace(own=wanted.own._replace(file=place)))
        if lowered.rows is None or lowered.found:
            return None
        return bytes(lowered.rows.to_bytes().to_pybytes())

    def clean(self) -> None:
        """Leaves nothing on this machine."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _put(self, name: str, content: bytes) -> str:
        place = mirrored(self._mirror, name)
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists() or place.read_bytes() != content:
            place.write_bytes(content)
        return place.as_posix()

    def _without_mirror(self, file: CompiledFile) -> CompiledFile | None:
        """A file without a trace of where it was compiled; None where it is left to where the build began."""
        used = tuple(map(self._at_home, file.used))
        sound = tuple(one for one in used if one is not None)
        if file.found or file.is_wide or file.said_once or len(sound) < len(used):
            return None
        return file._replace(used=sound)

    def _at_home(self, used: UsedFile) -> UsedFile | None:
        path = Path(used.file)
        if path.is_relative_to(self._mirror):
            return used._replace(file=f"/{path.relative_to(self._mirror).as_posix()}")
        if path.resolve().parent == archetype_folder().resolve():
            return used._replace(file=f"{LIBRARY}{path.name}")
        return None
