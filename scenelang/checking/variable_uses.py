"""Where a scene uses variables: in text, in what is read from layers, in labels, in expressions."""

from __future__ import annotations

from collections.abc import Iterator

from scenelang.model import (
    Binary,
    Call,
    Expression,
    Label,
    Latent,
    Name,
    Reads,
    Scene,
    Template,
    Unary,
    Variable,
    VariableUse,
)


def names_in_scene(scene: Scene) -> Iterator[Name]:
    """The variables of a scene outside `vary`, in the order of its sections."""
    for beat in scene.beats:
        for variable in beat.text.variables():
            yield variable.name
    for step in scene.logic:
        if isinstance(step.conclusion, Latent):
            yield from _names_in_template(step.conclusion.reads)
    for rule in scene.layers:
        if isinstance(rule.target, Reads):
            yield from _names_in_template(rule.target.text)
        elif isinstance(rule.target, Label) and rule.target.value.text.startswith("${"):
            value = rule.target.value
            yield Name(value.text[2:-1], value.place)


def names_in_expression(expression: Expression) -> Iterator[Name]:
    """The variables of an expression, from left to right."""
    if isinstance(expression, VariableUse):
        yield expression.name
    elif isinstance(expression, Unary):
        yield from names_in_expression(expression.operand)
    elif isinstance(expression, Binary):
        yield from names_in_expression(expression.left)
        yield from names_in_expression(expression.right)
    elif isinstance(expression, Call):
        for argument in expression.arguments:
            yield from names_in_expression(argument)


def _names_in_template(template: Template) -> Iterator[Name]:
    for piece in template.pieces:
        if isinstance(piece, Variable):
            yield piece.name
