"""Work by several processes of this machine.

Takes: a worker that is ready, what it was made from, and how many are wanted.
Gives: what comes of each piece of work, in order.
May assume: pieces of work are small to send; results may be large.
Never does: hold more than a few results that nobody has asked for, or leave a process behind.

Where the system can copy a process, workers are copies of this one with all that it has loaded. A worker that
dies is replaced once, and what it was at is done again.
"""

from __future__ import annotations

import gc
import multiprocessing
import sys
import threading
import warnings
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import cast

from scenelang.compile.compiled_file import CompiledFile
from scenelang.compile.engines.worker_process import Done, Failed, Work, serve
from scenelang.compile.messages import WorkerLost
from scenelang.compile.range_lowering import InstanceRange, LoweredRange
from scenelang.compile.worker import Worker, WorkerTask
from scenelang.diagnostics import Refusal
from scenelang.source import Span

_AHEAD = 2
"""So many pieces a worker has: the one that it is at, and the next."""
_WINDOW = 4
"""So many pieces for each worker may be begun, or done and not asked for."""
_DEATHS = 2
_PATIENCE = 5.0


@dataclass(slots=True)
class _Hand:
    """One worker process, and the pieces that it has."""

    process: BaseProcess
    channel: Connection
    pieces: deque[tuple[int, Work]] = field(default_factory=deque)


class ProcessEngine:
    """Several worker processes."""

    def __init__(self, worker: Worker, task: WorkerTask, count: int) -> None:
        """Starts the workers."""
        self._worker = worker
        self._task = task
        self._hands: list[_Hand] = []
        for _ in range(count):
            self._hands.append(self._start())

    def portions(self, portions: Iterable[tuple[str, ...]]) -> Iterator[tuple[CompiledFile | None, ...]]:
        """What files give, portion by portion."""
        return cast("Iterator[tuple[CompiledFile | None, ...]]", self._map(portions))

    def ranges(self, ranges: Iterable[InstanceRange]) -> Iterator[LoweredRange]:
        """What ranges of instances give."""
        return cast("Iterator[LoweredRange]", self._map(ranges))

    def dismiss(self) -> None:
        """Tells all workers to end, and does not wait for them."""
        for hand in self._hands:
            hand.process.terminate()

    def close(self) -> None:
        """Ends all workers at once."""
        self.dismiss()
        hands, self._hands = self._hands, []
        for hand in hands:
            hand.channel.close()
            hand.process.join(_PATIENCE)
            if hand.process.is_alive():
                hand.process.kill()
                hand.process.join()

    def _start(self) -> _Hand:
        own, theirs = multiprocessing.Pipe()
        if not _can_fork():
            context = multiprocessing.get_context("spawn")
            process: BaseProcess = context.Process(target=serve, args=(theirs, self._task), daemon=True)
            process.start()
        else:
            others = (own, *(hand.channel for hand in self._hands))
            args = (theirs, self._worker, others)
            process = multiprocessing.get_context("fork").Process(target=serve, args=args, daemon=True)
            gc.freeze()
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                process.start()
        theirs.close()
        return _Hand(process, own)

    def _map(self, work: Iterable[Work]) -> Iterator[Done]:
        """What comes of each piece, in order; the first pieces are begun at once."""
        pieces = enumerate(work)
        return self._done(pieces, self._hand_out_some(pieces))

    def _done(self, pieces: Iterator[tuple[int, Work]], begun: int) -> Iterator[Done]:
        """What comes of each piece, of which so many are begun.

        Raises:
            Refusal: a worker died over a piece, and so did the one that replaced it.
        """
        found: dict[int, Done] = {}
        deaths: Counter[int] = Counter()
        given = 0
        while True:
            begun += self._hand_out_some(pieces, begun - given)
            if given == begun:
                return
            if given in found:
                yield found.pop(given)
                given += 1
            else:
                self._hear(found, deaths)

    def _hand_out_some(self, pieces: Iterator[tuple[int, Work]], open_: int = 0) -> int:
        """Gives pieces to whoever has few, of which so many are open; says how many."""
        count = 0
        while open_ + count < _WINDOW * len(self._hands) and self._hand_out(pieces):
            count += 1
        return count

    def _hand_out(self, pieces: Iterator[tuple[int, Work]]) -> bool:
        """Gives the next piece to the least busy worker; False where none is left or all have enough."""
        hand = min(self._hands, key=lambda each: len(each.pieces))
        if len(hand.pieces) >= _AHEAD:
            return False
        piece = next(pieces, None)
        if piece is not None:
            self._give(hand, piece)
        return piece is not None

    @staticmethod
    def _give(hand: _Hand, piece: tuple[int, Work]) -> None:
        hand.pieces.append(piece)
        try:
            hand.channel.send(piece[1])
        except (BrokenPipeError, ConnectionResetError):
            return  # that the worker is dead is heard when it is listened to

    def _hear(self, found: dict[int, Done], deaths: Counter[int]) -> None:
        """Waits until some worker has a result, and takes it."""
        busy = {hand.channel: hand for hand in self._hands if hand.pieces}
        for channel in wait(list(busy)):
            hand = busy[cast("Connection", channel)]
            try:
                said = hand.channel.recv()
            except (EOFError, ConnectionResetError):
                self._replace(hand, deaths)
                continue
            number, _ = hand.pieces.popleft()
            found[number] = _sound(said)

    def _replace(self, hand: _Hand, deaths: Counter[int]) -> None:
        """Puts another worker in the place of a dead one, with the same pieces."""
        hand.process.join()
        hand.channel.close()
        number, _ = hand.pieces[0]
        deaths[number] += 1
        if deaths[number] == _DEATHS:
            raise Refusal(WorkerLost(Span.start_of("--workers")))
        self._hands.remove(hand)
        new = self._start()
        self._hands.append(new)
        for piece in hand.pieces:
            self._give(new, piece)


def _sound(said: Done | Failed) -> Done:
    """What a worker gave; what it raised is raised here."""
    if isinstance(said, Failed):
        said.error.add_note(said.trace)
        raise said.error
    return said


def _can_fork() -> bool:
    """Whether this process can be copied: with threads in it, a copy might wait for one that it lacks."""
    return sys.platform == "linux" and threading.active_count() == 1
