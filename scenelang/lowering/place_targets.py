"""Turns targets by name into targets by token position, for one instance.

Takes the scene's intents, once; then an instance's tokens and the token runs of its spans. Gives attention
and hidden targets, or what makes one of them dead. May assume that every name is a span. Never leaves a
target out in silence, except a binding of a token to itself and a look away of which no position stands
apart from its keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from scenelang.diagnostics import Diagnostic
from scenelang.lowering.messages import KeyAfterQuery, NothingBefore, ReadsNothing, SpanWithoutToken
from scenelang.lowering.scene_tokenizer import NO_TOKEN
from scenelang.lowering.span_names import said_name
from scenelang.lowering.supervised_spans import SpanRun
from scenelang.lowering.supervision_plan import AttentionIntent, HiddenIntent, Selector, SupervisionPlan
from scenelang.lowering.token_grid import TokenGrid
from scenelang.model import At
from scenelang.tokens import AttentionTarget, HiddenTarget

Positions: TypeAlias = tuple[int, ...]


class Sites(NamedTuple):
    """Where the spans of one instance lie, and where each selector of its scene points, by its number.

    A selector that points nowhere has no position; why is worked out when a target of it is reported.
    """

    spans: Mapping[str, SpanRun]
    positions: Sequence[Positions]


class Reporter(NamedTuple):
    """Where what goes wrong is handed to; `found_in` gives the end of such a message."""

    report: Callable[[Diagnostic], None]
    found_in: Callable[[], str]


class TargetPlacer:
    """Places the targets of one scene's instances. Each selector is looked up once an instance."""

    def __init__(self, plan: SupervisionPlan) -> None:
        numbers: dict[Selector, int] = {}

        def number(selector: Selector) -> int:
            return numbers.setdefault(selector, len(numbers))

        self._looks = [
            (intent, number(intent.query), tuple(map(number, intent.keys))) for intent in plan.attention
        ]
        self._holds = [
            (intent, number(intent.where), None if intent.other is None else number(intent.other))
            for intent in plan.hidden
        ]
        self._selectors = tuple(numbers)

    def sites(self, spans: Mapping[str, SpanRun], grid: TokenGrid) -> Sites:
        """Where every selector points in one instance; positions rise."""
        return Sites(spans, [_positions(at, spans[span], grid) for at, span in self._selectors])

    def attention(self, sites: Sites, reporter: Reporter) -> tuple[AttentionTarget, ...]:
        """The attention targets of an instance."""
        targets, positions = [], sites.positions
        for intent, query, keys in self._looks:
            queries, groups = positions[query], tuple([positions[key] for key in keys])
            if not queries or not all(groups):
                _report_empty(
                    intent,
                    zip((intent.query, *intent.keys), (queries, *groups), strict=True),
                    sites,
                    reporter,
                )
                continue
            if intent.apart:
                queries = tuple([one for one in queries if one > groups[0][-1]])
            if not queries or (intent.binds and groups == (queries,)):
                continue
            late = [key for key, group in zip(intent.keys, groups, strict=True) if group[-1] > queries[0]]
            if late:
                found = KeyAfterQuery(intent.place, str(intent.query), str(late[0]), reporter.found_in())
                reporter.report(found)
                continue
            targets.append(
                AttentionTarget(
                    queries, groups, intent.away, intent.layers, intent.heads, intent.weight, intent.origin,
                    intent.place,
                )
            )  # fmt: skip
        return tuple(targets)

    def hidden(
        self, sites: Sites, tokens: Mapping[int, int], binding: Mapping[str, str], reporter: Reporter
    ) -> tuple[HiddenTarget, ...]:
        """The hidden targets of an instance.

        Args:
            sites: Where the selectors point.
            tokens: The id for each `reads` target, by its number.
            binding: The values of the instance's variables.
            reporter: Told of targets that cannot be placed.
        """
        targets, positions = [], sites.positions
        for number, (intent, where, other) in enumerate(self._holds):
            places, others = positions[where], () if other is None else positions[other]
            if not places or (intent.other and not others):
                found = [(intent.where, places), *([(intent.other, others)] if intent.other else [])]
                _report_empty(intent, found, sites, reporter)
                continue
            token = tokens.get(number)
            if token == NO_TOKEN:
                reporter.report(ReadsNothing(intent.place, reporter.found_in()))
                continue
            targets.append(
                HiddenTarget(
                    places, intent.layers, intent.kind, intent.weight, intent.origin, intent.place,
                    NO_TOKEN if token is None else token, others * len(places), intent.name,
                    binding[intent.variable] if intent.variable else intent.value,
                )
            )  # fmt: skip
        return tuple(targets)


def _positions(at: At, run: SpanRun, grid: TokenGrid) -> Positions:
    _, _, first, stop = run
    if first >= stop:
        return ()
    if at is At.LAST:
        return (grid.last_content(first, stop),)
    if at is At.FIRST:
        return (first,)
    if at is At.READ:
        return tuple(range(first, stop))
    return tuple(range(max(first - 1, 0), first if at is At.BEFORE else stop - 1))


def _report_empty(
    intent: AttentionIntent | HiddenIntent,
    places: Iterable[tuple[Selector, Positions]],
    sites: Sites,
    reporter: Reporter,
) -> None:
    """Says of each selector that points nowhere why: its span has no token, or nothing stands before it."""
    found_in = reporter.found_in()
    for (_, span), positions in places:
        if positions:
            continue
        run = sites.spans[span]
        if run.first >= run.stop:
            reporter.report(SpanWithoutToken(intent.place, said_name(span), found_in))
        else:
            reporter.report(NothingBefore(intent.place, span, found_in))
