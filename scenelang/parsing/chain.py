"""Logic steps: `s1: weight, silver => test`, `a, b => (bridge = "Kel")`.

Takes: a step in one string, or its name and its body apart (YAML reads `s1: a => b` as a mapping).
Gives: a `LogicStep`. May assume: nothing. Never does: ask whether its operands exist.
"""

from __future__ import annotations

from scenelang.diagnostics import Outcome
from scenelang.model import Conclusion, Latent, LogicStep, Name, Operator, Spoken
from scenelang.parsing.rules import STEP, STEP_NAME
from scenelang.parsing.syntax import Node
from scenelang.parsing.template import read_template
from scenelang.parsing.transcript import Transcript, read_rule
from scenelang.source import ScalarText, Span

_OPERATORS = {"ENTAILS": Operator.ENTAILS, "SUGGESTS": Operator.SUGGESTS, "REFUTES": Operator.REFUTES}


def parse_logic_step(text: ScalarText) -> Outcome[LogicStep]:
    """Reads a whole step, with or without its name."""
    return read_rule(STEP, text, lambda node, transcript: _step(node, transcript, None, text.place))


def parse_logic_step_named(name: ScalarText, text: ScalarText) -> Outcome[LogicStep]:
    """Reads a step whose name stands apart."""
    named = read_rule(STEP_NAME, name, lambda node, transcript: transcript.name(node.leaf(0)))
    place = name.place.join(text.place)
    step = read_rule(STEP, text, lambda node, transcript: _step(node, transcript, named.value, place))
    value = step.value if named.value is not None else None
    return Outcome(value, (*named.diagnostics, *step.diagnostics))


def _step(node: Node, transcript: Transcript, outer: Name | None, place: Span) -> LogicStep:
    inner = transcript.maybe_name(node.maybe_leaf(0))
    premises = tuple(_operand(operand, transcript) for operand in node.node(1).nodes())
    operator = _OPERATORS[node.leaf(2).kind]
    conclusion = _conclusion(node.node(3).node(0), transcript)
    return LogicStep(outer or inner, premises, operator, conclusion, place)


def _operand(node: Node, transcript: Transcript) -> Name:
    """A span here, or `scene-id#span`; blanks around the `#` are not part of the name."""
    return Name("#".join(leaf.text for leaf in node.leaves()), transcript.place(node))


def _conclusion(node: Node, transcript: Transcript) -> Conclusion:
    name = transcript.name(node.leaf(0))
    if node.rule == "spoken":
        return Spoken(name)
    return Latent(name, read_template(node.leaf(1), transcript), transcript.place(node))
