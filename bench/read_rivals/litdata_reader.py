"""litdata over the same rows, in a process of its own: see `other_process`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from litdata import StreamingDataset
from litdata.streaming.writer import BinaryWriter
from other_process import serve


def write(rows: Iterable[dict[str, Any]], folder: Path) -> None:
    """Writes a row as a dictionary of arrays, in litdata's own chunks."""
    folder.mkdir()
    writer = BinaryWriter(str(folder), chunk_bytes="64MB")
    for number, row in enumerate(rows):
        writer[number] = row
    writer.done()
    writer.merge()


def read(folder: Path) -> Iterator[Any]:
    """Rows, shuffled, epoch after epoch."""
    while True:
        yield from StreamingDataset(str(folder), shuffle=True)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), Path(sys.argv[2]), write, read)
