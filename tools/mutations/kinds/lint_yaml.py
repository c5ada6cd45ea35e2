"""Traps of YAML that give no error: read as something else, by scenelang or by the tools around it."""

from __future__ import annotations

from draft import Draft, Mutation, kind
from spots import blocks, line_start, put, quoted_lines, restored


def _more_tags(draft: Draft, item: str, code: str, piece: str, mended: str | None = None) -> Mutation | None:
    """A further item of `[...]`; `mended` is what a fix makes of it."""
    line = draft.line_of("tags")
    if line is None or not line["value"].endswith("]") or draft.scene.vary is not None:
        return None
    place = line.end() - 1
    after = None if mended is None else put(draft.text, (place, place, f", {mended}"))
    made = draft.replace(place, place, f", {item}", code, piece)
    return Mutation(made.text, code, made.start, made.end, after=after)


@kind("a tag that other readers take for something else")
def implicit_type(draft: Draft) -> Mutation | None:
    """A version, an hour, a day, a truth."""
    word = draft.rng.choice(("0.10", "1:30", "2024-01-01", "on", "No", "012", "1_000"))
    return _more_tags(draft, word, "SL801", word, f'"{word}"')


@kind("a comma inside a number")
def split_number(draft: Draft) -> Mutation | None:
    """`1,000` in brackets is two values."""
    return _more_tags(draft, "1,000", "SL816", "1,000", '"1,000"')


def _tags_in_lines(draft: Draft, item: str, code: str, piece: str, mended: str) -> Mutation | None:
    """The tags one a line, and one more."""
    line = draft.line_of("tags")
    if line is None:
        return None
    head = "".join(f"\n  - {tag.text}" for tag in draft.scene.tags)
    new = f"tags:{head}\n  - {item}"
    after = put(draft.text, (line.start(), line.end(), f"tags:{head}\n  - {mended}"))
    made = draft.replace(line.start(), line.end(), new, code, piece)
    return Mutation(made.text, code, made.start, made.end, after=after)


@kind("two tags in one item")
def comma_in_item(draft: Draft) -> Mutation | None:
    """`- a, b`."""
    joint = draft.rng.choice((", ", "; "))
    item = f"newly{joint}often"
    return _tags_in_lines(draft, item, "SL817", item, "newly\n  - often")


@kind("a comment that cuts a tag")
def comment_cuts_value(draft: Draft) -> Mutation | None:
    """`draft #2`."""
    return _tags_in_lines(draft, "draft #2", "SL813", "#2", '"draft #2"')


@kind("a tag of YAML that says nothing")
def needless_tag(draft: Draft) -> Mutation | None:
    """`!!str` before a word, or before a block."""
    line = draft.line_of("language")
    places = [beat.text.scalar.place.start for beat in blocks(draft)]
    places += [line.start("value")] if line is not None else []
    place = draft.rng.choice(places)
    return restored(draft, draft.replace(place, place, "!!str ", "SL818", "!!str"))


@kind("a line that parts nothing")
def idle_marker(draft: Draft) -> Mutation | None:
    """`---` above all, or `...` below."""
    place, new = draft.rng.choice(((0, "---\n"), (len(draft.text), "...\n")))
    return restored(draft, draft.replace(place, place, new, "SL819", new.strip()))


@kind("lines of a quoted text that become one")
def folded_text(draft: Draft) -> Mutation | None:
    """A line between quotes, broken at a space."""
    beats = [beat for beat in blocks(draft) if len(quoted_lines(beat)) == 1]
    if not beats:
        return None
    beat = draft.rng.choice(beats)
    words, scalar = quoted_lines(beat)[0].split(" "), beat.text.scalar
    if len(words) < 4 or "" in words:
        return None
    middle = len(words) // 2
    new = f'"{" ".join(words[:middle])}\n      {" ".join(words[middle:])}"'
    start, end = scalar.place.start, scalar.starts[len(scalar.value) - 1]
    after = put(draft.text, (start, end, f'"{" ".join(words)}"'))
    made = draft.replace(start, end, new, "SL802")
    return Mutation(made.text, made.code, made.start, made.end, after=after)


@kind("a block that joins some lines and keeps others")
def mixed_fold(draft: Draft) -> Mutation | None:
    """`>` for `|`, and one more line, which is indented further."""
    beats = [beat for beat in blocks(draft) if len(quoted_lines(beat)) > 1]
    if not beats:
        return None
    scalar = draft.rng.choice(beats).text.scalar
    start, first = scalar.place.start, scalar.starts[0]
    end = scalar.starts[len(scalar.value) - 1] + 1
    more = (end, end, " " * (first - line_start(draft, first)) + "  And so.\n")
    text = put(draft.text, (start, start + 1, ">"), more)
    return Mutation(text, "SL803", start, start + 1, after=put(draft.text, more))


@kind("line breaks written as escapes")
def escaped_line_break(draft: Draft) -> Mutation | None:
    """A block of several lines as one quoted line."""
    beats = [beat for beat in blocks(draft) if len(quoted_lines(beat)) > 1]
    if not beats:
        return None
    beat = draft.rng.choice(beats)
    scalar = beat.text.scalar
    new = '"' + "\\n".join(quoted_lines(beat)) + '\\n"'
    return draft.replace(scalar.place.start, scalar.starts[len(scalar.value) - 1], new, "SL811")


@kind("a letter written as an escape")
def needless_escape(draft: Draft) -> Mutation | None:
    """An escape for a letter that every keyboard has."""
    beats = [beat for beat in blocks(draft) if len(quoted_lines(beat)) == 1]
    if not beats:
        return None
    beat = draft.rng.choice(beats)
    scalar, line = beat.text.scalar, f'"{quoted_lines(beat)[0]}"'
    start, end = scalar.place.start, scalar.starts[len(scalar.value) - 1]
    letters = [at for at, sign in enumerate(line) if sign.isalpha() and line[at - 1] != "\\"]
    at = draft.rng.choice(letters)
    escape = f"\\u{ord(line[at]):04x}"
    text = put(draft.text, (start, end, f"{line[:at]}{escape}{line[at + 1 :]}"))
    after = put(draft.text, (start, end, line))
    return Mutation(text, "SL812", start + at, start + at + len(escape), after=after)


def _more_lines(draft: Draft, *lines: str) -> tuple[int, str, int]:
    """Where a block ends, further lines of it, and where the item that it stands in begins."""
    beat = draft.rng.choice(blocks(draft))
    scalar = beat.text.scalar
    first = scalar.starts[0]
    indent = " " * (first - line_start(draft, first))
    place = scalar.starts[len(scalar.value) - 1] + 1
    return place, "".join(f"{indent}{line}\n" for line in lines), line_start(draft, beat.place.start)


@kind("a beat that is indented into the text above it")
def swallowed_beat(draft: Draft) -> Mutation | None:
    """Its line becomes a line of the text."""
    written = draft.rng.choice(("- think: |", "- turn(anyone): |", "logic:"))
    place, new, _ = _more_lines(draft, written, "  And so.")
    return draft.replace(place, place, new, "SL815", written)


@kind("a comment inside a text")
def comment_in_text(draft: Draft) -> Mutation | None:
    """In a block `#` begins no comment."""
    comment = "# see whether this is so"
    place, new, item = _more_lines(draft, comment)
    after = put(draft.text, (item, item, f"  {comment}\n"))
    made = draft.replace(place, place, new, "SL814", comment)
    return Mutation(made.text, made.code, made.start, made.end, after=after)
