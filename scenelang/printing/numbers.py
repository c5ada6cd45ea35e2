"""Numbers as the small languages write them: digits, a point, never an exponent."""

from __future__ import annotations

from decimal import Decimal


def number_text(value: float) -> str:
    """A number that reads back to the very same value; whole numbers without a point."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return decimal_text(value)


def decimal_text(value: float) -> str:
    """A decimal number that keeps its point, so that it reads back as a decimal one."""
    text = f"{Decimal(repr(value)):f}"
    return text if "." in text else f"{text}.0"
