"""Signs that go wrong elsewhere, and every way to write them into a scene."""

from __future__ import annotations

from collections.abc import Iterator

HARMLESS = {
    "tab": "\t",
    "no-break space": "\xa0",
    "soft hyphen": "\xad",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "zero-width non-joiner": "\u200c",
    "right-to-left mark": "\u200f",
    "right-to-left override": "\u202e",
    "ideographic space": "\u3000",
    "emoji": "\U0001f642",
    "family": "\U0001f469\u200d\U0001f469\u200d\U0001f467",
    "skin tone": "\U0001f44d\U0001f3fd",
    "flag": "\U0001f1e9\U0001f1ea",
    "flag of tags": "\U0001f3f4\U000e0067\U000e0062\U000e007f",
    "emoji style": "\u2764\ufe0f",
    "text style": "\u2764\ufe0e",
    "ideograph with a variant": "\u845b\U000e0100",
    "composed": "\u00e9",
    "combining mark": "e\u0301",
    "two marks": "o\u0302\u0323",
    "Chinese": "王冠",
    "rare ideograph": "\U00020000",
    "Japanese": "重い。",
    "Korean": "한글",
    "Korean in parts": "\u1112\u1161\u11ab",
    "Hebrew": "שלום",
    "Arabic": "مَرحبا",
    "Devanagari": "क्षि",
    "Thai": "ก็",
    "ligature": "\ufb01",
    "full width": "Ａ１",
    "Angstrom": "\u212b",
    "private": "\ue000",
    "replacement": "\ufffd",
    "last of all": "\U0010ffff",
}
"""May stand anywhere in a text."""

FORBIDDEN = {
    "null": "\x00",
    "bell": "\x07",
    "vertical tab": "\x0b",
    "form feed": "\x0c",
    "escape": "\x1b",
    "delete": "\x7f",
    "next line": "\x85",
    "last control": "\x9f",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "byte-order mark": "\ufeff",
    "no character": "\ufffe",
}
"""May be meant by an escape in double quotes, and stand nowhere as themselves."""

HEAD = "scene: 1\nid: {id}\narchetype: plain\nbeats:\n  - fact: "
ARCHETYPE = (
    "archetype: plain\npurpose: Anything.\nroles: {required: [], optional: []}\n"
    "axes: {doubt: hold(0.5)}\nbeats: (fact | ask)+\n"
)


def spans_of(sign: str) -> dict[str, str]:
    """What the spans of a written scene say."""
    return {"a": f"gold{sign}leaf", "b": sign}


def written(sign: str) -> Iterator[tuple[str, str]]:
    """A beat's text with the sign in and as a span, in every style of a scalar, by its name."""
    text = f"It is [gold{sign}leaf]{{#a}}, so [{sign}]{{#b}} here."
    half = f"It is [gold{sign}leaf]{{#a}}, so"
    yield "literal", f"|\n      {text}\n"
    yield "literal-in-lines", f"|-\n      {half}\n      [{sign}]{{#b}} here.\n"
    yield "folded", f">\n      {half}\n      [{sign}]{{#b}} here.\n"
    yield "plain", f"{half}\n      [{sign}]{{#b}} here.\n"
    yield "single", f"'{half}\n      [{sign}]{{#b}} here.'\n"
    yield "double", f'"{text}"\n'
    yield "escaped", escaped(sign)


def escaped(sign: str) -> str:
    """The beat's text with the sign as escapes in double quotes."""
    signs = "".join(f"\\U{ord(each):08X}" for each in sign)
    return f'"It is [gold{signs}leaf]{{#a}}, so [{signs}]{{#b}} here."\n'
