"""Does one row fit a model: its length, its tokens, and whether layers see what they are asked to look at.

Takes a token program, and the map of a model. Gives what does not fit, at the place of the rule or the text.
May assume that the rules fit the model. Never repeats the check of a rule whose tokens do not matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scenelang.diagnostics import Diagnostic
from scenelang.lowering.messages_model import (
    KeyOutOfSight,
    LayersLeftOut,
    RowLongerThanContext,
    TokenWithoutEmbedding,
)
from scenelang.lowering.model_rules import asked_layers
from scenelang.signals import ModelMap, runs_text
from scenelang.source import Span
from scenelang.tokens import AttentionTarget, TokenProgram

_BAND_KEYS = {
    "logic": "`depth_bands`",
    "binding": "`first_band`",
    "self": "`bands`, as `references`",
}
"""Where an archetype says the layers of targets whose lines in a scene take none."""


def row_problems(model: ModelMap, program: TokenProgram, scene: Span, found_in: str) -> Iterator[Diagnostic]:
    """What of one row does not fit the model.

    Args:
        model: the model.
        program: the row.
        scene: where the scene's id is written.
        found_in: the end of a message about one instance of many.
    """
    tokens = len(program.ids)
    if model.context and tokens > model.context:
        yield RowLongerThanContext(scene, program.scene, tokens, model.context, found_in)
    yield from _unknown_token(model, program, scene, found_in)
    if model.has_windows and tokens > min(layer.window for layer in model.layers if layer.window):
        for target in program.attention:
            if not target.away:  # what no layer sees is stayed away from already
                yield from _out_of_sight(model, target, found_in)


def _unknown_token(
    model: ModelMap, program: TokenProgram, scene: Span, found_in: str
) -> Iterator[Diagnostic]:
    last = model.vocabulary - 1
    largest = max(program.ids, default=0)
    if largest <= last:
        return
    number = program.ids.index(largest)
    place = _place(program, number) or scene
    yield TokenWithoutEmbedding(place, program.pieces[number], largest, last, found_in)


def _place(program: TokenProgram, token: int) -> Span | None:
    """Where a token is written: in the scene, or in one that it recalls; None where a template wrote it."""
    start, end = program.sources[token]
    file = next((text.file for text in program.recalled if text.start <= token < text.end), program.file)
    return Span(file, start, end) if start >= 0 else None


def _out_of_sight(model: ModelMap, target: AttentionTarget, found_in: str) -> Iterator[Diagnostic]:
    """A target one of whose pairs of query and key group is hidden, from all layers of its band or some."""
    asked = asked_layers(model, target.layers)
    worst: tuple[list[int], int] | None = None
    for query in target.queries:
        for group in target.key_groups:
            nearest = _nearest(group, query)
            blind = [layer for layer in asked if not model.layers[layer].sees(query, nearest)]
            if blind and (worst is None or len(blind) > len(worst[0])):
                worst = blind, query - nearest
    if worst is None:
        return
    blind, distance = worst
    window = max(model.layers[layer].window for layer in blind)
    if len(blind) == len(asked):
        seeing = _seeing(model, distance, target.origin)
        yield KeyOutOfSight(target.place, target.origin, distance, runs_text(blind), window, seeing, found_in)
        return
    left = runs_text([layer for layer in asked if layer not in blind])
    reason = f"it looks {distance} tokens back, and the others see {window}"
    yield LayersLeftOut(target.place, target.origin, left, runs_text(asked), reason, found_in)


def _nearest(group: Sequence[int], query: int) -> int:
    """The key of a group that lies nearest behind the query."""
    return max((key for key in group if key <= query), default=min(group))


def _seeing(model: ModelMap, distance: int, origin: str) -> str:
    """Which layers could do it, and where to write them: `anchors` name layers, other lines take none."""
    layers = [n for n, layer in enumerate(model.layers) if layer.attends and layer.sees(distance, 0)]
    if not layers:
        return "no layer of this model sees that far"
    key = _BAND_KEYS.get(origin.partition(".")[0])
    if key is None:
        return f"give it layers among {runs_text(layers)}"
    return f"give it layers among {runs_text(layers)} in the archetype, under {key}"
