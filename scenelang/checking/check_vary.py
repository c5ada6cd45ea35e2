"""Does every variable have a value, and every shuffle something to mix.

Takes: a scene.
Gives: nothing but findings.
May assume: expressions are as deep as their parser allows.
Never does: draw; whether a draw can be made at all is asked when instances are planned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scenelang.checking.messages_tension import UnknownBeat
from scenelang.checking.messages_vary import (
    FROM_ITSELF,
    AllHeldOut,
    OneSidedHoldout,
    SpanAcrossLines,
    TooFewLines,
    UnknownVariable,
    UnusedVariable,
    VariableTooEarly,
    VariableTwice,
    VariableWithoutVary,
)
from scenelang.checking.span_table import SpanTable
from scenelang.checking.variable_uses import names_in_expression, names_in_scene
from scenelang.diagnostics import Collector
from scenelang.model import Beat, Literal, MarkedSpan, Name, Scene, Vary
from scenelang.source import Span


def check_vary(scene: Scene, spans: SpanTable, found: Collector) -> None:
    """Checks all uses of variables, and `vary` itself."""
    used = tuple(names_in_scene(scene))
    vary = scene.vary
    if vary is None:
        if "vary" not in scene.unread:
            _refuse_all(used, found)
        return
    given = _given(vary, found)
    if "vary" not in scene.unread:
        _check_names(scene, vary, used, given, found)
    for name in vary.shuffle:
        _check_shuffle(name, scene, spans, found)
    _check_holdout(scene, vary, found)


def _check_holdout(scene: Scene, vary: Vary, found: Collector) -> None:
    holdout = vary.holdout
    if holdout is None:
        return
    if holdout.by and holdout.share in (0, 1):
        found.add(OneSidedHoldout(holdout.place, holdout.share * 100))
    if scene.held_out:
        found.add(AllHeldOut(holdout.place))


def _refuse_all(used: tuple[Name, ...], found: Collector) -> None:
    first = {name.text: name for name in reversed(used)}
    for name in first.values():
        found.add(VariableWithoutVary(name.place, name.text))


def _given(vary: Vary, found: Collector) -> Mapping[str, Span]:
    """Every variable and the place where it gets its value, draws first."""
    given: dict[str, Span] = {}
    drawn = [name for draw in vary.draws for name in draw.names]
    for name in (*drawn, *(let.name for let in vary.lets)):
        if name.text in given:
            found.add(VariableTwice(name.place, name.text, given[name.text]))
        else:
            given[name.text] = name.place
    return given


def _check_names(
    scene: Scene, vary: Vary, used: tuple[Name, ...], given: Mapping[str, Span], found: Collector
) -> None:
    held_out_where = None if vary.holdout is None else vary.holdout.where
    asked = [condition for condition in (vary.where, held_out_where) if condition is not None]
    conditions = tuple(name for condition in asked for name in names_in_expression(condition))
    held_out = () if vary.holdout is None else vary.holdout.by
    free = (*used, *conditions, *held_out)
    wrong = Collector()
    _check_known((*used, *held_out), given, wrong)
    _check_known(conditions, given, wrong, in_expression=True)
    in_lets = tuple(_check_lets(vary, given, wrong))
    found.extend(wrong.sorted())
    # What is misspelt, or could not be read, may be what uses a variable.
    if scene.unread or wrong.has_errors:
        return
    mentioned = {name.text for name in (*free, *in_lets)}
    for name, place in given.items():
        if name not in mentioned:
            found.add(UnusedVariable(place, name))


def _check_known(
    names: tuple[Name, ...], given: Mapping[str, Span], found: Collector, *, in_expression: bool = False
) -> None:
    for name in names:
        if name.text not in given:
            found.add(UnknownVariable(name.place, name.text, tuple(given), in_expression))


def _check_lets(vary: Vary, given: Mapping[str, Span], found: Collector) -> Iterator[Name]:
    """All names in computed values; those computed at the same line or later are reported."""
    has_value = {name.text for draw in vary.draws for name in draw.names}
    for let in vary.lets:
        for name in names_in_expression(let.value):
            if name.text in given and name.text not in has_value:
                when = FROM_ITSELF if name.text == let.name.text else "only later"
                found.add(VariableTooEarly(name.place, name.text, given[name.text], when))
            _check_known((name,), given, found, in_expression=True)
            yield name
        has_value.add(let.name.text)


def _check_shuffle(name: Name, scene: Scene, spans: SpanTable, found: Collector) -> None:
    if name.text not in spans.beat_ids:
        if spans.complete:
            found.add(UnknownBeat(name.place, name.text, spans.beat_ids))
        return
    beat = scene.beats[spans.beat_ids.index(name.text)]
    if not beat.text.pieces:
        return
    lines = sum(1 for line in beat.text.scalar.value.split("\n") if line.strip())
    if lines < 2:
        found.add(TooFewLines(name.place, name.text, lines, beat.kind.place))
    for span in _spans_across_lines(beat):
        found.add(SpanAcrossLines(span.place, name.text, name.place))


def _spans_across_lines(beat: Beat) -> Iterator[MarkedSpan]:
    """The outermost spans that hold a line break."""
    for piece in beat.text.pieces:
        if isinstance(piece, MarkedSpan) and _holds_break(piece):
            yield piece


def _holds_break(span: MarkedSpan) -> bool:
    return any(
        _holds_break(piece)
        if isinstance(piece, MarkedSpan)
        else isinstance(piece, Literal) and "\n" in piece.text
        for piece in span.children
    )
