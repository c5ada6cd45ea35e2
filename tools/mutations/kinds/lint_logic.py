"""Steps and references that are sound, and say the same again or say two things at once."""

from __future__ import annotations

from draft import Draft, Mutation, kind
from spots import append_rule, line_end, line_start, put, restored

from scenelang.model import Latent, LogicStep, Operator, Spoken, Verb

_VERBS_THAT_SAY = (Verb.ANSWERS, Verb.RECALLS)


def _spoken(draft: Draft) -> list[LogicStep]:
    """The steps without a name that conclude a span of the scene from others, each on a line of its own."""
    return [
        step
        for step in draft.scene.logic
        if step.name is None and isinstance(step.conclusion, Spoken) and _is_alone(draft, step)
    ]


def _is_alone(draft: Draft, step: LogicStep) -> bool:
    start, end = line_start(draft, step.place.start), line_end(draft, step.place.end)
    return draft.text[start:end] == f"  - {draft.text[step.place.start : step.place.end]}"


def _written(draft: Draft, step: LogicStep) -> str:
    return draft.text[step.place.start : step.place.end]


def _linked(draft: Draft) -> set[str]:
    """The spans that a step names."""
    names = {name.text for step in draft.scene.logic for name in step.premises}
    return names | {
        step.conclusion.span.text for step in draft.scene.logic if isinstance(step.conclusion, Spoken)
    }


@kind("a step twice")
def repeated_step(draft: Draft) -> Mutation | None:
    """The same line once more, at the end."""
    steps = _spoken(draft)
    if not steps:
        return None
    line = _written(draft, draft.rng.choice(steps))
    return restored(draft, append_rule(draft, "logic", line, "SL847", line))


@kind("a premise twice in a step")
def repeated_premise(draft: Draft) -> Mutation | None:
    """`a, b, a => c`."""
    steps = _spoken(draft)
    if not steps:
        return None
    step = draft.rng.choice(steps)
    name, end = draft.rng.choice(step.premises).text, step.premises[-1].place.end
    return restored(draft, draft.replace(end, end, f", {name}", "SL857", name))


@kind("a step that refutes what another concludes")
def contradiction(draft: Draft) -> Mutation | None:
    """The same step once more, with `=/>`."""
    steps = [step for step in _spoken(draft) if step.operator is Operator.ENTAILS]
    if not steps:
        return None
    line = _written(draft, draft.rng.choice(steps)).replace("=>", "=/>")
    return append_rule(draft, "logic", line, "SL845", line)


@kind("a premise that another step refutes")
def refuted_premise(draft: Draft) -> Mutation | None:
    """A premise of one step is refuted by a span before it that no step has."""
    linked = _linked(draft)
    spans = {span.id.text: span.place for span in draft.spans if span.id is not None}
    concluded = {step.conclusion.span.text for step in _spoken(draft) if isinstance(step.conclusion, Spoken)}
    found = [
        (early, premise)
        for step in draft.scene.logic
        for premise in step.premises
        if premise.text in spans and premise.text not in concluded
        for early, place in spans.items()
        if place.end < spans[premise.text].start and early not in linked
    ]
    if not found:
        return None
    early, premise = draft.rng.choice(found)
    made = append_rule(draft, "logic", f"{early} =/> {premise.text}", "SL846", premise.text)
    return made and Mutation(made.text, made.code, premise.place.start, premise.place.end)


@kind("a name for a step that no step uses")
def unused_step_name(draft: Draft) -> Mutation | None:
    """`newly: a => b`."""
    steps = _spoken(draft)
    if not steps:
        return None
    start = draft.rng.choice(steps).place.start
    return restored(draft, draft.replace(start, start, "newly: ", "SL854", "newly"))


@kind("two silent conclusions in one place")
def one_place_two_words(draft: Draft) -> Mutation | None:
    """A second word, from the same premises, for the same step."""
    for step in draft.scene.logic:
        latent = step.conclusion
        if not isinstance(latent, Latent) or not _is_alone(draft, step):
            continue
        users = [other for other in draft.scene.logic if latent.name in _premises(other, latent)]
        if len(users) != 1:
            continue
        use = next(name for name in users[0].premises if name.text == latent.name.text)
        premises = draft.text[step.place.start : latent.place.start]
        end = line_end(draft, step.place.end) + 1
        line = f'  - {premises}(newly = "zebra")\n'
        text = put(draft.text, (use.place.end, use.place.end, ", newly"), (end, end, line))
        start = text.index("(newly =")
        return Mutation(text, "SL849", start, start + len('(newly = "zebra")'))
    return None


def _premises(step: LogicStep, latent: Latent) -> tuple[object, ...]:
    return tuple(latent.name if name.text == latent.name.text else name for name in step.premises)


@kind("a line that confirms what another revises")
def confirmed_and_revised(draft: Draft) -> Mutation | None:
    """A later span confirms it all the same."""
    order = draft.ids
    lines = [line for line in draft.scene.references if line.verb is Verb.REVISES]
    taken = {(line.span.text, line.target.text) for line in draft.scene.references}
    found = [
        (late, line.target.text)
        for line in lines
        if line.target.text in order
        for late in order[order.index(line.target.text) + 1 :]
        if (late, line.target.text) not in taken
    ]
    if not found:
        return None
    late, target = draft.rng.choice(found)
    rule = f"{late} confirms {target}"
    made = append_rule(draft, "self", rule, "SL848", rule)
    mended = append_rule(draft, "self", f"{late} recalls {target}", "SL848", target)
    return made and mended and Mutation(made.text, made.code, made.start, made.end, after=mended.text)


@kind("an answer to what asks nothing")
def answers_no_question(draft: Draft) -> Mutation | None:
    """A span of a beat without a question mark."""
    told = [
        [span.id.text for span in beat.text.spans() if span.id is not None]
        for beat in draft.scene.beats
        if beat.kind.text not in ("ask", "question") and "?" not in beat.text.scalar.value
    ]
    order = draft.ids
    taken = {(line.span.text, line.target.text) for line in draft.scene.references}
    found = [
        (late, early)
        for early in (name for names in told for name in names)
        for late in order[order.index(early) + 1 :]
        if (late, early) not in taken and not any({late, early} <= set(names) for names in told)
    ]
    if not found:
        return None
    late, early = draft.rng.choice(found)
    made = append_rule(draft, "self", f"{late} answers {early}", "SL853", early)
    mended = append_rule(draft, "self", f"{late} recalls {early}", "SL853", early)
    return made and mended and Mutation(made.text, made.code, made.start, made.end, after=mended.text)


@kind("a reference twice")
def repeated_reference(draft: Draft) -> Mutation | None:
    """The same line once more."""
    lines = [
        line
        for line in draft.scene.references
        if line.verb in _VERBS_THAT_SAY and "#" not in line.target.text
    ]
    if not lines:
        return None
    line = draft.rng.choice(lines)
    rule = f"{line.span.text} {line.verb.value} {line.target.text}"
    return restored(draft, append_rule(draft, "self", rule, "SL862", rule))
