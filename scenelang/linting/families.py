"""The families of lint rules: which codes belong together, and what they are about."""

from __future__ import annotations

FAMILIES = {
    "yaml": range(800, 820),
    "signs": range(820, 830),
    "structure": range(830, 845),
    "logic": range(845, 860),
    "supervision": range(860, 890),
    "suppression": range(890, 900),
    "data": range(900, 930),
}
"""Families by name, with the numbers of their codes."""


def family_of(code: str) -> str | None:
    """The family of a rule's code, such as SL801; None where no rule has such a code."""
    number = int(code.removeprefix("SL"))
    return next((name for name, numbers in FAMILIES.items() if number in numbers), None)
