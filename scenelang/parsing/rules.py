"""The rules of the small languages: their grammars, their names for people, and an example of each.

A terminal's phrase says what an author types there. An empty phrase is left out of "expected ..." unless
nothing else could stand there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

THE_END = "the end"
"""What is expected behind a whole rule."""

_PHRASES = {
    "ID": "a name",
    "NAME": "a variable's name",
    "NUMBER": "a number",
    "SIGNED": "a number",
    "INTEGER": "a whole number",
    "BOUND": "layers such as `late`, `60%` or `4..8`",
    "STRING": "quoted text",
    "VARIABLE": "`${name}`",
    "TRUE": "",
    "FALSE": "",
    "NOT": "",
    "READS": "a layer target (`reads`, `concept`, `mirrors`, `label`, `tension` or `teacher`)",
    "CONCEPT": "a layer target (`reads`, `concept`, `mirrors`, `label`, `tension` or `teacher`)",
    "MIRRORS": "a layer target (`reads`, `concept`, `mirrors`, `label`, `tension` or `teacher`)",
    "LABEL": "a layer target (`reads`, `concept`, `mirrors`, `label`, `tension` or `teacher`)",
    "TENSION": "a layer target (`reads`, `concept`, `mirrors`, `label`, `tension` or `teacher`)",
    "TEACHER": "a layer target (`reads`, `concept`, `mirrors`, `label`, `tension` or `teacher`)",
    "COMMA": "`,`",
    "ENTAILS": "an arrow `=>`, `~>` or `=/>`",
    "SUGGESTS": "an arrow `=>`, `~>` or `=/>`",
    "REFUTES": "an arrow `=>`, `~>` or `=/>`",
    "ARROW": "`->`",
    "AWAY": "`-/>`",
    "OPEN": "`(`",
    "CLOSE": "`)`",
    "EQUALS": "`=`",
    "COLON": "`:`",
    "AT": "`@`",
    "HASH": "",
    "RANGE": "`..`",
    "OR": "an operator",
    "AND": "an operator",
    "IN": "an operator",
    "COMPARE": "an operator",
    "SUM_SIGN": "an operator",
    "PRODUCT_SIGN": "an operator",
    "REPEAT": "a repeat sign",
    "PERCENT": "`%`",
    "WEIGHT": "a weight such as `w 0.5`",
    "$END": THE_END,
}
_FALLBACK = {"HASH": "`#`", "OPEN": "`(`", "CLOSE": "`)`", "COLON": "`:`", "ID": "a name"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of one grammar. `what` and `example` speak to the author.

    `phrases` go before the general ones; `alone` is said where every phrase is left out; `examples` go
    before `example` where their terminal was expected.
    """

    grammar: str
    start: str
    what: str
    example: str
    phrases: Mapping[str, str] = field(default_factory=dict)
    alone: str = ""
    examples: Mapping[str, str] = field(default_factory=dict)

    def example_for(self, accepted: frozenset[str]) -> str:
        """An example that has one of these terminals where the usual one may lack it."""
        return next((self.examples[name] for name in self.examples if name in accepted), self.example)

    def expected(self, accepted: frozenset[str]) -> str:
        """`a, b or c`: what could stand where a string leaves the rule."""
        said = [phrase for phrase in self._phrases(accepted) if phrase]
        if not said and self.alone:
            return self.alone
        if not said:
            said = [_FALLBACK.get(name, name.lower()) for name in sorted(accepted)] or [self.what]
        return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} or {said[-1]}"

    def _phrases(self, accepted: frozenset[str]) -> list[str]:
        known = {**_PHRASES, **self.phrases}
        return list(dict.fromkeys(known[name] for name in known if name in accepted))


_SPAN = {"ID": "a span's id"}
_POSITIONS = {"ID": "", "OPEN": "", "NUMBER": "", "SIGNED": "a number"}
_A_POSITION = "a span such as `answer` or `last(answer)`"
_A_SITE = "a place such as `before answer`"

MARKS = Rule("marks", "marks", "the marks of a span", "{#id .concept w=0.5}")
TEXT = Rule("markup", "text", "a beat's text", "[It is so.]{#answer}")
HEAD = Rule("head", "head", "the head of a beat", "ask(hiero)", {"OPEN": "`(` and a speaker"})
TRAJECTORY = Rule(
    "tension",
    "trajectory",
    "a trajectory",
    "0.3 -> 0.9 @ turn -> 0.1",
    {"ID": "", "AT": "`@` and a beat"},
    "a beat",
)
STEP = Rule(
    "chain",
    "step",
    "a logic step",
    "weight, silver => test",
    {**_SPAN, "COLON": ""},
    examples=dict.fromkeys(("STRING", "EQUALS"), 'dry, bridge => (place = "home")'),
)
STEP_NAME = Rule("chain", "name", "the name of a logic step", "s1")
REFERENCE = Rule(
    "reference", "reference", "a reference", "answer answers question", {"ID": "a name", "HASH": ""}
)
BAND = Rule("band", "band", "a layer band", "40%..70%", {"ID": ""})
EXPOSURE = Rule("expose", "exposure", "an exposure", "attention @ early", {"ID": ""})
ATTENTION = Rule(
    "selector",
    "attention",
    "an attention rule",
    "answer -> weight @ late top 2 w 0.5",
    _POSITIONS,
    _A_POSITION,
)
LAYER_RULE = Rule("target", "layer_rule", "a layer rule", 'before answer @ 60%: reads "not"', _POSITIONS)
SITE = Rule("target", "site", "the site of a layer rule", "before answer @ 60%", _POSITIONS, _A_SITE)
TARGET = Rule(
    "target",
    "target",
    "a layer target",
    'reads "not"',
    {"ID": "a name"},
    examples={"EQUALS": "label place = home"},
)
PATTERN = Rule(
    "pattern",
    "pattern",
    "an order of beats",
    "frame ask guess? (think | doubt)+ turn",
    {"ID": "a beat kind", "OR": "`|`"},
)
DRAW_NAMES = Rule("vary", "names", "the names of a draw", "a, b, c")
RANGE = Rule("vary", "range", "a range", "2..9")
SHARE = Rule("vary", "share", "a share", "10%")
EXPRESSION = Rule(
    "expression",
    "expression",
    "an expression",
    "n * 12",
    {"NAME": "a value", "NUMBER": "a value", "STRING": "a value", "OPEN": "", "SUM_SIGN": ""},
)
WEIGHT = replace(EXPRESSION, what="a weight", example="1 + doubt")
"""An expression once more, under the name that authors have for it where it weighs a beat."""

WORDS_FOR_HEADS = ("heads", "head")
"""What authors write before the heads of an attention rule, and need not."""

RULES = (
    MARKS,
    TEXT,
    HEAD,
    TRAJECTORY,
    STEP,
    STEP_NAME,
    REFERENCE,
    BAND,
    EXPOSURE,
    ATTENTION,
    LAYER_RULE,
    SITE,
    TARGET,
    PATTERN,
    DRAW_NAMES,
    RANGE,
    SHARE,
    EXPRESSION,
)
"""Every rule that a string may be read by."""

STARTS: Mapping[str, tuple[str, ...]] = {
    grammar: tuple(rule.start for rule in RULES if rule.grammar == grammar)
    for grammar in dict.fromkeys(rule.grammar for rule in RULES)
}
"""The start rules of each grammar."""
