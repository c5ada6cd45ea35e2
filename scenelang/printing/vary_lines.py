"""`vary` as lines of a scene file."""

from __future__ import annotations

from collections.abc import Iterator

from scenelang.model import Draw, Holdout, InlineValues, IntegerRange, Name, Vary
from scenelang.printing.expressions import expression_text
from scenelang.printing.numbers import number_text
from scenelang.printing.yaml_text import flow_scalar, line_scalar, quoted_scalar


def vary_lines(vary: Vary) -> Iterator[str]:
    """The lines of `vary`, its key first."""
    yield "vary:"
    yield f"  count: {vary.count}"
    yield f"  seed: {vary.seed}"
    if vary.draws:
        yield "  draw:"
        yield from (f"    {_draw(draw)}" for draw in vary.draws)
    if vary.lets:
        yield "  let:"
        yield from (f"    {let.name.text}: {line_scalar(expression_text(let.value))}" for let in vary.lets)
    if vary.shuffle:
        yield f"  shuffle: {flow_list(vary.shuffle)}"
    if vary.where is not None:
        yield f"  where: {line_scalar(expression_text(vary.where))}"
    if vary.holdout is not None:
        yield f"  holdout: {_holdout(vary.holdout)}"


def flow_list(names: tuple[Name, ...]) -> str:
    """`[a, b]`."""
    return f"[{', '.join(flow_scalar(name.text) for name in names)}]"


def _draw(draw: Draw) -> str:
    names = ", ".join(name.text for name in draw.names)
    distinct = ", distinct: true" if draw.distinct else ""
    return f"{names}: {{{_source(draw)}{distinct}}}"


def _source(draw: Draw) -> str:
    source = draw.source
    if isinstance(source, IntegerRange):
        return f"range: {source.low}..{source.high}"
    if isinstance(source, InlineValues):
        return f"from: [{', '.join(quoted_scalar(value.text) for value in source.values)}]"
    return f"from: {flow_scalar(source.path.text)}"


def _holdout(holdout: Holdout) -> str:
    parts = []
    if holdout.by:
        parts.append(f"by: {flow_list(holdout.by)}, share: {number_text(holdout.share)}")
    if holdout.where is not None:
        parts.append(f"where: {quoted_scalar(expression_text(holdout.where))}")
    return f"{{{', '.join(parts)}}}"
