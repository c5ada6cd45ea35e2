"""The tables of keys that a scene has, part by part.

Each line says what a key takes and what one might write there. The order is the order in which an author
would write them, and the order in which messages list them.
"""

from __future__ import annotations

from scenelang.reading.deprecated import Where, renamed
from scenelang.reading.outer_shape import Form, Key, Shape

SCENE = Shape(
    "a scene",
    (
        Key("scene", Form.TEXT, "1", required=True),
        Key("id", Form.TEXT, "crown-of-syracuse", required=True),
        Key("archetype", Form.TEXT, "discovery", required=True),
        Key("stratum", Form.TEXT, "thinking"),
        Key("language", Form.TEXT, "en"),
        Key("tags", Form.LIST, "[physics, density]"),
        Key("source", Form.TEXT, "Vitruvius, On Architecture, book 9"),
        Key("licence", Form.TEXT, "CC-BY-4.0"),
        Key("split", Form.TEXT, "held_out"),
        Key("use", Form.LIST_OR_TEXT, "[lexicon/names]"),
        Key("cast", Form.MAPPING, "{archimedes: {role: thinker}}"),
        Key("recall", Form.TEXT, "inline"),
        Key("expose", Form.LIST_OR_TEXT, "attention @ early"),
        Key("tension", Form.MAPPING, "{doubt: 0.3 -> 0.9 -> 0.1}"),
        Key("beats", Form.LIST, "a list of `- kind: text`", required=True),
        Key("logic", Form.LIST, "a list of `- premise, premise => conclusion`"),
        Key("self", Form.LIST, "a list of `- answer answers question`"),
        Key("anchors", Form.LIST, "a list of `- answer -> question`"),
        Key("layers", Form.LIST, 'a list of `- before answer @ middle: reads "not"`'),
        Key("vary", Form.MAPPING, "{count: 100, draw: {a: [Ann, Bo]}}"),
    ),
    renamed(Where.SCENE_KEY),
)

CAST_MEMBER = Shape(
    "a member of the cast",
    (
        Key("role", Form.TEXT, "thinker", required=True),
        Key("chat", Form.TEXT, "assistant"),
    ),
)

BEAT = Shape(
    "a beat in long form",
    (
        Key("kind", Form.TEXT, "think", required=True),
        Key("speaker", Form.TEXT, "archimedes"),
        Key("text", Form.TEXT, "It weighs right.", required=True),
        Key("weight", Form.TEXT, "0.5"),
        Key("stratum", Form.TEXT, "knowledge"),
        Key("expose", Form.LIST_OR_TEXT, "attention @ early"),
    ),
)

VARY = Shape(
    "`vary`",
    (
        Key("count", Form.TEXT, "1000", required=True),
        Key("seed", Form.TEXT, "7"),
        Key("draw", Form.MAPPING, "{a: {from: lexicon/names}}"),
        Key("let", Form.MAPPING, "{total: n * 12}"),
        Key("shuffle", Form.LIST_OR_TEXT, "[facts]"),
        Key("where", Form.TEXT, "a != b"),
        Key("holdout", Form.MAPPING, "{by: [a, b], share: 10%}"),
    ),
)

DRAW = Shape(
    "a draw",
    (
        Key("from", Form.LIST_OR_TEXT, "lexicon/names"),
        Key("range", Form.TEXT, "2..9"),
        Key("distinct", Form.TEXT, "true"),
    ),
)

HOLDOUT = Shape(
    "`holdout`",
    (
        Key("by", Form.LIST_OR_TEXT, "[a, b]"),
        Key("share", Form.TEXT, "10%"),
        Key("where", Form.TEXT, "n > 6"),
    ),
)
