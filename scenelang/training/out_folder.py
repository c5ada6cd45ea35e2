"""Whether the folder of a run is fit to start in, and its checkpoints to go on from.

Takes: the folder, or a checkpoint in it. Gives: nothing, or a refusal. Never does: write or delete.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open

from scenelang.diagnostics import Refusal
from scenelang.source import Span
from scenelang.training.messages_folder import (
    CheckpointNotWhole,
    FileInTheWay,
    RunAlreadyThere,
    RunIsFinished,
)
from scenelang.training.run_record import RECORD_FILE

STATE_FILE = "trainer_state.json"


def check_folder(out: Path, resuming: bool) -> None:
    """Makes sure that a run can write here without touching another one.

    Raises:
        Refusal: a file is in the way, or an earlier run lies here and is not to be gone on with.
    """
    if any(path.exists() and not path.is_dir() for path in (out, *out.parents)):
        raise Refusal(FileInTheWay(Span.start_of(out), folder=str(out)))
    if resuming or not out.is_dir():
        return
    found = sorted(path.name for path in (*out.glob("checkpoint-*"), *out.glob(RECORD_FILE)))
    if found:
        raise Refusal(RunAlreadyThere(Span.start_of(out), folder=str(out), found=", ".join(found)))


def check_checkpoint(checkpoint: Path, steps: int) -> None:
    """Makes sure that a checkpoint is whole, and that its run has steps left of so many.

    Raises:
        Refusal: a file is missing or cut off, or the run is at its end.
    """
    # The state is what is written last, so a checkpoint without it was cut short.
    for name, is_sound in _NEEDED.items():
        if not is_sound(checkpoint / name):
            found = CheckpointNotWhole(Span.start_of(checkpoint), checkpoint=checkpoint.name, file=name)
            raise Refusal(found)
    step = step_of(checkpoint)
    if step >= steps:
        place = Span.start_of(checkpoint)
        raise Refusal(RunIsFinished(place, checkpoint=checkpoint.name, step=step, steps=steps))


def step_of(checkpoint: Path) -> int:
    """The step at which a whole checkpoint was written."""
    return int(_state(checkpoint / STATE_FILE)["global_step"])


def _state(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _weights_are_sound(path: Path) -> bool:
    """True also without this file where there is another: split weights and adapters have other names."""
    if not path.exists():
        return any(path.parent.glob("*.safetensors")) or any(path.parent.glob("*.bin"))
    try:
        with safe_open(path, framework="np"):
            return True
    except (OSError, SafetensorError):
        return False


_NEEDED: dict[str, Callable[[Path], bool]] = {
    STATE_FILE: lambda path: "global_step" in _state(path),
    "model.safetensors": _weights_are_sound,
    "optimizer.pt": zipfile.is_zipfile,
    "scheduler.pt": zipfile.is_zipfile,
}
"""The files that going on needs, and what tells a whole one."""
