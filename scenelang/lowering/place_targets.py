"""Turns targets by name into targets by token position, for one instance.

Takes the scene's intents, and the token runs of its spans. Gives attention and hidden targets, or what makes
one of them dead. May assume that every name is a span. Never leaves a target out in silence, except a
binding of a token to itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from scenelang.diagnostics import Diagnostic
from scenelang.lowering.messages import KeyAfterQuery, NothingBefore, ReadsNothing, SpanWithoutToken
from scenelang.lowering.scene_tokenizer import NO_TOKEN
from scenelang.lowering.supervised_spans import SpanRun
from scenelang.lowering.supervision_plan import AttentionIntent, HiddenIntent, Selector
from scenelang.lowering.token_grid import TokenGrid
from scenelang.model import At
from scenelang.tokens import AttentionTarget, HiddenTarget


class TargetPlacer:
    """Places the targets of one instance.

    What goes wrong is handed to `report`; `found_in` gives the end of such a message when there is one.
    """

    def __init__(
        self,
        spans: Mapping[str, SpanRun],
        grid: TokenGrid,
        report: Callable[[Diagnostic], None],
        found_in: Callable[[], str],
    ) -> None:
        self._spans = spans
        self._grid = grid
        self._report = report
        self._found_in = found_in

    def attention(self, intents: Sequence[AttentionIntent]) -> tuple[AttentionTarget, ...]:
        """The attention targets of an instance."""
        placed = map(self._attention, intents)
        return tuple(target for target in placed if target is not None)

    def hidden(self, intents: Sequence[HiddenIntent], tokens: Mapping[int, int]) -> tuple[HiddenTarget, ...]:
        """The hidden targets of an instance; `tokens` holds the id for each `reads` target, by its number."""
        placed = (self._hidden(intent, tokens.get(number)) for number, intent in enumerate(intents))
        return tuple(target for target in placed if target is not None)

    def _attention(self, intent: AttentionIntent) -> AttentionTarget | None:
        queries = self._positions(intent.query, intent)
        groups = tuple([self._positions(key, intent) for key in intent.keys])
        if not queries or not all(groups) or (intent.binds and groups == (queries,)):
            return None
        for key, group in zip(intent.keys, groups, strict=True):
            if group[-1] > queries[0]:
                message = KeyAfterQuery(intent.place, str(intent.query), str(key), self._found_in())
                self._report(message)
                return None
        return AttentionTarget(
            queries,
            groups,
            intent.away,
            intent.layers,
            intent.heads,
            intent.weight,
            intent.origin,
            intent.place,
        )

    def _hidden(self, intent: HiddenIntent, token: int | None) -> HiddenTarget | None:
        positions = self._positions(intent.where, intent)
        others = self._positions(intent.other, intent) if intent.other else ()
        if not positions or (intent.other and not others):
            return None
        if token == NO_TOKEN:
            self._report(ReadsNothing(intent.place, self._found_in()))
            return None
        return HiddenTarget(
            positions, intent.layers, intent.kind, intent.weight, intent.origin, intent.place,
            token=NO_TOKEN if token is None else token, others=others * len(positions),
            name=intent.name, value=intent.value,
        )  # fmt: skip

    def _positions(self, selector: Selector, intent: AttentionIntent | HiddenIntent) -> tuple[int, ...]:
        """The positions of a selector, rising; empty only when that was reported."""
        at, span = selector
        _, _, first, stop = self._spans[span]
        if first >= stop:
            self._report(SpanWithoutToken(intent.place, f"span `{span}`", self._found_in()))
            return ()
        if at is At.LAST:
            return (self._grid.last_content(first, stop),)
        if at is At.FIRST:
            return (first,)
        if at is At.READ:
            return tuple(range(first, stop))
        positions = range(max(first - 1, 0), first if at is At.BEFORE else stop - 1)
        if not positions:
            self._report(NothingBefore(intent.place, span, self._found_in()))
        return tuple(positions)
