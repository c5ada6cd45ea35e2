"""What `inspect` has to say about a row that is not there: SL763."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class AskedRowMissing(Diagnostic):
    """The row that `scenelang inspect` was asked for is not in these shards.

    `--row` counts from 0, in the order in which rows were compiled, or from the end with -1. `--scene` is the
    `id` of a scene, and `--instance` one of the instances that `vary` made of it. Only those are there that
    were compiled: `--instances N` of `compile` leaves the later ones out.

    To mend it, ask for one that is there. `scenelang inspect` without a row counts what there is.
    """

    code: ClassVar[str] = "SL763"
    title: ClassVar[str] = "there is no {asked} in `{shards}`"
    label: ClassVar[str] = "no such row"
    help: ClassVar[str] = "{there}"

    asked: str
    shards: str
    there: str
