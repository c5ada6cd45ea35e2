"""Work by the nodes of a Ray cluster, or by a cluster of this machine alone.

Takes: a worker of this process, what it was made from, and the address of a cluster.
Gives: what comes of each piece of work, in order.
May assume: every node has this package; none need have the files.
Never does: hold more than a few results that nobody has asked for; let what Ray says reach an author.

Scenes are sent to the nodes with what their projects have beside them, and rows come back as bytes. A file of
which there is anything to say is compiled here, so that findings are the same wherever the work is done.
"""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from scenelang import __version__
from scenelang.compile.compiled_file import CompiledFile, UsedFile
from scenelang.compile.engines.ray_address import answers
from scenelang.compile.engines.remote_worker import LIBRARY, RemotePortion, RemoteWorker
from scenelang.compile.engines.shipped_project import ship
from scenelang.compile.messages import ClusterOfAnotherVersion, ClusterUnreachable, RayMissing, WorkerLost
from scenelang.compile.range_lowering import InstanceRange, LoweredRange
from scenelang.compile.stored_names import StoredNames
from scenelang.compile.worker import Worker, WorkerTask
from scenelang.diagnostics import Refusal
from scenelang.model import Name
from scenelang.parsing import archetype_folder
from scenelang.shards import RowBlock
from scenelang.source import Span

W = TypeVar("W")
_AHEAD = 2
_PATIENCE = 5.0
_STORE = 256 * 2**20
"""Bytes of shared memory for results, where a cluster is started here."""
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}


class RayEngine:
    """The workers of a Ray cluster."""

    def __init__(self, worker: Worker, task: WorkerTask, count: int | None, address: str | None) -> None:
        """Joins or starts a cluster.

        Raises:
            Refusal: Ray is not installed, or the cluster is not there or has another version of this package.
        """
        self._worker = worker
        self._names = StoredNames()
        self._ray = _imported()
        self._is_own = not self._ray.is_initialized()
        address = address or os.environ.get("RAY_ADDRESS")
        if self._is_own:
            _join(self._ray, address, count)
        self.count = count or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        self._actor = self._ray.remote(num_cpus=1)(RemoteWorker)
        self._told = (self._ray.put(task.lowering), self._ray.put(ship(task.files)))
        self._hands = [self._actor.remote(*self._told) for _ in range(self.count)]
        try:
            there = self._ray.get(self._hands[0].version.remote())
        except self._ray.exceptions.RayError:
            self.close()
            raise Refusal(_unreachable(address, "no worker could be started on its nodes")) from None
        if there != __version__:
            self.close()
            raise Refusal(ClusterOfAnotherVersion(Span.start_of("--engine"), there, __version__))

    def portions(self, portions: Iterable[tuple[str, ...]]) -> Iterator[tuple[CompiledFile | None, ...]]:
        """What files give, portion by portion."""
        for names, sent, done in self._map(portions, self._send_portion):
            yield self._received(names, sent, done)

    def ranges(self, ranges: Iterable[InstanceRange]) -> Iterator[LoweredRange]:
        """What ranges of instances give."""
        for wanted, _, rows in self._map(ranges, self._send_range):
            if rows is None:
                yield self._worker.lower(wanted)
            else:
                yield LoweredRange(RowBlock.from_buffer(rows), (), broken=False)

    def dismiss(self) -> None:
        """Nothing yet: workers have something to clean up."""

    def close(self) -> None:
        """Ends all workers, and the cluster where it was started here."""
        hands, self._hands = self._hands, []
        for reference in [hand.clean.remote() for hand in hands]:
            with contextlib.suppress(self._ray.exceptions.RayError):
                self._ray.get(reference, timeout=_PATIENCE)
        for hand in hands:
            self._ray.kill(hand)
        if self._is_own:
            self._is_own = False
            self._ray.shutdown()

    def _map(
        self, work: Iterable[W], send: Callable[[Any, W], tuple[object, Any]]
    ) -> Iterator[tuple[W, Any, Any]]:
        """Each piece with what was sent of it and what came back, in order; a few are in flight.

        Raises:
            Refusal: a worker died, and so did those that replaced it.
        """
        flying: deque[tuple[W, Any, object, Any]] = deque()
        for number, piece in enumerate(work):
            hand = self._hands[number % self.count]
            flying.append((piece, hand, *send(hand, piece)))
            if len(flying) >= _AHEAD * self.count:
                yield self._landed(*flying.popleft(), send)
        while flying:
            yield self._landed(*flying.popleft(), send)

    def _landed(
        self, piece: W, hand: Any, sent: object, reference: Any, send: Callable[[Any, W], tuple[object, Any]]
    ) -> tuple[W, Any, Any]:
        """A piece with what came back; one whose worker died is done once more, by another."""
        errors = self._ray.exceptions
        try:
            return piece, sent, self._ray.get(reference)
        except errors.RayTaskError as error:
            raise error.as_instanceof_cause() from None
        except errors.RayError:
            if hand is None:
                raise Refusal(WorkerLost(Span.start_of("--engine"))) from None
        new = self._actor.remote(*self._told)
        self._hands = [new if each is hand else each for each in self._hands]
        return self._landed(piece, None, *send(new, piece), send)

    @staticmethod
    def _send_portion(hand: Any, names: tuple[str, ...]) -> tuple[object, Any]:
        """Sends files that can be read and that are no links, which would have another name elsewhere."""
        sent = {name: content for name in names if (content := _content_of(name)) is not None}
        return tuple(sent), hand.portion.remote([*map(os.path.abspath, sent)], [*sent.values()])

    @staticmethod
    def _send_range(hand: Any, wanted: InstanceRange) -> tuple[object, Any]:
        away = wanted._replace(own=wanted.own._replace(file=os.path.abspath(wanted.own.file)))  # noqa: PTH100
        return None, hand.lower.remote(away, _content_of(wanted.own.file) or b"")

    def _received(
        self, names: tuple[str, ...], sent: tuple[str, ...], done: RemotePortion
    ) -> tuple[CompiledFile | None, ...]:
        """What files give, under their names here; their rows go to the packs of the build."""
        packs = {there: self._worker.packs.write(RowBlock.from_buffer(rows)) for there, rows in done.packs}
        files = dict(zip(sent, done.files, strict=True))
        return tuple(self._at_home(name, files.get(name), packs) for name in names)

    def _at_home(self, name: str, file: CompiledFile | None, packs: dict[str, str]) -> CompiledFile | None:
        """A file under its name here; None where it would be known by another name in shards."""
        if file is None or file.own.name != self._names.of(name):
            return None
        rows = None if file.rows is None else file.rows._replace(pack=packs[file.rows.pack])
        scenes = tuple(scene._replace(id=_named(scene.id, name)) for scene in file.scenes)
        return CompiledFile(
            own=file.own._replace(file=name),
            ids=tuple(_named(id_, name) for id_ in file.ids),
            scenes=scenes,
            rows=rows,
            used=tuple(map(self._used_here, file.used)),
            asks=file.asks,
        )

    def _used_here(self, used: UsedFile) -> UsedFile:
        """A file beside the scenes' own, as it lies and is called here."""
        file = used.file
        if file.startswith(LIBRARY):
            file = str(archetype_folder() / file.removeprefix(LIBRARY))
        return UsedFile(file, self._names.of(file), used.sha256)


def _named(id_: Name, file: str) -> Name:
    """An id with its place in the file as it is called here."""
    return Name(id_.text, Span(file, id_.place.start, id_.place.end))


def _imported() -> ModuleType:
    """Ray, told to be quiet.

    Raises:
        Refusal: it is not installed.
    """
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    try:
        return import_module("ray")
    except ImportError:
        raise Refusal(RayMissing(Span.start_of("--engine"))) from None


def _join(ray: ModuleType, address: str | None, count: int | None) -> None:
    """Joins the cluster at an address, or starts one here.

    Raises:
        Refusal: there is none.
    """
    wishes: dict[str, object] = {
        "log_to_driver": False,
        "logging_level": "CRITICAL",
        "configure_logging": True,
    }
    if address is None:
        wishes |= {"num_cpus": count, "include_dashboard": False, "object_store_memory": _STORE}
    if address is not None and not answers(address):  # Ray would ask again for minutes
        raise Refusal(_unreachable(address, "nobody answers there"))
    try:
        ray.init(address=address, **wishes)
    except (ConnectionError, ValueError, RuntimeError, OSError):
        raise Refusal(_unreachable(address, "nobody answers there")) from None


def _unreachable(address: str | None, reason: str) -> ClusterUnreachable:
    return ClusterUnreachable(Span.start_of("--ray-address"), address or "this machine", reason)


def _content_of(file: str) -> bytes | None:
    path = Path(file)
    try:
        return None if path.is_symlink() else path.read_bytes()
    except (OSError, ValueError):
        return None
