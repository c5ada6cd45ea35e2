"""mosaicml-streaming over the same rows, in a process of its own: see `other_process`."""

from __future__ import annotations

import importlib.machinery
import sys
import types
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from other_process import serve

for _name in (
    "torchvision",
    "torchvision.datasets",
    "torchvision.transforms",
    "torchvision.transforms.functional",
):
    # streaming imports its readers of pictures first, which are not asked here.
    _module = types.ModuleType(_name)
    _module.__spec__ = importlib.machinery.ModuleSpec(_name, None)
    sys.modules[_name] = _module
sys.modules["torchvision.datasets"].VisionDataset = object  # type: ignore[attr-defined]
sys.modules["torchvision.transforms.functional"].to_tensor = None  # type: ignore[attr-defined]

from streaming import MDSWriter, StreamingDataset  # noqa: E402  (after its stand-ins)


def write(rows: Iterable[dict[str, Any]], folder: Path) -> None:
    """Writes a row as the bytes of its arrays: the format refuses empty arrays, and bytes are faster."""
    rows = iter(rows)
    first = next(rows)
    types_of = {name: values.dtype.str for name, values in first.items()}
    np.save(folder.with_suffix(".types.npy"), np.array(list(types_of.items())))
    with MDSWriter(out=str(folder), columns=dict.fromkeys(first, "bytes")) as writer:
        for row in chain([first], rows):
            writer.write({name: values.tobytes() for name, values in row.items()})


def read(folder: Path) -> Iterator[Any]:
    """Rows, shuffled, epoch after epoch."""
    types_of = dict(np.load(folder.with_suffix(".types.npy")).tolist())
    rows = StreamingDataset(local=str(folder), shuffle=True, batch_size=16, num_canonical_nodes=1)
    while True:
        for row in rows:
            yield {name: np.frombuffer(row[name], kind) for name, kind in types_of.items()}


if __name__ == "__main__":
    serve(Path(sys.argv[1]), Path(sys.argv[2]), write, read)
