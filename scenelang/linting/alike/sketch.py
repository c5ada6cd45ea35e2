"""A text in a few numbers, so that alike texts are found without holding any two side by side.

Takes: the texts of a scene's beats.
Gives: a bottom-k sketch of its word shingles, and digests of the whole and of its longer beats.
May assume: nothing. Never does: depend on the process: the numbers may be kept in a cache.

Source: A. Broder, "On the resemblance and containment of documents" (1997), section 4: put all shingles (here
three words in a row) in an order that has nothing to do with their meaning, and keep the first `SIZE` of a
text. Among the first `SIZE` of two texts together, the share that both have estimates the Jaccard index J of
their shingles. In a random order the standard error is at most sqrt(J (1 - J) / SIZE): 0.07 at J = 0.8, 0.09
at worst. In ours, shingles whose first word begins with m, p, s or w come before all others, either lot by
its hashes. In languages of Latin script one word in five or more begins so, few of them the words that stand
in every text; thus the others need not even be hashed, and the error, as the tests measure it, is the same.

It is our own, in few lines: libraries for it (datasketch, rensa) bring numpy or a binary, which linting must
not load, and are made for millions of long texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import compress
from typing import NamedTuple
from zlib import adler32, crc32

SIZE = 32
"""How many hashes a sketch has, where the text has as many shingles."""
PASSAGE_WORDS = 12
"""Beats of fewer words are no passage: they are alike by chance, or are a phrase of the form."""

_SIGNS = ".,;:!?…'\"’‘“”„«»()—–-\\*_"
_LETTERS_A_WORD = 16
_ASCII_SIGNS = bytes(ord(sign) for sign in _SIGNS if sign.isascii())
_BLANKS = b"\t\n\v\f\r"
_EVEN = bytes.maketrans(_BLANKS, b" " * len(_BLANKS))
_SMALL = bytes(code + 32 if 65 <= code <= 90 else code for code in _EVEN)
_END = "\x01"
_END_SIGN = _END.encode()
_NO_BLANKS = bytes(code for code in range(256) if chr(code) not in (" ", _END))
_WITHOUT_SIGNS = str.maketrans(dict.fromkeys(_SIGNS))
_LATER = 1 << 32
_EARLY = re.compile(rb" (?=([mpsw][^ ]* [^ ]+ [^ ]+))")
_LATE = re.compile(rb" (?=([^ mpsw][^ ]* [^ ]+ [^ ]+))")


class TextSketch(NamedTuple):
    """What is kept of a text: how many words, digests of the whole and of its passages, and its sketch."""

    words: int
    digest: int
    passages: tuple[int, ...]
    sketch: tuple[int, ...]


def text_sketch(beats: Iterable[str]) -> TextSketch:
    """What is kept of a text whose beats are these, without marks: see `without_marks`."""
    parts, counts = _even_parts([*beats])
    digests = tuple(map(hash, zip(map(crc32, parts), map(adler32, parts), strict=True)))
    passages = tuple(compress(digests, map(PASSAGE_WORDS.__le__, counts)))
    return TextSketch(sum(counts), hash(digests), passages, _first(b"".join(parts)))


def _even_parts(beats: list[str]) -> tuple[list[bytes], list[int]]:
    """The words of each beat with a blank behind each, and how many they are.

    Those of all of a text in ASCII are made in one go, if no blank is left over: where signs stand alone.
    """
    together = _END.join(beats)
    if together.isascii() and together.count(_END) < len(beats):
        even = together.encode().translate(_SMALL, _ASCII_SIGNS)
        parts = even.split(_END_SIGN)
        counts = [*map(len, even.translate(None, _NO_BLANKS).split(_END_SIGN))]
        if even.rfind(b"  ") < 0 and all(map(_is_even, parts, beats, counts)):
            return parts, counts
    parts = [*map(_even_part, beats)]
    return parts, [part.count(b" ") for part in parts]


def _is_even(part: bytes, beat: str, count: int) -> bool:
    return part[:1] != b" " == part[-1:] and len(beat) <= _LETTERS_A_WORD * count


def _even_part(text: str) -> bytes:
    return b"".join([word + b" " for word in words_of(text)])


def sketch_of(text: str) -> tuple[int, ...]:
    """The first `SIZE` of the text's shingles, as sorted numbers; fewer where it has fewer.

    Estimates are off by no more than 0.09 in two cases of three, see above. CRC-32 tells shingles apart well
    enough, and it is the same everywhere, so that sketches may be kept on disk.
    """
    return _first(_even_part(text))


def words_of(text: str) -> list[bytes]:
    """The words of a text without case and signs; its letters, one by one, where its script parts no words.

    A text in ASCII, as most are, is made even without a look at its single words.
    """
    if text.isascii():
        even = text.encode().translate(_SMALL, _ASCII_SIGNS)
    else:
        even = text.casefold().translate(_WITHOUT_SIGNS).encode("utf-8", "replace")
    words = even.split()
    if len(text) > _LETTERS_A_WORD * len(words):
        return [letter.encode() for letter in b"".join(words).decode()]
    return words


def likeness(left: tuple[int, ...], right: tuple[int, ...]) -> float:
    """The estimated Jaccard index of two texts' shingles, from their sketches: 0 apart, 1 the same."""
    both = sorted({*left, *right})[:SIZE]
    if not both:
        return 0.0
    shared = set(left) & set(right)
    return sum(value in shared for value in both) / len(both)


def exact_likeness(left: str, right: str) -> float:
    """The Jaccard index of two texts' shingles, counted out."""
    here, there = _shingles(left), _shingles(right)
    together = here | there
    return len(here & there) / len(together) if together else 0.0


def _shingles(text: str) -> set[tuple[bytes, ...]]:
    words = words_of(text)
    return set(zip(words, words[1:], words[2:], strict=False))


def _first(words: bytes) -> tuple[int, ...]:
    """The first shingles in our order, of words that have a blank behind each."""
    words = b" " + words
    early = sorted({*map(crc32, _EARLY.findall(words))})
    if len(early) >= SIZE:
        return tuple(early[:SIZE])
    late = sorted({*map(crc32, _LATE.findall(words))})
    return (*early, *[_LATER + value for value in late[: SIZE - len(early)]])
