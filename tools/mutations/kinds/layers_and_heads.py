"""Mistakes of explicit supervision: anchors and layer rules."""

from __future__ import annotations

from draft import Draft, Mutation, kind

from scenelang.model import At, Recall

_SELECTORS = frozenset(at.value for at in At)


def _anchor(draft: Draft, tail: str, code: str, piece: str) -> Mutation | None:
    early, late = draft.earlier_and_later()
    return draft.add_rule("anchors", f"{late} -> {early}{tail}", code, piece)


def _layer(draft: Draft, rule: str, code: str, piece: str) -> Mutation | None:
    return draft.add_rule("layers", rule.format(x=draft.ids[-1]), code, piece)


@kind("a key that comes after its query")
def key_late(draft: Draft) -> Mutation | None:
    """An earlier span looks at a later one."""
    early, late = draft.earlier_and_later()
    return draft.add_rule("anchors", f"{early} -> {late}", "SL216", late)


@kind("an anchor on a span that is nowhere")
def unknown_key(draft: Draft) -> Mutation | None:
    """The key misspelt."""
    name = draft.nowhere()
    return draft.add_rule("anchors", f"{draft.ids[-1]} -> {name}", "SL200", name)


@kind("an unknown selector")
def unknown_selector(draft: Draft) -> Mutation | None:
    """`lasst(x)`."""
    early, late = draft.earlier_and_later()
    return draft.add_rule("anchors", f"{late} -> lasst({early})", "SL131", "lasst")


@kind("unknown layers")
def unknown_layers(draft: Draft) -> Mutation | None:
    """`@ midle`."""
    return _anchor(draft, " @ midle", "SL133", "midle")


@kind("layers that run backwards")
def layers_backwards(draft: Draft) -> Mutation | None:
    """`@ 8..4`."""
    return _anchor(draft, " @ 8..4", "SL134", "8..4")


@kind("layers half in percent")
def layers_mixed(draft: Draft) -> Mutation | None:
    """`@ 4..60%`."""
    return _anchor(draft, " @ 4..60%", "SL135", "4..60%")


@kind("layers deeper than all")
def layers_too_deep(draft: Draft) -> Mutation | None:
    """`@ 140%`."""
    return _anchor(draft, " @ 140%", "SL136", "140%")


@kind("unknown heads")
def unknown_heads(draft: Draft) -> Mutation | None:
    """`@ late some`."""
    return _anchor(draft, " @ late some", "SL137", "some")


@kind("heads without layers")
def heads_without_layers(draft: Draft) -> Mutation | None:
    """`each` where layers belong first; behind a span called `first` it would be the name of a span."""
    early, late = draft.earlier_and_later()
    if early in _SELECTORS:
        return None
    return draft.add_rule("anchors", f"{late} -> {early} each", "SL150", "each")


@kind("a negative weight")
def negative_weight(draft: Draft) -> Mutation | None:
    """`w -2`."""
    return _anchor(draft, " w -2", "SL128", "-2")


@kind("a rule that weighs nothing")
def weight_zero(draft: Draft) -> Mutation | None:
    """`w 0`."""
    return _anchor(draft, " w 0", "SL129", "0")


@kind("an unknown layer target")
def unknown_layer_target(draft: Draft) -> Mutation | None:
    """`says` for `reads`."""
    return _layer(draft, 'before {x} @ late: says "word"', "SL138", "says")


@kind("a layer rule that does not say where")
def no_selector(draft: Draft) -> Mutation | None:
    """`x @ late: reads "word"`."""
    return draft.add_rule("layers", f'{draft.ids[-1]} @ late: reads "word"', "SL132", draft.ids[-1])


@kind("a text to read that is never closed")
def open_reading(draft: Draft) -> Mutation | None:
    """`reads "word`."""
    return _layer(draft, 'before {x} @ late: reads "word', "SL124", '"')


@kind("an axis that a layer rule does not find")
def unknown_axis_in_layer(draft: Draft) -> Mutation | None:
    """`tension daubt`."""
    return _layer(draft, "at {x} @ late: tension daubtless", "SL202", "daubtless")


@kind("a rule that names a span with #")
def hash_in_rule(draft: Draft) -> Mutation | None:
    """`"#x -> y"`."""
    early, late = draft.earlier_and_later()
    return draft.add_rule("anchors", f'"#{late} -> {early}"', "SL149", "#")


@kind("a span that mirrors itself")
def mirrors_itself(draft: Draft) -> Mutation | None:
    """`mirrors` with its own span."""
    name = draft.ids[-1]
    made = draft.add_rule("layers", f"at {name} @ late: mirrors {name}", "SL217", f"mirrors {name}")
    return None if made is None else Mutation(made.text, made.code, made.end - len(name), made.end)


@kind("a layer rule that looks before the scene")
def nothing_before(draft: Draft) -> Mutation | None:
    """`before` the first beat."""
    first = draft.scene.beats[0].kind.text
    if (
        draft.scene.recall is Recall.INLINE
        or [beat.kind.text for beat in draft.scene.beats].count(first) > 1
        or first in draft.ids
    ):
        return None
    return draft.add_rule("layers", f'before {first} @ late: reads "word"', "SL218", f"before {first}")
