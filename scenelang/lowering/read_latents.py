"""The token that a silent conclusion would be, as it would stand in the text.

Takes the texts of `reads` targets and one chunk of renderings. Gives, for each, the id of its first token.
The text is put in the place of the carrier's own, white space at its ends kept, and the scene is tokenised
again: a piece is never tokenised apart, since merges and leading spaces would differ.
May assume that the carrier has a token. Never guesses: a text that gives no token gives `NO_TOKEN`.

To tokenise every scene twice would nearly double the cost of a compile. So what stands before the carrier's
line is left out the second time, where the scene itself proves that it makes no difference: as written, too,
the text from that line on gives the very tokens that it has in the whole scene. Without that proof, and where
the carrier begins its line, the whole scene is tokenised.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from scenelang.lowering.scene_tokenizer import NO_TOKEN, SceneTokenizer, Tokenised

_REMEMBERED = 1 << 16


class Reading(NamedTuple):
    """One substitution: `text`, whose tokens are `tokens`, with `start..end` (the carrier) as `reads`."""

    text: str
    start: int
    end: int
    reads: str
    tokens: Tokenised


class _Site(NamedTuple):
    """A substitution made, and where its first character that shows stands.

    From `line` on the text may be tokenised alone, if `written`, the text from there on before the
    substitution, then gives `own`, its tokens in the whole scene; 0 where it may not.
    """

    text: str
    place: int
    line: int
    written: str
    own: list[int]

    @property
    def rest(self) -> str:
        """The text from the carrier's line on, with the substitution made."""
        return self.text[self.line :]


_Found: TypeAlias = Mapping[tuple[str, int], int]


class LatentReader:
    """Reads the silent conclusions of one scene; lines that were tokenised before are remembered."""

    def __init__(self, tokenizer: SceneTokenizer) -> None:
        self._tokenizer = tokenizer
        self._rests: dict[str, Tokenised] = {}

    def read(self, readings: Sequence[Reading]) -> list[int]:
        """The first token of each reading; equal texts are tokenised once."""
        sites = [_site(reading) for reading in readings]
        real = [site for site in sites if site is not None]
        self._learn(rest for site in real if site.line for rest in (site.written, site.rest))
        found = self._read_whole([site for site in real if not self._stands_alone(site)])
        return [NO_TOKEN if site is None else self._token(site, found) for site in sites]

    def _learn(self, rests: Iterable[str]) -> None:
        if len(self._rests) > _REMEMBERED:
            self._rests.clear()
        new = [rest for rest in dict.fromkeys(rests) if rest not in self._rests]
        self._rests.update(zip(new, self._tokenizer.encode_batch(new), strict=True))

    def _stands_alone(self, site: _Site) -> bool:
        """True when the tokens of the rest are proven to be the same with and without the text before it."""
        if not site.line or self._rests[site.written].ids != site.own:
            return False
        return self._rests[site.rest].ids[:1] == site.own[:1]

    def _read_whole(self, sites: Sequence[_Site]) -> _Found:
        asked = list(dict.fromkeys((site.text, site.place) for site in sites))
        found = self._tokenizer.tokens_at([text for text, _ in asked], [place for _, place in asked])
        return dict(zip(asked, found, strict=True))

    def _token(self, site: _Site, found: _Found) -> int:
        whole = found.get((site.text, site.place))
        if whole is not None:
            return whole
        rest, place = self._rests[site.rest], site.place - site.line
        covering = (token for token, (start, end) in zip(*rest, strict=True) if start <= place < end)
        return next(covering, NO_TOKEN)


def _site(reading: Reading) -> _Site | None:
    """The substitution made; None where the text to read does not show."""
    text, start, end, reads, tokens = reading
    shown = reads.lstrip()
    if not shown:
        return None
    carrier = text[start:end]
    content = carrier.strip()
    if content:
        start += len(carrier) - len(carrier.lstrip())
        end = start + len(content)
    if not start or text[start - 1].isspace():
        reads = shown
    made, place = text[:start] + reads + text[end:], start + len(reads) - len(shown)
    line = text.rfind("\n", 0, start) + 1
    if 2 * (len(text) - line) > len(text) or not text[line:start].strip():
        return _Site(made, place, 0, "", [])
    first = bisect_right(tokens.offsets, line, key=itemgetter(1))
    return _Site(made, place, line, text[line:], tokens.ids[first:])
