"""Unwise keys, spans and beats: what is said twice, weighs what it weighs anyway, or says nothing."""

from __future__ import annotations

import re

from draft import Draft, Mutation, kind
from spots import blocks, put, restored

from scenelang.model import Beat, Stratum


@kind("a span that nothing speaks of")
def unused_span(draft: Draft) -> Mutation | None:
    """A name, and no mark, in a beat that no line looks back at."""
    targets = {line.target.text.partition(".")[0] for line in draft.scene.references}
    if any(beat.kind.text in targets for beat in draft.scene.beats):
        return None
    return draft.add_text("[And so]{#newly}.", "SL830", "newly")


@kind("a note of the author in a text")
def unfinished_text(draft: Draft) -> Mutation | None:
    """`TODO` and its kin."""
    word = draft.rng.choice(("TODO", "FIXME", "TBD", "Lorem ipsum"))
    return draft.add_text(f"{word}: say when.", "SL833", word)


@kind("a span without a word")
def span_without_word(draft: Draft) -> Mutation | None:
    """A dash, and three dots."""
    span = draft.rng.choice(("[—]{w=2}", "[...]{.gap}", "[ ]{#newly w=2}"))
    return draft.add_text(f"{span} and so", "SL836", span)


@kind("a span around a span")
def same_text_twice(draft: Draft) -> Mutation | None:
    """Two names for the same words; the inner one is told."""
    names = {span.id.place.start: span for span in draft.spans if span.id is not None}
    span = names[draft.rng.choice(sorted(names))]
    text = put(
        draft.text,
        (span.place.start, span.place.start, "["),
        (span.place.end, span.place.end, "]{#twin w=2}"),
    )
    assert span.id is not None
    return Mutation(text, "SL835", span.id.place.start + 1, span.id.place.end + 1)


@kind("a tag twice")
def repeated_tag(draft: Draft) -> Mutation | None:
    """As it is, or with a capital letter."""
    line = draft.line_of("tags")
    if line is None or not line["value"].endswith("]"):
        return None
    tag = draft.rng.choice(draft.scene.tags).text
    again = draft.rng.choice((tag, tag.capitalize()))
    place = line.end() - 1
    return restored(draft, draft.replace(place, place, f", {again}", "SL839", again))


@kind("a span that weighs what it weighs anyway")
def weight_of_one(draft: Draft) -> Mutation | None:
    """`w=1`."""
    spans = [span for span in draft.spans if "w=" not in draft.text[span.place.start : span.place.end]]
    if not spans:
        return None
    place = draft.rng.choice(spans).place.end - 1
    mark = draft.rng.choice(("w=1", "w=1.0"))
    return restored(draft, draft.replace(place, place, f" {mark}", "SL840", mark))


def _in_full(draft: Draft, key: str, beats: list[Beat]) -> Mutation | None:
    """A beat written with `kind:` and `text:`, and a key that says what holds anyway."""
    short = [beat for beat in beats if draft.text[: beat.kind.place.start].endswith("\n  - ")]
    if not short:
        return None
    beat = draft.rng.choice(short)
    start, end = beat.kind.place.start, beat.text.scalar.place.start
    if draft.text.startswith("kind:", start - 6):
        return None
    speaker = "" if beat.speaker is None else f"\n    speaker: {beat.speaker.text}"
    head = f"kind: {beat.kind.text}{speaker}"
    after = put(draft.text, (start, end, f"{head}\n    text: "))
    made = draft.replace(start, end, f"{head}\n    {key}\n    text: ", "SL840", key)
    return Mutation(made.text, made.code, made.start, made.end, after=after)


@kind("a beat that weighs what it weighs anyway")
def beat_weight_of_one(draft: Draft) -> Mutation | None:
    """`weight: 1`."""
    return _in_full(draft, draft.rng.choice(("weight: 1", "weight: 1.0")), blocks(draft))


@kind("a beat of the stratum that its scene has")
def idle_stratum(draft: Draft) -> Mutation | None:
    """`stratum: thinking`, where the archetype gives its kind no stratum of its own."""
    if draft.scene.stratum is not Stratum.THINKING or draft.scene.archetype.text == "error-and-repair":
        return None
    return _in_full(draft, "stratum: thinking", blocks(draft))


@kind("a beat without a word")
def beat_without_word(draft: Draft) -> Mutation | None:
    """Its text is three dots, or a dash; no rule speaks of it or of a span in it."""
    beats = [beat for beat in blocks(draft) if not any(beat.text.spans())]
    if not beats:
        return None
    scalar = draft.rng.choice(beats).text.scalar
    new = draft.rng.choice(("...", "—", "(?)"))
    return draft.replace(scalar.starts[0], scalar.starts[len(scalar.value) - 1], new, "SL842")


@kind("a language under a name of everyday")
def language_name(draft: Draft) -> Mutation | None:
    """`english`, `rus`."""
    words = {"en": ("english", "eng", "English"), "ru": ("russian", "rus", "Russian")}
    word = draft.rng.choice(words[draft.scene.language])
    return restored(draft, draft.set_key("language", word, "SL843", word))


@kind("a language that the text is not in")
def wrong_language(draft: Draft) -> Mutation | None:
    """Copied from a scene in another script."""
    word = {"en": "ru", "ru": "en"}[draft.scene.language]
    return draft.set_key("language", word, "SL844", word)


@kind("a lexicon that nothing is drawn from")
def unused_lexicon(draft: Draft) -> Mutation | None:
    """`use`, and no draw."""
    path = draft.rng.choice(("lexicon/names", "lexicon/kinds"))
    if re.search(rf"\b{path}\b", draft.text):
        return None
    return restored(draft, draft.add_key(f"use: [{path}]", "SL841", path))


@kind("tension that stays where it is")
def unmoved_axis(draft: Draft) -> Mutation | None:
    """A course of one value."""
    if not draft.scene.tension:
        return None
    axis = draft.rng.choice(draft.scene.tension)
    start = draft.text.index(":", axis.axis.place.end) + 2
    end = draft.text.index("\n", start)
    text = put(draft.text, (start, end, "0.4 -> 0.4 -> 0.40"))
    return Mutation(text, "SL855", axis.axis.place.start, axis.axis.place.end)


@kind("a beat beside which the rest is nothing")
def lopsided_beat(draft: Draft) -> Mutation | None:
    """A page that was pasted into a block."""
    beats = [beat for beat in blocks(draft) if beat.stratum is None and beat.weight is None]
    kinds = [beat for beat in beats if beat.kind.text in ("turn", "conclude")]
    if not kinds or draft.scene.vary is not None:
        return None
    beat = draft.rng.choice(kinds)
    every = sum(len(beat.text.scalar.value) for beat in draft.scene.beats)
    place = beat.text.scalar.starts[len(beat.text.scalar.value) - 1]
    pasted = " Snow lay on the step, on the sill and on the wall." * (every // 8)
    return Mutation(
        put(draft.text, (place, place, pasted)), "SL834", beat.kind.place.start, beat.kind.place.end
    )
