"""Codes that no message has any more: they stay listed, and are never given to another message."""

from __future__ import annotations

from collections.abc import Mapping

RETIRED_CODES: Mapping[str, str] = {
    "SL410": "`avoid` is trained: its tokens are made unlikely, and nothing is left to warn of",
}
"""For each retired code, why nobody meets it now."""
