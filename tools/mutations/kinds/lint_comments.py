"""Comments that are to silence findings, and silence none. Each is put into a scene that has no findings."""

from __future__ import annotations

from draft import Draft, Mutation, kind
from spots import blocks, restored


def _behind_header(draft: Draft, comment: str, code: str, piece: str) -> Mutation | None:
    """A comment behind the header of a block; in the end nothing is left of it."""
    place = draft.rng.choice(blocks(draft)).text.scalar.place.start + 1
    return restored(draft, draft.replace(place, place, f"  {comment}", code, piece))


@kind("a comment that silences nothing")
def unused_comment(draft: Draft) -> Mutation | None:
    """By code, by name, by family, with a reason and without."""
    words = draft.rng.choice(("SL800", "trailing-blanks", "yaml", "SL800, tab-in-text"))
    comment = f"# scenelang: ignore[{words}]{draft.rng.choice(('', ' a held breath'))}"
    return _behind_header(draft, comment, "SL890", comment)


@kind("a comment for a file that silences nothing")
def unused_comment_for_file(draft: Draft) -> Mutation | None:
    """The first line of the file."""
    comment = "# scenelang: ignore-file[SL805, SL806]"
    return restored(draft, draft.replace(0, 0, f"{comment}\n", "SL890", comment))


@kind("a comment that silences one thing too many")
def half_used_comment(draft: Draft) -> Mutation | None:
    """Two spaces are meant, and a tab that is none."""
    scalar = draft.rng.choice(blocks(draft)).text.scalar
    index = scalar.value.find(". ")
    if index < 0:
        return None
    blank, header = scalar.starts[index + 1], scalar.place.start + 1
    spaced = f"{draft.text[:blank]} {draft.text[blank:]}"

    def commented(words: str) -> str:
        return f"{spaced[:header]}  # scenelang: ignore[{words}] a pause{spaced[header:]}"

    text = commented("SL810, SL809")
    start = text.index("SL809", header)
    return Mutation(text, "SL890", start, start + 5, after=commented("SL810"))


@kind("a comment that is not written as it must be")
def malformed_comment(draft: Draft) -> Mutation | None:
    """Without brackets, with capitals, in the words of another tool."""
    comments = (
        "# scenelang ignore SL800",
        "# Scenelang: Ignore[sl800] a held breath",
        "# noqa: SL800",
        "# scenelang: disable[SL800]",
        "# scenelang: ignore[SL800 SL805]",
    )
    comment = draft.rng.choice(comments)
    return _behind_header(draft, comment, "SL892", comment)


@kind("a rule misspelt in a comment")
def unknown_rule_in_comment(draft: Draft) -> Mutation | None:
    """One letter off; the fix spells it, and then the comment silences nothing."""
    word = draft.rng.choice(("trailing-blank", "sl805", "kept-blankline", "double-blanks"))
    return _behind_header(draft, f"# scenelang: ignore[{word}]", "SL893", word)


@kind("an error in a comment that silences warnings")
def error_in_comment(draft: Draft) -> Mutation | None:
    """Errors cannot be silenced."""
    code = draft.rng.choice(("SL201", "SL008", "SL213"))
    return _behind_header(draft, f"# scenelang: ignore[{code}]", "SL894", code)
