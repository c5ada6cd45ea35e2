"""Mistakes inside the text of beats: brackets, braces, marks, variables."""

from __future__ import annotations

from draft import Draft, Mutation, kind


@kind("a bracket that is never closed")
def open_bracket(draft: Draft) -> Mutation | None:
    """`[` alone."""
    return draft.add_text("[and so", "SL100", "[")


@kind("a bracket that closes nothing")
def lost_bracket(draft: Draft) -> Mutation | None:
    """`]` alone."""
    return draft.add_text("and so]", "SL101", "]")


@kind("braces that follow no span")
def lost_braces(draft: Draft) -> Mutation | None:
    """`{#x}` behind a word."""
    return draft.add_text("so{#newly}", "SL102", "{")


@kind("a brace that closes nothing")
def lost_brace(draft: Draft) -> Mutation | None:
    """`}` alone."""
    return draft.add_text("and so}", "SL103", "}")


@kind("braces that are never closed")
def open_braces(draft: Draft) -> Mutation | None:
    """`{#x` to the end."""
    return draft.add_text("[so]{#newly", "SL104", "{")


@kind("braces that mark nothing")
def empty_braces(draft: Draft) -> Mutation | None:
    """`[so]{}`."""
    return draft.add_text("[so]{}", "SL105", "{}")


@kind("an unknown mark")
def unknown_mark(draft: Draft) -> Mutation | None:
    """`reed` for `read`."""
    return draft.mark("reed", "SL106", "reed")


@kind("an id with a blank behind its #")
def torn_id(draft: Draft) -> Mutation | None:
    """`{# newly}`."""
    return draft.add_text("[so]{#}", "SL107", "#")


@kind("two ids on one span")
def two_ids(draft: Draft) -> Mutation | None:
    """A span has one."""
    return draft.mark("#second-name", "SL108", "#second-name")


@kind("a concept that is no name")
def bad_concept(draft: Draft) -> Mutation | None:
    """`.a..b`."""
    return draft.mark(".a..b", "SL109", ".a..b")


@kind("a weight that is no number")
def bad_weight(draft: Draft) -> Mutation | None:
    """`w=heavy`."""
    return draft.mark("w=heavy", "SL110", "heavy")


@kind("a mark under a name that does nothing")
def reserved_mark(draft: Draft) -> Mutation | None:
    """`weight=2` for `w=2`."""
    return draft.mark("weight=2", "SL111", "weight")


@kind("a mark twice")
def mark_twice(draft: Draft) -> Mutation | None:
    """The same concept in the same braces."""
    made = draft.mark(".twice .twice", "SL112", ".twice .twice")
    return Mutation(made.text, made.code, made.end - len(".twice"), made.end)


@kind("read and avoid at once")
def read_and_avoid(draft: Draft) -> Mutation | None:
    """A span is one or the other."""
    span = draft.rng.choice([span for span in draft.spans if not span.read and not span.avoid])
    return draft.replace(span.place.end - 1, span.place.end - 1, " avoid read", "SL113", "read")


@kind("a variable that is never closed")
def open_variable(draft: Draft) -> Mutation | None:
    """`${name` to the end."""
    return draft.add_text("${so", "SL114", "${")


@kind("a variable that is no name")
def bad_variable(draft: Draft) -> Mutation | None:
    """`${9}`."""
    return draft.add_text("${9}", "SL115", "9")


@kind("a variable in braces")
def variable_in_marks(draft: Draft) -> Mutation | None:
    """`{#${a}}`."""
    return draft.add_text("[so]{#x${so}}", "SL116", "#x${so}")


@kind("a mark without its value")
def mark_without_value(draft: Draft) -> Mutation | None:
    """`tone=`."""
    return draft.mark("tone=", "SL117", "tone=")


@kind("a variable in a scene that does not vary")
def variable_without_vary(draft: Draft) -> Mutation | None:
    """`${who}` and no `vary`."""
    return None if draft.scene.vary is not None else draft.add_text("${who}", "SL231", "who")


@kind("two spans of one name")
def span_twice(draft: Draft) -> Mutation | None:
    """The name of a span once more, after it."""
    beats = [beat for beat in draft.scene.beats if any(span.id for span in beat.text.spans())]
    name = next(span.id.text for span in beats[0].text.spans() if span.id is not None)
    scalar = draft.scene.beats[-1].text.scalar
    if draft.text[scalar.place.start] != "|":
        return None
    place = scalar.starts[len(scalar.value.rstrip("\n")) - 1] + 1
    return draft.replace(place, place, f" [Once more]{{#{name}}}", "SL207", name)


@kind("a span that holds nothing")
def empty_span(draft: Draft) -> Mutation | None:
    """`[]{#x}`."""
    return draft.add_text("[]{#newly}", "SL211", "[]{#newly}")
