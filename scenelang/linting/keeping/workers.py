"""Full looks at many files, by several processes.

Takes: files that the quick look did not clear, and the run that they belong to.
Gives: what a look at each of them gave: the same as in one process, and in the same order.
May assume: nothing.
Never does: start a process for a handful of files.

What is said once in a run, by whichever file comes first (that scenes refer to each other in a circle, say),
cannot be said by processes that know nothing of each other. A file of which a worker would say such a thing
is looked at again here, in its turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from scenelang.gathering import SceneRun, core_count
from scenelang.linting.findings import FileFindings
from scenelang.linting.lint_options import LintOptions
from scenelang.linting.rule_set import RuleSet

FEW = 300
"""So many files are looked at sooner than processes are started."""
_PORTION = 64


class Looker(Protocol):
    """Whoever looks at a file in full."""

    run: SceneRun

    def fully(self, file: str) -> FileFindings:
        """Looks at one file."""

    def unsettled(self, files: Sequence[str]) -> list[str]:
        """The files that must be looked at in full."""


class WorkerTask(NamedTuple):
    """What a worker must know to look as this process would."""

    files: Sequence[str]
    rules: RuleSet | None
    options: LintOptions | None


def look_fully(
    files: Sequence[str], here: Looker, task: WorkerTask, jobs: int | None
) -> dict[str, FileFindings]:
    """Looks at files in full.

    Args:
        files: The files to look at.
        here: Looks in this process.
        task: What a worker must know.
        jobs: How many processes look; None is one for each core, and 1 this one alone.
    """
    count = core_count() if jobs is None else jobs
    if count < 2 or len(files) < FEW:
        return {file: here.fully(file) for file in files}
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - it is slow to load

    portions = [files[start : start + _PORTION] for start in range(0, len(files), _PORTION)]
    with ProcessPoolExecutor(count, initializer=_begin, initargs=(task,)) as pool:
        looks = [look for portion in pool.map(_look, portions) for look in portion]
    return {file: here.fully(file) if look is None else look for file, look in zip(files, looks, strict=True)}


_looker: list[Looker] = []
"""Who looks in a worker; one for all of its portions."""


def _begin(task: WorkerTask) -> None:
    from scenelang.linting.lint_run import looker  # noqa: PLC0415 - it starts workers itself

    _looker[:] = [looker(*task)]


def _look(files: Iterable[str]) -> list[FileFindings | None]:
    """What a worker finds in some files; None for one of which it would say what is said once."""
    (looker,) = _looker
    looks: list[FileFindings | None] = []
    for file in files:
        spoken = looker.run.times_spoken_once
        look = looker.fully(file)._replace(checked=())
        looks.append(look if looker.run.times_spoken_once == spoken else None)
    return looks
