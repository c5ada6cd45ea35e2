"""Mistakes in what reaches beyond a scene: other scenes, concepts, exposure, splits, chat."""

from __future__ import annotations

from draft import Draft, Mutation, kind, misspelt

from scenelang.model import Recall

_OTHERS = ("cloudy-water#cloud", "all-green#habit", "ten-questions#answer", "the-third-bearing#triangle")
"""Places in other scenes that a mutation may point to; a scene never points into itself with them."""


def _elsewhere(draft: Draft) -> tuple[str, str]:
    """A scene and a span of it, not the draft's own."""
    found = [one for one in _OTHERS if not one.startswith(f"{draft.scene.id.text}#")]
    scene, _, span = draft.rng.choice(found).partition("#")
    return scene, span


@kind("a reference to a scene that is nowhere")
def unknown_scene(draft: Draft) -> Mutation | None:
    """The id of the other scene misspelt."""
    scene, span = _elsewhere(draft)
    return draft.add_rule("self", f"{draft.ids[-1]} recalls {scene}s#{span}", "SL258", f"{scene}s")


@kind("a reference to a span that another scene lacks")
def unknown_span_elsewhere(draft: Draft) -> Mutation | None:
    """The span of the other scene misspelt."""
    scene, span = _elsewhere(draft)
    rule = f"{draft.ids[-1]} recalls {scene}#{span}xyz"
    return draft.add_rule("self", rule, "SL259", f"{span}xyz")


@kind("a reference to the scene itself by its id")
def own_id(draft: Draft) -> Mutation | None:
    """`own-id#span` for a span of this scene."""
    target = f"{draft.scene.id.text}#{draft.ids[0]}"
    return draft.add_rule("self", f"{draft.ids[-1]} recalls {target}", "SL260", draft.scene.id.text)


@kind("texts recalled, and no other scene referred to")
def nothing_recalled(draft: Draft) -> Mutation | None:
    """`recall: inline` in a scene that stands alone."""
    lines = [line.target.text for line in draft.scene.references]
    premises = [name.text for step in draft.scene.logic for name in step.premises]
    if any("#" in name for name in (*lines, *premises)) or draft.scene.recall is Recall.INLINE:
        return None
    return draft.add_key("recall: inline", "SL265", "inline")


@kind("recall that is neither of its words")
def wrong_recall(draft: Draft) -> Mutation | None:
    """`recall: inlined`."""
    return misspelt(draft.add_key("recall: inlined", "SL062", "inlined"), "inline")


@kind("a split that is neither of its words")
def wrong_split(draft: Draft) -> Mutation | None:
    """`split: heldout`."""
    return misspelt(draft.add_key("split: heldout", "SL062", "heldout"), "held_out")


@kind("a chat role that chats do not have")
def wrong_chat(draft: Draft) -> Mutation | None:
    """`chat: bot`."""
    line = draft.line_of("cast")
    if line is None or line["value"] or not draft.scene.cast:
        return None
    role = draft.scene.cast[0].role.text
    member = f"  somebody: {{role: {role}, chat: bot}}\n"
    return draft.replace(line.end() + 1, line.end() + 1, member, "SL062", "bot")


@kind("a layer rule on a concept that nothing carries")
def unknown_concept(draft: Draft) -> Mutation | None:
    """A concept that no span of the project is marked with."""
    rule = f"at {draft.ids[-1]} @ late: concept nobody-has-this"
    return draft.add_rule("layers", rule, "SL267", "nobody-has-this")


@kind("exposure of layers that have no such name")
def unknown_exposed_layers(draft: Draft) -> Mutation | None:
    """`expose: earlie`."""
    return draft.add_key("expose: earlie", "SL133", "earlie")


@kind("exposure of a part that layers do not have")
def unknown_module(draft: Draft) -> Mutation | None:
    """`expose: attentoin @ early`."""
    return draft.add_key("expose: attentoin @ early", "SL151", "attentoin")


@kind("exposure of a part without its layers")
def module_without_layers(draft: Draft) -> Mutation | None:
    """`expose: attention`."""
    return draft.add_key("expose: attention", "SL152", "attention")


@kind("a beat that weighs by an unknown axis")
def weight_by_unknown_axis(draft: Draft) -> Mutation | None:
    """`weight: 1 + daubtless` in a long-form copy of the first beat's head."""
    beats = [beat for beat in draft.scene.beats if beat.weight is None and beat.stratum is None]
    beats = [beat for beat in beats if draft.text[beat.kind.place.end] == ":" and not beat.expose]
    beats = [beat for beat in beats if draft.text[beat.kind.place.start - 2 : beat.kind.place.start] == "- "]
    if not beats or draft.scene.vary is not None:
        return None
    beat = draft.rng.choice(beats)
    start, end = beat.kind.place.start, beat.text.scalar.place.start
    new = f"kind: {beat.kind.text}\n    weight: 1 + daubtless\n    text: "
    return draft.replace(start, end, new, "SL202", "daubtless")


@kind("an older spelling of a key")
def older_key(draft: Draft) -> Mutation | None:
    """`speakers` for `cast`; a warning that `migrate` mends."""
    line = draft.line_of("cast")
    return None if line is None else draft.replace(line.start(), line.end("key"), "speakers", "SL153")


@kind("an older spelling of a verb")
def older_verb(draft: Draft) -> Mutation | None:
    """`contradicts` for `revises`."""
    lines = [line for line in draft.scene.references if line.verb.value == "revises"]
    if not lines:
        return None
    start = draft.text.index("revises", draft.rng.choice(lines).span.place.end)
    return draft.replace(start, start + len("revises"), "contradicts", "SL153")


@kind("nothing between two scenes of a file")
def empty_document(draft: Draft) -> Mutation | None:
    """`---` and then the end of the file."""
    end = len(draft.text)
    return draft.replace(end, end, "---\n", "SL064", "---")
