from __future__ import annotations

from collections.abc import Callable

import pytest

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

PLACE = Span("two_hop.scene", 10, 20)


@pytest.fixture(scope="session")
def program() -> Callable[..., TokenProgram]:
    """Makes a program by number: every field that a row carries differs somewhere."""
    return make_program


def make_program(number: int, tokenizer: str = "f" * 64, file: str = "two_hop.scene") -> TokenProgram:
    length = 6 + number % 3
    attention = (
        AttentionTarget(
            (4,), ((1,), (2, 3)), False, LayerBand.percent(50), HeadRule(), 1.0, "logic.1", PLACE
        ),
        AttentionTarget(
            (3, 4),
            ((0, 1),),
            True,
            LayerBand.index(-2, -1),
            HeadRule(HeadRuleKind.NAMED, heads=(0, 3)),
            0.5,
            "anchors.1",
            PLACE,
        ),
    )
    band = LayerBand.percent(0, 100)
    hidden = (
        HiddenTarget((2,), band, HiddenKind.READS, 1.0, "logic.2", PLACE, token=17),
        HiddenTarget((3, 4), band, HiddenKind.CONCEPT, 1.0, "layers.1", PLACE, name="density"),
        HiddenTarget((5,), band, HiddenKind.MIRRORS, 1.0, "self.1", PLACE, others=(1,)),
        HiddenTarget((5,), band, HiddenKind.LABEL, 1.0, "layers.2", PLACE, name="mood", value="glad"),
        HiddenTarget((5,), band, HiddenKind.TENSION, 1.0, "layers.3", PLACE, name="doubt", value="0.25"),
    )
    exposure = (
        ExposedTokens(0, 3, Module.ATTENTION, LayerBand.percent(0, 100 / 4), PLACE),
        ExposedTokens(3, 4, Module.MLP, LayerBand.index(-1), PLACE),
    )
    return TokenProgram(
        scene="two-hop",
        file=file,
        instance=number,
        binding=(("a", "Ann"), ("town", f"Тула{number}")),
        split=Split.HELD_OUT if number % 4 == 3 else Split.TRAIN,
        archetype="proof",
        stratum="thinking",
        language="en",
        tags=("hop", "facts")[: number % 3],
        tokenizer=tokenizer,
        ids=tuple(range(number, number + length)),
        pieces=("x",) * length,
        weights=tuple(0.5 * (i > 0) for i in range(length)),
        beats=tuple(i // 3 for i in range(length)),
        sources=tuple((i * 2, i * 2 + 2) if i else (-1, -1) for i in range(length)),
        axes=("doubt", "stakes"),
        tension=((0.25, 0.5), (0.75, 1.0), (0.0, 0.125)),
        curriculum=0.1 + number,
        attention=attention if number % 2 == 0 else attention[:1],
        hidden=hidden if number % 3 == 0 else (),
        certificates=(
            SpanCertificate("answer", 3, 5, "Кельн", " Кельн"),
            SpanCertificate("b", 1, 2, "b", "b"),
        ),
        avoid=(0.0, 0.25, 0.5, *(0.0,) * (length - 3)) if number % 2 else (),
        exposure=exposure if number % 2 == 0 else (),
        prerequisites=("first", "second")[: number % 3],
        recalled=(RecalledText("first", "first.scene", 0, 1 + number % 2),) if number % 3 == 1 else (),
        rendering="chat" if number % 5 == 4 else "plain",
    )
