"""Mistakes of the outer form: keys, versions, words that one of a few must be."""

from __future__ import annotations

from draft import Draft, Mutation, kind


@kind("a misspelt top-level key")
def misspelt_key(draft: Draft) -> Mutation | None:
    """`language` or `tags` with a letter too many."""
    key = draft.rng.choice(["language", "tags", "stratum"])
    line = draft.line_of(key)
    if line is None:
        return None
    return draft.replace(line.start("key"), line.end("key"), f"{key[:-1]}{key[-1]}x", "SL030")


@kind("no id")
def no_id(draft: Draft) -> Mutation | None:
    """The line of `id` is gone."""
    return _without(draft, "id")


@kind("no archetype")
def no_archetype(draft: Draft) -> Mutation | None:
    """The line of `archetype` is gone."""
    return _without(draft, "archetype")


def _without(draft: Draft, key: str) -> Mutation | None:
    line, first = draft.line_of(key), draft.line_of("scene")
    if line is None or first is None:
        return None
    text = draft.text[: line.start()] + draft.text[line.end() + 1 :]
    return Mutation(text, "SL032", first.start(), first.start() + len("scene"))


@kind("a version from the future")
def future_version(draft: Draft) -> Mutation | None:
    """`scene: 7`."""
    return draft.set_key("scene", "7", "SL035", "7")


@kind("the version is not the first key")
def version_late(draft: Draft) -> Mutation | None:
    """`scene: 1` after `id`."""
    first, second = draft.line_of("scene"), draft.line_of("id")
    if first is None or second is None or second.start() != first.end() + 1:
        return None
    new = f"{second[0]}\n{first[0]}"
    at = first.start() + len(second[0]) + 1 + first.start("value") - first.start()
    text = draft.text[: first.start()] + new + draft.text[second.end() :]
    return Mutation(text, "SL034", at, at + 1)


@kind("an unknown stratum")
def unknown_stratum(draft: Draft) -> Mutation | None:
    """`stratum: thinkin`."""
    return draft.set_key("stratum", "thinkin", "SL037", "thinkin")


@kind("a mapping where a list belongs")
def mapping_for_list(draft: Draft) -> Mutation | None:
    """`tags: {a: b}`."""
    line = draft.line_of("tags")
    if line is None:
        return None
    return draft.replace(line.start(), line.end(), "tags: {a: b}", "SL033", "tags")


@kind("an empty value")
def empty_value(draft: Draft) -> Mutation | None:
    """`language:` and nothing."""
    line = draft.line_of("language")
    if line is None:
        return None
    return draft.replace(line.start(), line.end(), "language:", "SL038", "language")


@kind("an id with blanks")
def id_with_blanks(draft: Draft) -> Mutation | None:
    """Ids are one word; the caret stands under the blank."""
    line = draft.line_of("id")
    if line is None or draft.text.count(draft.scene.id.text) > 1:
        return None
    at = line.start("value") + 3
    text = draft.text[: line.start("value")] + "the jar" + draft.text[line.end("value") :]
    return Mutation(text, "SL036", at, at + 1)


@kind("an unknown key of a cast member")
def unknown_member_key(draft: Draft) -> Mutation | None:
    """Someone with a mood."""
    line = draft.line_of("cast")
    if line is None or line["value"]:
        return None
    place = line.end() + 1
    member = f"  somebody: {{role: {draft.scene.cast[0].role.text}, mood: calm}}\n"
    return draft.replace(place, place, member, "SL030", "mood")


@kind("a used path that is not there")
def used_path_missing(draft: Draft) -> Mutation | None:
    """`use` of a lexicon that nobody wrote."""
    return draft.add_key("use: [lexicon/nowhere-at-all]", "SL252", "lexicon/nowhere-at-all")


@kind("a used path outside the project")
def used_path_outside(draft: Draft) -> Mutation | None:
    """`use` that climbs out."""
    return draft.add_key("use: [../../../etc/hosts]", "SL250", "../../../etc/hosts")
