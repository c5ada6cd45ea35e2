"""What a finding about one instance is about, so that other instances do not say it again."""

from __future__ import annotations

from scenelang.diagnostics import Diagnostic
from scenelang.lowering.messages import (
    KeyAfterQuery,
    NothingBefore,
    SpanWithoutToken,
    TokenMustNotStraddle,
    TokenStraddles,
)
from scenelang.lowering.span_names import NAMELESS


def cause_of(found: Diagnostic) -> tuple[object, ...]:
    """What a finding is about: a named span wherever it is used, else a place."""
    match found:
        case SpanWithoutToken(span=span) | NothingBefore(span=span) if span != NAMELESS:
            return (found.code, span)
        case TokenStraddles(token=token) | TokenMustNotStraddle(token=token):
            return (found.code, found.place, token)
        case KeyAfterQuery(key=key):
            return (found.code, found.place, key)
        case _:
            return (found.code, found.place)
