"""What one arm came to on one seed, as a value that is kept on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict

_CONFIG = ConfigDict(extra="forbid", frozen=True)


class HeadTable(BaseModel):
    """Mean attention mass on one origin's keys, `masses[layer][head]`, and on random earlier keys."""

    model_config = _CONFIG

    origin: str
    sites: int
    masses: tuple[tuple[float, ...], ...]
    control: tuple[tuple[float, ...], ...]


class LensTable(BaseModel):
    """Share of held-out rows whose held token is the lens's first choice, by layer, and a random token's."""

    model_config = _CONFIG

    sites: int
    firsts: tuple[float, ...]
    ranks: tuple[float, ...]
    control_ranks: tuple[float, ...]


class CurvePoint(BaseModel):
    """One measurement on held-out rows."""

    model_config = _CONFIG

    step: int
    tokens: int
    accuracy: float


class ArmResult(BaseModel):
    """One run. `tokens_to_target` is None where the target was not reached within `budget`.

    `digest` says what the run depends on. `held_out_accuracy` is measured at the end, on more rows than
    the curve; `best_accuracy` is the best point of the curve. `passes` tells how often each training row
    came by, 1.0 being once.
    """

    model_config = _CONFIG

    digest: str
    arm: str
    table: str
    seed: int
    budget: int
    tokens_to_target: int | None
    tokens_seen: int
    steps: int
    held_out_accuracy: float
    held_out_rows: int
    best_accuracy: float
    passes: float
    seconds: float
    curve: tuple[CurvePoint, ...]
    heads: tuple[HeadTable, ...]
    lens: LensTable | None

    @classmethod
    def load(cls, path: Path, digest: str) -> Self | None:
        """The result at a path, if there is one and it is of this very run."""
        try:
            found = cls.model_validate_json(path.read_bytes())
        except (OSError, ValueError):
            return None
        return found if found.digest == digest else None

    def save(self, path: Path) -> None:
        """Writes the result whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        draft.write_text(self.model_dump_json(indent=1) + "\n", encoding="utf-8")
        draft.replace(path)
