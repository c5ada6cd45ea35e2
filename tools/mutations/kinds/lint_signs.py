"""Signs that look like others, or like nothing: keyboards that were not switched, pages that were copied."""

from __future__ import annotations

import re
import unicodedata

from draft import Draft, Mutation, kind
from spots import blocks, literals, put, restored, slip, spot_in_text

_CYRILLIC = "асеорухАВСЕНКМОРТХ"
_LATIN = "aceopyxABCEHKMOPTX"
_TO_LATIN, _TO_CYRILLIC = str.maketrans(_CYRILLIC, _LATIN), str.maketrans(_LATIN, _CYRILLIC)
_UNSEEN = {
    "a space without width": "\u200b",
    "a soft hyphen": "\u00ad",
    "a mark of direction": "\u200e",
    "a joiner of words": "\u2060",
}


def _unseen(name: str, sign: str) -> None:
    @kind(f"{name} inside a word")
    def spoil(draft: Draft) -> Mutation | None:
        spot = spot_in_text(draft, r"(?<=[^\W\d_]{2})(?=[^\W\d_]{2})")
        return spot and restored(draft, draft.replace(spot.start, spot.start, sign, "SL820"))


for _name, _sign in _UNSEEN.items():
    _unseen(_name, _sign)


def _wrong_letter(draft: Draft, script: str, table: dict[int, int]) -> Mutation | None:
    """One letter of a word as the other keyboard has it; the finding lies under the word."""
    letters = "".join(map(chr, table))
    spot = spot_in_text(draft, rf"(?<![\w-])(?=[{script}]*[{letters}])[{script}]{{4,}}(?![\w-])")
    if spot is None:
        return None
    at = draft.rng.choice([at for at, letter in enumerate(spot.text) if letter in letters])
    new = spot.text[:at] + spot.text[at].translate(table) + spot.text[at + 1 :]
    return restored(draft, draft.replace(spot.start, spot.end, new, "SL822"))


@kind("a Latin letter in a Russian word")
def latin_letter(draft: Draft) -> Mutation | None:
    """The keyboard was switched one letter too late."""
    return _wrong_letter(draft, "а-яё", _TO_LATIN)


@kind("a Russian letter in an English word")
def russian_letter(draft: Draft) -> Mutation | None:
    """The same the other way round."""
    return None if draft.scene.language != "en" else _wrong_letter(draft, "a-z", _TO_CYRILLIC)


@kind("a Latin letter for a Russian word")
def lone_look_alike(draft: Draft) -> Mutation | None:
    """`c` for `с`, between Russian words."""
    pattern = r"(?<=[а-яё] )[аосу](?= [а-яё])"
    return slip(draft, pattern, lambda word: word.translate(_TO_LATIN), "SL827", str)


@kind("a Russian letter for an English word")
def lone_russian_letter(draft: Draft) -> Mutation | None:
    """The article `а`, in a scene that has no Russian word."""
    if re.search("[а-яёА-ЯЁ]", draft.text):
        return None
    return slip(draft, r"(?<=[a-z] )a(?= [a-z])", lambda word: word.translate(_TO_CYRILLIC), "SL827", str)


@kind("a letter and its accent as two signs")
def not_composed(draft: Draft) -> Mutation | None:
    """A word as some file systems write it."""
    words = r"[^\W\d_]+"
    return slip(
        draft, rf"\b{words}[йёÉé]{words}\b", lambda word: unicodedata.normalize("NFD", word), "SL825", str
    )


@kind("one apostrophe that is another than the others")
def odd_apostrophe(draft: Draft) -> Mutation | None:
    """`’` from a word processor; a scene that has few gets two of its own."""
    text = "".join(literal.text for beat in draft.scene.beats for literal in literals(beat.text.pieces))
    if "’" in text:
        return None
    if len(re.findall(r"\w'\w", text)) > 3:
        return slip(draft, r"(?<=\w)'(?=\w)", lambda _: "’", "SL826", str)
    made = draft.add_text("So it's, isn't it, doesn't it, and wasn’t.", "SL826", "’")
    return made and Mutation(made.text, made.code, made.start, made.end, after=made.text.replace("’", "'"))


@kind("three dots where others have one sign")
def odd_dots(draft: Draft) -> Mutation | None:
    """Both ways at once, in a scene that had neither; the rarer one is told."""
    if "…" in draft.text or "..." in draft.text:
        return None
    ends = [beat.text.scalar.starts[len(beat.text.scalar.value) - 1] for beat in blocks(draft)[:2]]
    if len(ends) < 2:
        return None
    first, second = " And… so… so…", " And so"
    pieces = [(ends[0], ends[0], first), (ends[1], ends[1], f"{second}...")]
    start = ends[1] + len(first) + len(second)
    after = put(draft.text, pieces[0], (ends[1], ends[1], f"{second}…"))
    return Mutation(put(draft.text, *pieces), "SL826", start, start + 3, after=after)


@kind("Russian read in a wrong encoding")
def garbled_russian(draft: Draft) -> Mutation | None:
    """A word whose bytes were taken for Western letters."""
    return slip(draft, r"\b[а-п]{4,}\b", lambda word: word.encode().decode("cp1252", "ignore"), "SL828", str)


@kind("a sign read in a wrong encoding")
def garbled_sign(draft: Draft) -> Mutation | None:
    """`Â°` for `°`, as one sees it everywhere."""
    made = draft.add_text("so at 20Â°C", "SL828", "Â°")
    return made and Mutation(made.text, made.code, made.start, made.end, after=made.text.replace("Â°", "°"))


@kind("two letters that are one sign in print")
def presentation_form(draft: Draft) -> Mutation | None:
    """`ﬁ` out of a PDF."""
    forms = {"fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ"}
    return slip(draft, r"f[fil]", forms.__getitem__, "SL829", str)


@kind("wide digits")
def wide_digits(draft: Draft) -> Mutation | None:
    """Digits of an East Asian keyboard."""
    made = draft.add_text("１２ times", "SL829", "１２")
    return made and Mutation(
        made.text, made.code, made.start, made.end, after=made.text.replace("１２", "12")
    )


@kind("two names that differ in one look-alike letter")
def look_alike_names(draft: Draft) -> Mutation | None:
    """A second tag, joined another way."""
    line = draft.line_of("tags")
    if line is None or not line["value"].endswith("]"):
        return None
    place = line.end() - 1
    return draft.replace(place, place, ", two-hop, two_hop", "SL823", "two_hop")
