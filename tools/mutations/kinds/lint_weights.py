"""Spans that weigh too much, and spans that are not to be said though a step of logic needs them said."""

from __future__ import annotations

from draft import Draft, Mutation, kind

from scenelang.model import LogicStep, MarkedSpan, Operator, Spoken, Verb


@kind("a span that outweighs all the rest")
def heavy_text(draft: Draft) -> Mutation | None:
    """`w=1000` for `w=1.000`."""
    spans = [
        piece
        for beat in draft.scene.beats
        if beat.weight is None
        for piece in beat.text.pieces
        if isinstance(piece, MarkedSpan) and not (piece.read or piece.avoid)
    ]
    spans = [span for span in spans if "w=" not in draft.text[span.place.start : span.place.end]]
    if not spans:
        return None
    span = draft.rng.choice(spans)
    made = draft.replace(span.place.end - 1, span.place.end - 1, " w=1000", "SL865")
    return Mutation(made.text, made.code, span.place.start, span.place.end + len(" w=1000"))


@kind("a premise that is not to be said")
def avoided_support(draft: Draft) -> Mutation | None:
    """`avoid` on a span that a step rests on."""
    spans = _free(draft)
    premises = [
        premise
        for step in draft.scene.logic
        if step.operator is not Operator.REFUTES
        for premise in step.premises
        if premise.text in spans
    ]
    if not premises:
        return None
    premise = draft.rng.choice(premises)
    place = spans[premise.text].place.end - 1
    made = draft.replace(place, place, " avoid", "SL873")
    return Mutation(made.text, made.code, premise.place.start + 6, premise.place.end + 6)


@kind("a conclusion that is not to be said")
def avoided_conclusion(draft: Draft) -> Mutation | None:
    """`avoid` on a span that a step concludes."""
    spans = _free(draft)
    steps: list[LogicStep] = [step for step in draft.scene.logic if step.operator is not Operator.REFUTES]
    names = [step.conclusion.span for step in steps if isinstance(step.conclusion, Spoken)]
    names = [name for name in names if name.text in spans]
    if not names:
        return None
    name = draft.rng.choice(names)
    place = spans[name.text].place.end - 1
    made = draft.replace(place, place, " avoid", "SL873")
    return Mutation(made.text, made.code, name.place.start + 6, name.place.end + 6)


def _free(draft: Draft) -> dict[str, MarkedSpan]:
    """Outermost spans that are learned as all text is, and that no line takes back, by their names."""
    revised = {line.target.text for line in draft.scene.references if line.verb is Verb.REVISES}
    return {
        piece.id.text: piece
        for beat in draft.scene.beats
        if beat.weight is None and beat.stratum is None and beat.kind.text != "guess"
        for piece in beat.text.pieces
        if isinstance(piece, MarkedSpan) and piece.id is not None and piece.id.text not in revised
        if beat.kind.text not in revised and not (piece.read or piece.avoid) and piece.weight == 1
    }
