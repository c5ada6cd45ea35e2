"""What a scene becomes: one sequence of tokens with everything a trainer may ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scenelang.tokens.target import AttentionTarget, ExposedTokens, HiddenTarget


class Split(StrEnum):
    """Which side of the holdout an instance is on."""

    TRAIN = "train"
    HELD_OUT = "held_out"


@dataclass(frozen=True, slots=True)
class SpanCertificate:
    """Proof of where a named span landed: tokens `start..end` (half-open) decode to `decoded`.

    `text` is what the author marked. The two differ only in what the straddle policy let in, such as the
    space before a word.
    """

    span: str
    start: int
    end: int
    text: str
    decoded: str


@dataclass(frozen=True, slots=True)
class RecalledText:
    """Tokens `start..end` (half-open) that are the text of another scene, read before this one.

    Their `sources` lie in `file`; they weigh nothing and belong to no beat (-1).
    """

    scene: str
    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TokenProgram:
    """A compiled scene instance. `ids`, `pieces`, `weights`, `beats` and `sources` have one item a token.

    `pieces` are the parts of the rendered text that the tokens cover (tokens that share one character,
    such as an emoji, each carry it whole). A weight multiplies the cross-entropy of predicting that very
    token. `beats` are beat numbers from 0. `sources` are file offsets (start, end) of what the author
    wrote: a variable's value points at its `${name}`, a joining line break that nobody wrote at (-1, -1).
    `tension` has one vector per beat, its axes in the order of `axes`, values in 0..1; `curriculum` is the
    mean of the vector's peak, its mean and its path length. `binding` lists the instance's variables.

    `avoid` has one weight a token: the unlikelihood of that very token, 0 where it may be said; it is
    empty where nothing is avoided. `rendering` is `plain` or `chat`. A token that a chat template wrote
    has the source (-1, -1). `prerequisites` are the scenes that come before this one in a curriculum.
    """

    scene: str
    file: str
    instance: int
    binding: tuple[tuple[str, str], ...]
    split: Split
    archetype: str
    stratum: str
    language: str
    tags: tuple[str, ...]
    tokenizer: str
    ids: tuple[int, ...]
    pieces: tuple[str, ...]
    weights: tuple[float, ...]
    beats: tuple[int, ...]
    sources: tuple[tuple[int, int], ...]
    axes: tuple[str, ...]
    tension: tuple[tuple[float, ...], ...]
    curriculum: float
    attention: tuple[AttentionTarget, ...]
    hidden: tuple[HiddenTarget, ...]
    certificates: tuple[SpanCertificate, ...]
    avoid: tuple[float, ...] = ()
    exposure: tuple[ExposedTokens, ...] = ()
    prerequisites: tuple[str, ...] = ()
    recalled: tuple[RecalledText, ...] = ()
    rendering: str = "plain"
