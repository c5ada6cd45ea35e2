"""What a word may be in the plain layout, as pieces of regular expressions.

Takes: nothing. Gives: patterns, and words that are never plain.
May assume: the text was looked at for its signs before (`plain_signs`).
Never does: allow what the grammars do not.
"""

from __future__ import annotations

ID = r"[^\W\d_]\w{0,60}(?:[-.]\w{1,40}){0,8}"
"""A name as every small language and YAML takes it, and short enough for a key of YAML."""

NUMBER = r"\d{1,6}(?:\.\d{1,6})?"

TRAPS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"})
"""Words that some version of YAML takes for something else; compared in lower case."""

KEYWORDS = frozenset({"w", "reads", "concept", "mirrors", "label", "tension", "teacher"})
"""Words that are terminals of a grammar; a span of such a name is read differently from place to place."""

LONG_FORM_KEYS = frozenset({"kind", "speaker", "text", "weight", "stratum", "expose"})
"""Keys of a beat in long form, which no kind may have for its name."""


class NotPlain(Exception):
    """The scene is not in the plain layout, or may not be sound: the full path is to look. Caught here."""
