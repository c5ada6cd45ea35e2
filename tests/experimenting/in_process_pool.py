"""Workers that run arms where the test runs."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Self

from scenelang.experimenting import CurvePoint
from scenelang.experimenting.arm_job import ArmJob
from scenelang.experimenting.run_arm import run_arm
from scenelang.experimenting.worker import Event


class InProcess:
    """A pool of one that runs a job when its events are asked for."""

    def __init__(self, _count: int) -> None:
        self.jobs: deque[ArmJob] = deque()
        self.ran: list[tuple[str, str, int]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    @property
    def has_room(self) -> bool:
        return not self.jobs

    @property
    def is_busy(self) -> bool:
        return bool(self.jobs)

    def start(self, job: ArmJob) -> None:
        self.jobs.append(job)

    def events(self) -> Iterator[tuple[ArmJob, Event]]:
        job = self.jobs.popleft()
        points: list[CurvePoint] = []
        found = run_arm(job, points.append)
        self.ran.append(job.key)
        yield from ((job, point) for point in points)
        yield job, found
