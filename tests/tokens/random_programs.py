"""Token programs of every shape, for properties."""

from __future__ import annotations

from hypothesis import strategies as st

from scenelang.signals import HeadRule, HeadRuleKind, LayerBand, Module
from scenelang.source import Span
from scenelang.tokens import (
    AttentionTarget,
    ExposedTokens,
    HiddenKind,
    HiddenTarget,
    RecalledText,
    SpanCertificate,
    Split,
    TokenProgram,
)

TEXTS = st.text(max_size=12) | st.sampled_from(
    ["\u2028", "\u0085", "\x7f", '"', "\\", "a\nb\tc", "é🙂漢", "none", "-"]
)
FLOATS = st.floats(allow_nan=False)
SMALL = st.integers(-1, 10**6)
POSITIONS = st.lists(st.integers(0, 500), max_size=4).map(tuple)
PLACES = st.builds(
    lambda file, start, size: Span(file, start, start + size), TEXTS, st.integers(0, 999), st.integers(0, 99)
)
BANDS = st.builds(LayerBand.percent, FLOATS, FLOATS) | st.builds(LayerBand.index, SMALL, SMALL)
HEADS = st.builds(HeadRule, st.sampled_from(HeadRuleKind), st.integers(0, 5), POSITIONS)
TARGETS = st.builds(
    AttentionTarget,
    POSITIONS,
    st.lists(POSITIONS, max_size=3).map(tuple),
    st.booleans(),
    BANDS,
    HEADS,
    FLOATS,
    TEXTS,
    PLACES,
)
HIDDEN = st.builds(
    HiddenTarget,
    POSITIONS,
    BANDS,
    st.sampled_from(HiddenKind),
    FLOATS,
    TEXTS,
    PLACES,
    SMALL,
    POSITIONS,
    TEXTS,
    TEXTS,
)
PROOFS = st.builds(SpanCertificate, TEXTS, SMALL, SMALL, TEXTS, TEXTS)
EXPOSED = st.builds(ExposedTokens, SMALL, SMALL, st.sampled_from(Module), BANDS, PLACES)
RECALLED = st.builds(RecalledText, TEXTS, TEXTS, SMALL, SMALL)
TOKENS = st.tuples(SMALL, TEXTS, FLOATS, SMALL, st.tuples(SMALL, SMALL))


def _some(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


def avoided(tokens: int) -> st.SearchStrategy[tuple[float, ...]]:
    """Weights of unlikelihood: one a token, or none at all where none is avoided."""
    weights = st.lists(FLOATS | st.just(0.0), min_size=tokens, max_size=tokens).map(tuple)
    return weights.map(lambda found: found if any(found) else ())


@st.composite
def programs(draw: st.DrawFn) -> TokenProgram:
    tokens = draw(st.lists(TOKENS, max_size=4))
    columns = [tuple(column) for column in zip(*tokens, strict=True)] if tokens else [()] * 5
    ids, pieces, weights, beats, sources = columns
    return TokenProgram(
        *(draw(TEXTS), draw(TEXTS), draw(SMALL), draw(_some(st.tuples(TEXTS, TEXTS)))),
        *(
            draw(st.sampled_from(Split)),
            draw(TEXTS),
            draw(TEXTS),
            draw(TEXTS),
            draw(_some(TEXTS)),
            draw(TEXTS),
        ),
        *(ids, pieces, weights, beats, sources),
        *(draw(_some(TEXTS)), draw(_some(_some(FLOATS))), draw(FLOATS)),
        *(draw(_some(TARGETS)), draw(_some(HIDDEN)), draw(_some(PROOFS))),
        *(
            draw(avoided(len(ids))),
            draw(_some(EXPOSED)),
            draw(_some(TEXTS)),
            draw(_some(RECALLED)),
            draw(TEXTS),
        ),
    )
