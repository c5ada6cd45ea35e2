"""The tables of keys that an archetype file has."""

from __future__ import annotations

from scenelang.model import BAND_SIGNALS
from scenelang.reading.outer_shape import Form, Key, Shape

ARCHETYPE = Shape(
    "an archetype",
    (
        Key("archetype", Form.TEXT, "discovery", required=True),
        Key("extends", Form.TEXT, "doubt"),
        Key("purpose", Form.TEXT, "A problem gives way."),
        Key("leaves", Form.TEXT, "The model asks what would show it wrong."),
        Key("measured", Form.TEXT, "The log-probability of the right answer."),
        Key("roles", Form.MAPPING, "{required: [thinker]}"),
        Key("axes", Form.MAPPING, "{doubt: 0.3 -> 0.9 -> 0.1}"),
        Key("beats", Form.TEXT, "frame ask think+ conclude"),
        Key("weights", Form.MAPPING, "{frame: 0.5}"),
        Key("strata", Form.MAPPING, "{distract: noise}"),
        Key("first_band", Form.TEXT, "early"),
        Key("depth_bands", Form.LIST, "[early, middle, late]"),
        Key("bands", Form.MAPPING, "{concept: late}"),
        Key("chat", Form.MAPPING, "{thinker: assistant}"),
        Key("example", Form.TEXT, "a scene, in a block under `|`"),
    ),
)

WITHOUT_EXTENDS = ("purpose", "beats")
"""What an archetype must say itself where it extends no other."""

ROLES = Shape(
    "`roles`",
    (
        Key("required", Form.LIST, "[thinker]"),
        Key("optional", Form.LIST, "[questioner]"),
    ),
)

BANDS = Shape("`bands`", tuple(Key(signal, Form.TEXT, "middle") for signal in BAND_SIGNALS))
