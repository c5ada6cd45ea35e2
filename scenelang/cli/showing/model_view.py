"""The map of a model as text: its sizes, a picture of its depth, and what it can be supervised with.

Takes: a `ModelMap`. Gives: lines. May assume: at least one layer.
Never does: print, or say more of a model than its map does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from textwrap import wrap

from scenelang.cli.counted import counted
from scenelang.signals import Answer, LayerKind, LayerMap, ModelMap, pattern_text, runs_text, verdicts

Paint = Callable[[str, str], str]
"""Puts a text in a style: `bold`, `dim`, `green`, `yellow`, `red`."""

_LETTERS = {
    LayerKind.FULL: "F",
    LayerKind.SLIDING: "s",
    LayerKind.CHUNKED: "c",
    LayerKind.SPARSE: "p",
    LayerKind.HYBRID: "h",
    LayerKind.LINEAR: "l",
    LayerKind.CONVOLUTION: "v",
    LayerKind.FEED_FORWARD: "-",
}
_WORDS = {
    LayerKind.FULL: "full attention",
    LayerKind.SLIDING: "sliding attention",
    LayerKind.CHUNKED: "attention in chunks",
    LayerKind.SPARSE: "attention to picked tokens",
    LayerKind.HYBRID: "attention and a running state",
    LayerKind.LINEAR: "a running state",
    LayerKind.CONVOLUTION: "convolution",
    LayerKind.FEED_FORWARD: "feed-forward alone",
}
_COLOURS = {Answer.YES: "green", Answer.PARTLY: "yellow", Answer.NO: "red", Answer.UNKNOWN: "yellow"}
BLOCKS = "\u2588\u00b7"
"""What a band is drawn with: a layer inside, and one outside."""

_ASCII = "#."
_MIXED = "+"
_LABEL = 8
_RULER_STEP = 10
_MOST_COLUMNS = 100
_BANDS = ("early", "middle", "late")


def model_lines(model: ModelMap, name: str, paint: Paint, columns: int, *, blocks: bool) -> Iterator[str]:
    """The whole description.

    Args:
        model: what to show.
        name: what the model is called.
        paint: puts words in a style.
        columns: how wide a line may be.
        blocks: False where only ASCII can be shown.
    """
    yield f"{paint('bold', name)}: {model.family}, {counted(model.layer_count, 'layer')}"
    yield from _sizes(model)
    yield ""
    yield from _depth(model, paint, min(columns - 24, _MOST_COLUMNS), blocks=blocks)
    yield ""
    yield paint("bold", "supervision")
    yield from _supervision(model, paint, columns)


def _sizes(model: ModelMap) -> Iterator[str]:
    tied = "tied embeddings" if model.tied else "output embeddings of their own"
    context = f"context {model.context:,}" if model.context else "no stated context"
    yield f"  width {model.width:,}, vocabulary {model.vocabulary:,} ({tied}), {context}"
    if model.heads:
        shared = model.heads // max(model.key_value_heads, 1)
        keys = f"{counted(model.key_value_heads, 'key-value head')}"
        groups = f"{keys}, each shared by {shared}" if shared > 1 else f"{keys}, one each"
        yield f"  {counted(model.heads, 'head')} of {model.head_size} a layer, {groups}"
    cap = f"scores capped at {model.softcap:g}" if model.softcap else "no soft-capping of scores"
    logits = f", logits capped at {model.logit_softcap:g}" if model.logit_softcap else ""
    sinks = "attention sinks" if model.sinks else "no sinks"
    yield f"  attention function {model.attention_function}, {cap}{logits}, {sinks}"


def _depth(model: ModelMap, paint: Paint, columns: int, *, blocks: bool) -> Iterator[str]:
    """One column a layer, or a few layers a column where the model is deeper than the line is wide."""
    step = -(-model.layer_count // max(columns, 1))
    starts = range(0, model.layer_count, step)
    signs = BLOCKS if blocks else _ASCII
    yield f"  {'layer':<{_LABEL}}{_ruler(model.layer_count, step)}"
    for band in _BANDS:
        inside = frozenset(model.bands[band])
        row = "".join(signs[0] if start in inside else signs[1] for start in starts)
        yield f"  {band:<{_LABEL}}{row}  {runs_text(sorted(inside))}"
    kinds = [layer.kind for layer in model.layers]
    if len(set(kinds)) > 1:
        letters = (_column(kinds[start : start + step]) for start in starts)
        yield f"  {'kind':<{_LABEL}}{''.join(letters)}"
    for note in _notes(model, step):
        yield f"  {'':<{_LABEL}}{paint('dim', note)}"


def _notes(model: ModelMap, step: int) -> Iterator[str]:
    """What stands under the picture: the pattern in words, the letters, the scale."""
    yield pattern_text([_word(layer) for layer in model.layers])
    kinds = dict.fromkeys(layer.kind for layer in model.layers)
    if len(kinds) > 1:
        yield ", ".join(f"{_LETTERS[kind]} {_WORDS[kind]}" for kind in kinds)
    if step > 1:
        yield f"{step} layers a column"


def _ruler(count: int, step: int) -> str:
    ruler = ""
    for start in range(0, count, step * _RULER_STEP):
        ruler = f"{ruler:<{start // step}}{start}"
    last = (count - 1) // step
    label = str(count - 1)
    return ruler if len(ruler) + 1 > last else f"{ruler:<{last - len(label) + 1}}{label}"


def _column(kinds: list[LayerKind]) -> str:
    return _LETTERS[kinds[0]] if len(set(kinds)) == 1 else _MIXED


def _word(layer: LayerMap) -> str:
    return f"{layer.kind.value} ({layer.window:,})" if layer.window else layer.kind.value


def _supervision(model: ModelMap, paint: Paint, columns: int) -> Iterator[str]:
    found = verdicts(model)
    widest = max(len(one.kind.value) for one in found)
    indent = widest + 12
    for one in found:
        answer = paint(_COLOURS[one.answer], f"{one.answer.value:<7}")
        first, *rest = wrap(one.why, max(columns - indent, 40)) or [""]
        yield f"  {one.kind.value:<{widest}}  {answer} {first}".rstrip()
        for line in rest:
            yield f"{'':<{indent}}{line}"
