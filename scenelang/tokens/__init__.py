"""What a scene becomes: token sequence, weights, targets, and a text form that reads back equal."""

from scenelang.tokens.print_program import print_program
from scenelang.tokens.read_program import read_program
from scenelang.tokens.target import AttentionTarget, ExposedTokens, HiddenKind, HiddenTarget
from scenelang.tokens.token_program import RecalledText, SpanCertificate, Split, TokenProgram

__all__ = [
    "AttentionTarget",
    "ExposedTokens",
    "HiddenKind",
    "HiddenTarget",
    "RecalledText",
    "SpanCertificate",
    "Split",
    "TokenProgram",
    "print_program",
    "read_program",
]
