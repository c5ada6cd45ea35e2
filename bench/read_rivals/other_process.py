"""A rival in a process of its own, which has what it needs beside what we have, and is asked by lines.

The process writes the rows in its own format first and says `ready`. For each line with a number it then
reads so many batches of sixteen rows, and answers with the CPU time that took.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

BATCH = 16
HERE = Path(__file__).resolve().parent
BUILD = HERE.parents[1] / "build" / "read_rivals"


def serve(
    shards: Path,
    folder: Path,
    write: Callable[[Iterable[dict[str, Any]], Path], None],
    read: Callable[[Path], Iterator[dict[str, Any]]],
) -> None:
    """Answers until there are no more lines."""
    from read_corpus import row_arrays  # noqa: PLC0415  (the rival's own modules are imported first)

    from scenelang.shards import open_shards  # noqa: PLC0415

    opened = open_shards(shards).value
    assert opened is not None
    write(row_arrays(opened), folder)
    rows = read(folder)
    print("ready", flush=True)
    for line in sys.stdin:
        start = time.process_time()
        for _ in range(int(line)):
            join(list(islice(rows, BATCH)))
        print(time.process_time() - start, flush=True)


def join(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A batch as we give it: one array for each column."""
    return {name: np.concatenate([row[name] for row in rows]) for name in rows[0]}


class OtherProcess:
    """A rival that waits for lines."""

    def __init__(self, name: str, shards: Path, folder: Path) -> None:
        """Installs the rival where it is missing, and lets it write its files."""
        where = _installed(name)
        paths = [str(where), str(HERE), str(HERE.parent), str(HERE.parents[1])]
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / f"{name}_reader.py"), str(shards), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**_environment(), "PYTHONPATH": ":".join(paths)},
        )
        assert self._answer() == "ready"

    def seconds(self, batches: int) -> float:
        """The CPU time of reading so many batches."""
        assert self._process.stdin is not None
        print(batches, file=self._process.stdin, flush=True)
        return float(self._answer())

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        """Ends the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)


def _installed(name: str) -> Path:
    """The folder with the rival and with what it needs that we do not have."""
    folder = BUILD / name
    mark = folder / ".installed"
    wanted = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    if not mark.exists() or mark.read_text(encoding="utf-8") != wanted:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command += ["--no-deps", "--upgrade", "--target", str(folder), "-r", str(HERE / f"{name}.txt")]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        mark.write_text(wanted, encoding="utf-8")
    return folder


def _environment() -> dict[str, str]:

    return {**os.environ, "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
