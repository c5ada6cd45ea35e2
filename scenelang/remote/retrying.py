"""Tries again what may go well the next time, a few times, and says so.

Takes: something to do on another machine.
Gives: what it gives.
May assume: that doing it twice does no harm.
Never does: try again what a second try cannot change: a refusal, a name that is not there.

tenacity does the work. The libraries below fsspec have retries of their own, each with its own rules and
without a word; where they can be switched off, they are, so that one policy holds for all protocols.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from scenelang.diagnostics import Refusal
from scenelang.remote.failures import failure_of
from scenelang.remote.messages import TriesUnsound
from scenelang.source import Span

T = TypeVar("T")

_log = logging.getLogger("scenelang.remote")
TRIES_VARIABLE = "SCENELANG_TRIES"
MOST_TRIES = 9_999


@dataclass(frozen=True, slots=True)
class Patience:
    """How often something is tried in all, and between which bounds the waits grow, in seconds.

    Each wait is drawn evenly from nothing to a bound that doubles, so that many machines that failed
    together do not come back together.
    """

    tries: int = 5
    first: float = 0.5
    longest: float = 20.0

    @classmethod
    def of_this_run(cls) -> Patience:
        """The usual patience; the environment variable `SCENELANG_TRIES` says how often else.

        Raises:
            Refusal: the variable is set to no such number.
        """
        named = os.environ.get(TRIES_VARIABLE, "").strip()
        if not named:
            return cls()
        short = named.isascii() and named.isdecimal() and len(named) <= len(str(MOST_TRIES))
        if not short or int(named) < 1:
            raise Refusal(TriesUnsound(Span.start_of(TRIES_VARIABLE), TRIES_VARIABLE, named, MOST_TRIES))
        return cls(tries=int(named))


def patiently(doing: str, patience: Patience, call: Callable[[], T]) -> T:
    """Gives what a call gives, and calls again where its failure may pass.

    Args:
        doing: What is being done, for the log: `reading s3://bucket/name`.
        patience: How often, and how long between.
        call: What to do.

    Raises:
        Exception: the last failure, whatever the library below makes of it.
    """
    attempts = Retrying(
        stop=stop_after_attempt(patience.tries),
        wait=wait_random_exponential(multiplier=patience.first, max=patience.longest),
        retry=retry_if_exception(lambda error: failure_of(error).may_pass),
        before_sleep=lambda state: _say(
            doing, patience, state.attempt_number, state.upcoming_sleep, state.outcome
        ),
        reraise=True,
    )
    return attempts(call)


def _say(doing: str, patience: Patience, number: int, wait: float, outcome: object) -> None:
    error = getattr(outcome, "exception", lambda: None)()
    why = failure_of(error).words if error is not None else "it failed"
    _log.warning("%s: %s; try %d of %d in %.1f s", doing, why, number + 1, patience.tries, wait)
