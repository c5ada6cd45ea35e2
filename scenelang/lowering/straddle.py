"""What becomes of a token that reaches over the edge of a span."""

from __future__ import annotations

from enum import StrEnum


class Straddle(StrEnum):
    """To whom a token belongs that reaches over a span's edge with more than white space."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    ERROR = "error"
