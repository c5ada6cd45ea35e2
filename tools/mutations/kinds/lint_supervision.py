"""Anchors and layer rules that are sound, and ask for nothing, for too much, or against each other."""

from __future__ import annotations

from draft import Draft, Mutation, kind
from spots import append_rule, restored, spot_in_text

from scenelang.model import AttentionRule, LayerRule, Verb


def _written(draft: Draft, rules: tuple[AttentionRule, ...] | tuple[LayerRule, ...]) -> list[str]:
    """Rules as they are written, where no quotes of YAML stand around them."""
    places = [rule.place for rule in rules]
    return [
        draft.text[place.start : place.end]
        for place in places
        if draft.text[place.start - 4 : place.start] == "  - " and draft.text[place.end] == "\n"
    ]


def _whole(draft: Draft, section: str, rule: str, code: str) -> Mutation | None:
    """A rule behind all others; the finding lies under all of it."""
    return append_rule(draft, section, rule, code, rule)


@kind("an anchor twice")
def repeated_anchor(draft: Draft) -> Mutation | None:
    """The same line once more."""
    rules = _written(draft, draft.scene.anchors)
    if not rules:
        return None
    return restored(draft, _whole(draft, "anchors", draft.rng.choice(rules), "SL862"))


@kind("a layer rule twice")
def repeated_layer_rule(draft: Draft) -> Mutation | None:
    """The same line once more; a text, which anchors have none of."""
    rules = _written(draft, draft.scene.layers)
    if not rules:
        return None
    return restored(draft, _whole(draft, "layers", draft.rng.choice(rules), "SL862"))


@kind("an anchor that keeps away what another asks for")
def fighting_anchors(draft: Draft) -> Mutation | None:
    """A rule, or a reference, and the same with `-/>`."""
    rules = tuple(rule for rule in draft.scene.anchors if not rule.away and rule.heads is None)
    lines = [line.partition(" w ")[0] for line in _written(draft, rules)]
    lines += [
        f"{line.span.text} -> {line.target.text}"
        for line in draft.scene.references
        if line.verb is Verb.ANSWERS and "#" not in line.target.text
    ]
    if not lines:
        return None
    return _whole(draft, "anchors", draft.rng.choice(lines).replace(" -> ", " -/> "), "SL860")


@kind("one head for three places")
def crowded_heads(draft: Draft) -> Mutation | None:
    """`each`, with three keys."""
    names = draft.ids
    if len(names) < 4:
        return None
    keys = draft.rng.sample(names[:-1], 3)
    return _whole(draft, "anchors", f"{names[-1]} -> {', '.join(keys)} @ middle each", "SL861")


@kind("every head in every layer")
def pinned_heads(draft: Draft) -> Mutation | None:
    """`@ all each`."""
    early, late = draft.earlier_and_later()
    return _whole(draft, "anchors", f"{late} -> {early} @ all each", "SL863")


@kind("a layer rule for every layer")
def rule_for_all_layers(draft: Draft) -> Mutation | None:
    """`@ all`."""
    layers = draft.rng.choice(("all", "0..-1", "5%..95%"))
    return _whole(draft, "layers", f'last {draft.rng.choice(draft.ids)} @ {layers}: reads "zebra"', "SL864")


@kind("an anchor that leaves nothing to look at")
def blindfold(draft: Draft) -> Mutation | None:
    """The last span is to stay away from every beat before it."""
    beats = draft.scene.beats
    kinds = [beat.kind.text for beat in beats]
    numbered = [
        f"{kind}.{kinds[: number + 1].count(kind)}" if kinds.count(kind) > 1 else kind
        for number, kind in enumerate(kinds)
    ]
    last = max(number for number, beat in enumerate(beats) if any(span.id for span in beat.text.spans()))
    name = next(span.id.text for span in beats[last].text.spans() if span.id is not None)
    if not last or set(kinds) & set(draft.ids):
        return None
    return _whole(draft, "anchors", f"{name} -/> {', '.join(numbered[:last])} @ late", "SL868")


@kind("a layer rule that reads the next word")
def trivial_read(draft: Draft) -> Mutation | None:
    """What the span itself says first."""
    spans = [
        span for span in draft.spans if span.children and span.place.start > draft.scene.beats[1].place.start
    ]
    if not spans:
        return None
    span = draft.rng.choice(spans)
    words = draft.text[span.place.start + 1 :].split(" ", 1)[0]
    if not words.isalpha() or span.id is None:
        return None
    rule = f'before {span.id.text} @ 60%: reads "{words.lower()}"'
    return append_rule(draft, "layers", rule, "SL870", f'"{words.lower()}"')


@kind("an anchor on what stands beside it")
def neighbour_anchor(draft: Draft) -> Mutation | None:
    """Two new spans, one behind the other."""
    made = append_rule(draft, "anchors", "next-word -> one-word @ early", "SL872", "one-word")
    spot = spot_in_text(draft, r"(?<=\w)\.(?=[ \n])")
    if made is None or spot is None:
        return None
    words = ". [So]{#one-word} [it was]{#next-word}."
    longer = len(words) - 1
    text = made.text[: spot.start] + words + made.text[spot.end :]
    return Mutation(text, made.code, made.start + longer, made.end + longer)


@kind("an anchor before the layers that may change")
def exposed_elsewhere(draft: Draft) -> Mutation | None:
    """The scene exposes late layers only."""
    if draft.scene.expose or any(beat.expose for beat in draft.scene.beats):
        return None
    early, late = draft.earlier_and_later()
    rule = f"{late} -> {early} @ early"
    made = _whole(draft, "anchors", rule, "SL874")
    line = draft.line_of("beats")
    if made is None or line is None:
        return None
    new = "expose: attention @ late\n"
    text = made.text[: line.start()] + new + made.text[line.start() :]
    return Mutation(text, made.code, made.start + len(new), made.end + len(new))
