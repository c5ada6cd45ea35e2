"""The table of keys that an archetype file has."""

from __future__ import annotations

from scenelang.reading.outer_shape import Form, Key, Shape

ARCHETYPE = Shape(
    "an archetype",
    (
        Key("archetype", Form.TEXT, "discovery", required=True),
        Key("purpose", Form.TEXT, "A problem gives way.", required=True),
        Key("roles", Form.MAPPING, "{required: [thinker]}"),
        Key("axes", Form.MAPPING, "{doubt: 0.3 -> 0.9 -> 0.1}"),
        Key("beats", Form.TEXT, "frame ask think+ conclude", required=True),
        Key("weights", Form.MAPPING, "{frame: 0.5}"),
        Key("first_band", Form.TEXT, "early"),
        Key("depth_bands", Form.LIST, "[early, middle, late]"),
    ),
    later=("extends", "example"),
)

ROLES = Shape(
    "`roles`",
    (
        Key("required", Form.LIST, "[thinker]"),
        Key("optional", Form.LIST, "[questioner]"),
    ),
)
