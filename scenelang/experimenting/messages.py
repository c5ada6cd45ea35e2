"""What can be wrong with an experiment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from scenelang.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class TableWithoutShards(Diagnostic):
    """A table of the plan has no compiled scenes.

    `scenelang experiment` compiles the scenes of every table itself. From Python, pass a folder of shards
    for each table, under its label.
    """

    code: ClassVar[str] = "SL680"
    title: ClassVar[str] = "the table `{table}` has no shards"
    help: ClassVar[str] = "pass the folder that its scenes were compiled into, under the label `{table}`"

    table: str


@dataclass(frozen=True, slots=True)
class ArmCrashed(Diagnostic):
    """A run of an arm ended in a crash.

    Other runs are kept and are not repeated. A crash is a fault of scenelang, or of the machine (memory that
    ran out): run the same command again to go on. If it comes back, report it, with the file that holds all
    that the run said.
    """

    code: ClassVar[str] = "SL681"
    title: ClassVar[str] = "the arm `{arm}` crashed on `{table}`, seed {seed}"
    help: ClassVar[str] = (
        "run the same command again; finished runs are kept. It said last: {last} (all of it: {file})"
    )

    arm: str
    table: str
    seed: int
    last: str
    file: str
