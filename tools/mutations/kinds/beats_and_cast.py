"""Mistakes of beats, cast and archetype."""

from __future__ import annotations

from draft import Draft, Mutation, kind


@kind("an unknown archetype")
def unknown_archetype(draft: Draft) -> Mutation | None:
    """The archetype misspelt."""
    name = draft.scene.archetype
    return draft.respell(name.place, f"{name.text}{name.text[-1]}", "SL203")


@kind("an unknown role")
def unknown_role(draft: Draft) -> Mutation | None:
    """A role misspelt."""
    if not draft.scene.cast:
        return None
    role = draft.rng.choice(draft.scene.cast).role
    return draft.respell(role.place, f"{role.text}{role.text[-1]}", "SL204")


@kind("someone speaks who is not in the cast")
def stranger_speaks(draft: Draft) -> Mutation | None:
    """A speaker misspelt."""
    beats = [beat for beat in draft.scene.beats if beat.speaker is not None]
    if not beats:
        return None
    speaker = draft.rng.choice(beats).speaker
    assert speaker is not None
    return draft.respell(speaker.place, f"{speaker.text}{speaker.text[-1]}", "SL206")


@kind("a beat that the archetype does not expect")
def unexpected_beat(draft: Draft) -> Mutation | None:
    """A kind misspelt, where nothing speaks of the beat by its kind."""
    beats = list(draft.scene.beats)[1:]
    beat = draft.rng.choice(beats)
    kind_name = beat.kind.text
    spoken_of = draft.text.count(kind_name) > 1 and any(
        f"@ {kind_name}" in draft.text or f" {kind_name}" in line
        for line in draft.text[draft.scene.beats[-1].place.end :].splitlines()
    )
    if spoken_of or f"@ {kind_name}" in draft.text:
        return None
    return draft.respell(beat.kind.place, "interlude", "SL219")


@kind("a beat without a kind")
def no_kind(draft: Draft) -> Mutation | None:
    """A list item that is a text alone."""
    line = draft.line_of("beats")
    if line is None:
        return None
    return draft.replace(line.end() + 1, line.end() + 1, "  - and then\n", "SL055", "and then")


@kind("a beat without text")
def no_text(draft: Draft) -> Mutation | None:
    """A kind and nothing behind it."""
    line = draft.line_of("beats")
    if line is None:
        return None
    first = draft.scene.beats[0].kind.text
    return draft.replace(line.end() + 1, line.end() + 1, f"  - {first}:\n", "SL038", first)


@kind("a member of the cast without a role")
def no_role(draft: Draft) -> Mutation | None:
    """`{}` for `{role: ...}`."""
    line = draft.line_of("cast")
    if line is None or line["value"]:
        return None
    return draft.replace(line.end() + 1, line.end() + 1, "  somebody: plain\n", "SL033", "plain")
