"""Mistakes of YAML: what an author types and YAML reads as something else."""

from __future__ import annotations

import re

from draft import Draft, Mutation, kind


@kind("a tab as indentation")
def tab(draft: Draft) -> Mutation | None:
    """Two spaces become a tab."""
    line = re.compile(r"^  (?=- |\w)", re.MULTILINE)
    found = list(line.finditer(draft.text, draft.scene.place.start, draft.scene.place.end))
    spot = draft.rng.choice(found)
    return draft.replace(spot.start(), spot.end(), "\t", "SL007")


@kind("a top-level key twice")
def key_twice(draft: Draft) -> Mutation | None:
    """`language` stands once more."""
    line = draft.line_of("language")
    if line is None:
        return None
    return draft.replace(line.end(), line.end(), "\nlanguage: en", "SL020", "language")


@kind("a quote that is never closed")
def open_quote(draft: Draft) -> Mutation | None:
    """The quote runs to the end of the file."""
    return draft.set_key("language", "'en", "SL013", "'")


@kind("text that starts with @")
def starts_with_at(draft: Draft) -> Mutation | None:
    """YAML reserves the sign."""
    return draft.set_key("language", "@en", "SL009", "@")


@kind("text that starts with %")
def starts_with_percent(draft: Draft) -> Mutation | None:
    """A sign of directives."""
    return draft.set_key("language", "%en", "SL009", "%")


@kind("a colon inside plain text")
def colon_inside(draft: Draft) -> Mutation | None:
    """`: ` begins a mapping."""
    return draft.set_key("language", "en: us", "SL012", ":")


@kind("a YAML anchor")
def yaml_anchor(draft: Draft) -> Mutation | None:
    """References are refused."""
    return draft.set_key("language", "&tongue en", "SL022", "&tongue")


@kind("a tag that nobody knows")
def unknown_tag(draft: Draft) -> Mutation | None:
    """`!word` is a tag."""
    return draft.set_key("language", "!tongue en", "SL023", "!tongue")


@kind("a comment that cuts a text")
def comment_cuts(draft: Draft) -> Mutation | None:
    """A plain text with ` #` in it."""
    line = draft.line_of("beats")
    if line is None:
        return None
    new = "  - frame: The last of all # as it was\n"
    return draft.replace(line.end() + 1, line.end() + 1, new, "SL008", "# as it was")


@kind("a character that may not stand in a file")
def forbidden_character(draft: Draft) -> Mutation | None:
    """DELETE, inside a text."""
    return draft.add_text("\x7fso", "SL006", "\x7f")


@kind("a list item that starts one column off")
def off_by_one(draft: Draft) -> Mutation | None:
    """The second line of `self` is moved by a space, so that YAML takes it for more of the first."""
    section = draft.line_of("self")
    if section is None or len(draft.scene.references) < 2:
        return None
    second = draft.text.index("\n", section.end() + 1) + 1
    text = draft.text[:second] + " " + draft.text[second:]
    return Mutation(text, "SL123", second + 3, second + 4)
