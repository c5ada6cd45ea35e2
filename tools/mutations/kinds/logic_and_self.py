"""Mistakes of logic chains and self-reference."""

from __future__ import annotations

from draft import Draft, Mutation, kind

from scenelang.model import Spoken


@kind("a premise that is nowhere")
def unknown_premise(draft: Draft) -> Mutation | None:
    """One premise misspelt."""
    steps = [step for step in draft.scene.logic if all(name.text in draft.ids for name in step.premises)]
    if not steps:
        return None
    premise = draft.rng.choice(draft.rng.choice(steps).premises)
    return draft.respell(premise.place, draft.nowhere(), "SL201")


@kind("a conclusion that is nowhere")
def unknown_conclusion(draft: Draft) -> Mutation | None:
    """The conclusion of a new step is no span."""
    name = draft.nowhere()
    return draft.add_rule("logic", f"{draft.rng.choice(draft.ids)} => {name}", "SL200", name)


@kind("an operator that logic does not have")
def unknown_operator(draft: Draft) -> Mutation | None:
    """`->` for `=>`."""
    first, second = draft.earlier_and_later()
    return draft.add_rule("logic", f"{first} -> {second}", "SL121", "->")


@kind("a step without a conclusion")
def no_conclusion(draft: Draft) -> Mutation | None:
    """`a =>`."""
    made = draft.add_rule("logic", f"{draft.rng.choice(draft.ids)} =>", "SL122", "=>")
    return None if made is None else Mutation(made.text, made.code, made.end, made.end)


@kind("steps that go in a circle")
def circle(draft: Draft) -> Mutation | None:
    """A conclusion is made a premise of its own premise; told at the first step in the file."""
    steps = [step for step in draft.scene.logic if isinstance(step.conclusion, Spoken)]
    pairs = [
        (step.conclusion.span.text, premise.text)
        for step in steps
        if isinstance(step.conclusion, Spoken)
        for premise in step.premises
        if premise.text in draft.ids
    ]
    if not pairs:
        return None
    conclusion, premise = draft.rng.choice(pairs)
    return draft.add_rule("logic", f"{conclusion} => {premise}", "SL213", premise)


@kind("a premise that comes after its conclusion")
def premise_late(draft: Draft) -> Mutation | None:
    """A step against the order of the text, between spans that no step has."""
    used = {name.text for step in draft.scene.logic for name in step.premises}
    used |= {step.conclusion.span.text for step in draft.scene.logic if isinstance(step.conclusion, Spoken)}
    for _ in range(20):
        early, late = draft.earlier_and_later()
        if early not in used and late not in used:
            made = draft.add_rule("logic", f"{late} => {early}", "SL212", f"{late} =>")
            return None if made is None else Mutation(made.text, made.code, made.start, made.end - 3)
    return None


@kind("a silent conclusion that nothing carries")
def held_nowhere(draft: Draft) -> Mutation | None:
    """A latent step that no spoken one rests on."""
    rule = f'{draft.rng.choice(draft.ids)} => (ghost = "word")'
    return draft.add_rule("logic", rule, "SL215", "ghost")


@kind("a silent conclusion with a taken name")
def taken_name(draft: Draft) -> Mutation | None:
    """The name of a latent conclusion is a span's."""
    first, second = draft.earlier_and_later()
    made = draft.add_rule("logic", f'{second} => ({first} = "word")', "SL208", f"({first}")
    return None if made is None else Mutation(made.text, made.code, made.start + 1, made.end)


@kind("an unknown verb")
def unknown_verb(draft: Draft) -> Mutation | None:
    """A verb misspelt."""
    lines = draft.scene.references
    if not lines:
        return None
    line = draft.rng.choice(lines)
    start = draft.text.index(line.verb.value, line.span.place.end)
    return draft.replace(start, start + len(line.verb.value), line.verb.value[:-1] + "z", "SL130")


@kind("a reference to a span that is nowhere")
def unknown_target(draft: Draft) -> Mutation | None:
    """The target of a reference misspelt."""
    lines = [line for line in draft.scene.references if line.target.text in draft.ids]
    if not lines:
        return None
    return draft.respell(draft.rng.choice(lines).target.place, draft.nowhere(), "SL200")


@kind("a reference from a span that is nowhere")
def unknown_source(draft: Draft) -> Mutation | None:
    """Where a reference starts misspelt."""
    lines = [line for line in draft.scene.references if line.span.text in draft.ids]
    if not lines:
        return None
    return draft.respell(draft.rng.choice(lines).span.place, draft.nowhere(), "SL200")


@kind("a reference that looks ahead")
def looks_ahead(draft: Draft) -> Mutation | None:
    """An earlier span recalls a later one."""
    early, late = draft.earlier_and_later()
    return draft.add_rule("self", f"{early} recalls {late}", "SL216", late)


@kind("a reference to itself")
def refers_to_itself(draft: Draft) -> Mutation | None:
    """`x recalls x`."""
    name = draft.rng.choice(draft.ids)
    made = draft.add_rule("self", f"{name} recalls {name}", "SL217", f"recalls {name}")
    return None if made is None else Mutation(made.text, made.code, made.end - len(name), made.end)


@kind("a reference without a target")
def no_target(draft: Draft) -> Mutation | None:
    """`x recalls` and nothing."""
    made = draft.add_rule("self", f"{draft.rng.choice(draft.ids)} recalls", "SL122", "recalls")
    return None if made is None else Mutation(made.text, made.code, made.end, made.end)
