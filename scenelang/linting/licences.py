"""Licences by their SPDX names.

Takes: what stands under `licence`. Gives: the same as the SPDX list spells it.
May assume: nothing. Never does: read a licence.
"""

from __future__ import annotations


def canonical_licence(written: str) -> str | None:
    """An SPDX expression in the list's own spelling; None where it is none."""
    from packaging.licenses import (  # noqa: PLC0415 - few scenes have a licence
        InvalidLicenseExpression,
        canonicalize_license_expression,
    )

    try:
        return canonicalize_license_expression(written)
    except InvalidLicenseExpression:
        return None
