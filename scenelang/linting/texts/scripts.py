"""Letters that look like letters of another script: Latin, Cyrillic and Greek.

Takes: words. Gives: the script of a letter, and the letter of another script that looks the same.
May assume: nothing. Never does: judge a word.

The tables are our own. Unicode's list of confusable signs has thousands of pairs, most of which nobody
types, and a library for it reads a megabyte before the first word; what comes of keyboards with two
layouts and of pasted text are these few dozen pairs. `ν` and `v`, `к` and `k` are left out: one is a sign
of physics, the other looks different.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum


class Script(StrEnum):
    """A script whose letters are mistaken for those of another."""

    LATIN = "Latin"
    CYRILLIC = "Cyrillic"
    GREEK = "Greek"


LATIN_LETTERS = "A-Za-zªº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff"
CYRILLIC_LETTERS = "\u0400-\u0481\u048a-\u052f\u1c80-\u1c88\ua640-\ua69d"
GREEK_LETTERS = "\u0370-\u0373\u0376\u0377\u037b-\u037d\u037f\u0386\u0388-\u03ff\u1f00-\u1fff"

_CYRILLIC_AS_LATIN = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅҺ",
    "aeopcyxijshdqwABEKMHOPCTYXIJSH",
)
_GREEK_AS_LATIN = str.maketrans("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oABEZHIKMNOPTYX")
_LATIN_AS_CYRILLIC = str.maketrans("aeopcyxABEKMHOPCTYXijsIJS", "аеорсухАВЕКМНОРСТУХіјѕІЈЅ")
_LATIN_AS_GREEK = str.maketrans("oABEZHIKMNOPTYX", "οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
_TABLES = {
    (Script.CYRILLIC, Script.LATIN): _CYRILLIC_AS_LATIN,
    (Script.GREEK, Script.LATIN): _GREEK_AS_LATIN,
    (Script.LATIN, Script.CYRILLIC): _LATIN_AS_CYRILLIC,
    (Script.LATIN, Script.GREEK): _LATIN_AS_GREEK,
}
_JOINTS = str.maketrans("._", "--")
_ASCII_SKELETON = bytes(range(256)).translate(bytes.maketrans(b"._", b"--")).upper()
_VARIATIONS = range(0xFE00, 0xFE10)
_NOT_RUSSIAN = frozenset("ijsIJS")
_RUSSIAN = "ru"


def script_of(letter: str) -> Script | None:
    """The script of a letter; None for all other scripts and signs."""
    code = ord(letter)
    if 0x400 <= code <= 0x52F or 0x1C80 <= code <= 0x1C88 or 0xA640 <= code <= 0xA69D:
        return Script.CYRILLIC
    if 0x370 <= code <= 0x3FF or 0x1F00 <= code <= 0x1FFF:
        return Script.GREEK
    is_latin = code < 0x2B0 or 0x1E00 <= code <= 0x1EFF
    return Script.LATIN if is_latin and letter.isalpha() and code != 0xB5 else None


def respelt(letters: str, written: Script, wanted: Script, language: str = "") -> str | None:
    """Letters of one script as those of another that look the same; None where one has none.

    `language` is that of the text: Russian has no letters that look like `i`, `j` and `s`.
    """
    table = _TABLES.get((written, wanted))
    if table is None or any(ord(letter) not in table for letter in letters):
        return None
    if language.startswith(_RUSSIAN) and wanted is Script.CYRILLIC and not _NOT_RUSSIAN.isdisjoint(letters):
        return None
    return letters.translate(table)


def skeleton(name: str) -> str:
    """What is left of a name where case, look-alikes, normalisation and joints are not told apart."""
    if name.isascii():
        return name.encode().translate(_ASCII_SKELETON).decode()
    plain = (
        unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).upper())
        .translate(_CYRILLIC_AS_LATIN)
        .translate(_GREEK_AS_LATIN)
    )
    shown = (sign for sign in plain if unicodedata.category(sign) != "Cf" and ord(sign) not in _VARIATIONS)
    return "".join(shown).translate(_JOINTS)


def difference(one: str, other: str) -> str:
    """How two names of one skeleton differ, in words that follow `they differ`."""
    if unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", other):
        return "in how one letter is put together"
    if one.casefold() == other.casefold():
        return "in capital letters"
    if one.translate(_JOINTS) == other.translate(_JOINTS):
        return "in `-`, `.` and `_`"
    if {script_of(letter) for letter in one} != {script_of(letter) for letter in other}:
        return "in letters of another script"
    return "in signs that look alike"
