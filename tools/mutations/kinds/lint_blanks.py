"""Unwise blanks, at the edges of lines and between words: they are trained, and nobody sees them."""

from __future__ import annotations

from draft import Draft, Mutation, kind
from spots import blocks, line_end, line_start, put, restored, slip

_BETWEEN = r"(?<=\w) (?=\w)"
"""A space between two words."""
_BETWEEN_LONG = r"(?<=[^\W\d_]{2}) (?=[^\W\d_])"
"""A space behind a word of several letters, where no house's style has another blank."""


@kind("blanks at the end of a line")
def trailing_blanks(draft: Draft) -> Mutation | None:
    """One to three behind a block's line."""
    scalar = draft.rng.choice(blocks(draft)).text.scalar
    place = line_end(draft, draft.rng.choice(scalar.starts))
    blanks = draft.rng.choice((" ", "  ", "\t", " \t "))
    return restored(draft, draft.replace(place, place, blanks, "SL805"))


@kind("a tab between words")
def tab_between_words(draft: Draft) -> Mutation | None:
    """A tab for a space."""
    return slip(draft, _BETWEEN, lambda _: "\t", "SL809", str)


@kind("a tab beside a space")
def tab_beside_space(draft: Draft) -> Mutation | None:
    """A space and a tab are one finding, at both."""
    return slip(draft, _BETWEEN, lambda _: " \t", "SL809", str)


@kind("two spaces between words")
def double_blank(draft: Draft) -> Mutation | None:
    """The bar was held too long."""
    return slip(draft, _BETWEEN, lambda _: "  ", "SL810", str)


@kind("a blank that is no space")
def odd_blank(draft: Draft) -> Mutation | None:
    """What a web page has between words that belong together."""
    blank = draft.rng.choice("\u00a0\u202f\u2009\u2003\u3000")
    return slip(draft, _BETWEEN_LONG, lambda _: blank, "SL821", str)


@kind("a line that begins one blank too deep")
def leading_blank(draft: Draft) -> Mutation | None:
    """The second line of a block, or one behind it."""
    found = [
        scalar.starts[index + 1]
        for beat in blocks(draft)
        for scalar in [beat.text.scalar]
        for index, sign in enumerate(scalar.value[:-1])
        if sign == "\n" and scalar.value[index + 1] not in " \n"
    ]
    if not found:
        return None
    place = draft.rng.choice(found)
    return restored(draft, draft.replace(place, place, " ", "SL807"))


@kind("an empty line at the start of a text")
def leading_blank_line(draft: Draft) -> Mutation | None:
    """Enter, pressed once or twice behind `|`."""
    start = draft.rng.choice(blocks(draft)).text.scalar.place.start
    new = "|\n" + "\n" * draft.rng.choice((1, 2))
    return restored(draft, draft.replace(start, start + 2, new, "SL806", "|"))


@kind("empty lines that a text keeps")
def kept_blank_lines(draft: Draft) -> Mutation | None:
    """`|+` for `|`, and an empty line before the next beat; the fix leaves that line, which then is none."""
    beats = [beat for beat in blocks(draft) if beat is not draft.scene.beats[-1]]
    if not beats:
        return None
    scalar = draft.rng.choice(beats).text.scalar
    start, end = scalar.place.start, scalar.starts[len(scalar.value) - 1] + 1
    after = put(draft.text, (end, end, "\n"))
    text = put(after, (start + 1, start + 1, "+"))
    return Mutation(text, "SL800", start + 1, start + 2, after=after)


@kind("a header that says how deep a text is")
def needless_indicator(draft: Draft) -> Mutation | None:
    """`|2`, where the first line says it."""
    beat = draft.rng.choice(blocks(draft))
    start = beat.text.scalar.place.start
    line = draft.text[line_start(draft, start) : start]
    key = len(line) - len(line.lstrip(" -"))
    first = beat.text.scalar.starts[0]
    digit = first - line_start(draft, first) - key
    return restored(draft, draft.replace(start + 1, start + 1, str(digit), "SL808"))


@kind("a line break dropped that is put back")
def idle_chomping(draft: Draft) -> Mutation | None:
    """`|-` for one beat among others that have none."""
    beats = [beat for beat in blocks(draft) if beat is not draft.scene.beats[-1]]
    if len(beats) < 2:
        return None
    start = draft.rng.choice(beats).text.scalar.place.start
    return restored(draft, draft.replace(start + 1, start + 1, "-", "SL804"))
