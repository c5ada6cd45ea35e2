"""What a text did to a model: probes, each with the control that it is compared with.

Row editing loads without torch; probes are imported on first use.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from scenelang.probing.random_targets import keys_drawn_anew, read_tokens, reads_drawn_anew

if TYPE_CHECKING:
    from scenelang.probing.anchor_mass import AnchorMassProbe, HeadMasses
    from scenelang.probing.band_mass import BandMass, BandMassProbe
    from scenelang.probing.lens_rank import LensRankProbe, LensRanks
    from scenelang.probing.loss_on_text import text_loss
    from scenelang.probing.model_report import ModelReport, fresh_twin, report_on

_HOMES = {
    "AnchorMassProbe": "anchor_mass",
    "BandMass": "band_mass",
    "BandMassProbe": "band_mass",
    "HeadMasses": "anchor_mass",
    "LensRankProbe": "lens_rank",
    "LensRanks": "lens_rank",
    "ModelReport": "model_report",
    "fresh_twin": "model_report",
    "report_on": "model_report",
    "text_loss": "loss_on_text",
}

__all__ = [
    "AnchorMassProbe",
    "BandMass",
    "BandMassProbe",
    "HeadMasses",
    "LensRankProbe",
    "LensRanks",
    "ModelReport",
    "fresh_twin",
    "keys_drawn_anew",
    "read_tokens",
    "reads_drawn_anew",
    "report_on",
    "text_loss",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
