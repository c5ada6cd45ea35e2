"""A scene in the plain layout, as the quick look sees it: flat tables of words.

The *plain layout* is how most scenes are written: one document; `scene`, `id`, `archetype` and the other
keys in their usual order, each on its line or as a block; beats as literal blocks (`- kind(speaker): |`)
whose lines stand six blanks deep; spans that hold no others and a word at least; rules in their shortest
forms, one a line, without heads by name; letters, digits and everyday punctuation, single blanks; comments
only above everything. There are no quotes around texts, no `vary`, `recall`, `use` or `expose`, nothing that
is refuted or noise, and no word of another scene.

Nothing here has a `Span`: a place is an offset into `text`, and most scenes need none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from scenelang.model import At
from scenelang.plain.without_marks import without_marks

_HEAD = re.compile(r"\n  - [^|]*\|(?=\n)")
_NEAR = 400
_LETTERS = b"abcdefghijklmnopqrstuvwxyz"
_COMMON = _LETTERS + _LETTERS.upper() + b" \n.,;?!'-"
_NO_CAPITALS = bytes(code for code in range(128) if not 65 <= code <= 90)


class PlainMarks(NamedTuple):
    """What stands in the braces of a span behind its id. `attributes` are `key=value` pairs.

    A weight of 1 is not written.
    """

    concepts: tuple[str, ...] = ()
    weight: float = 1.0
    read: bool = False
    avoid: bool = False
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def says_nothing(self) -> bool:
        """True where nothing is asked of the text but that it has a name."""
        return not (self.concepts or self.attributes or self.read or self.avoid or self.weight != 1)


NO_MARKS = PlainMarks()


class PlainBeat(NamedTuple):
    """One beat: its name (`think.2` where the kind stands twice), its kind, who speaks.

    `rank` is its place among all beats and spans, in the order in which they begin; `end` is the rank of
    what follows it. `weight` is the number or the name of the axis (`1 + doubt`) that it is weighed by.
    """

    id: str
    kind: str
    speaker: str
    rank: int
    end: int
    weight: float = 1.0
    axis: str = ""
    stratum: str = ""


class PlainSpan(NamedTuple):
    """One marked span: its id (empty without one), its text as written, its rank and its beat."""

    id: str
    text: str
    marks: PlainMarks
    rank: int
    beat: int


class PlainStep(NamedTuple):
    """A line under `logic`. `reads` is what a conclusion that is not said is held by, else empty."""

    premises: list[str]
    operator: str
    conclusion: str
    reads: str


class PlainReference(NamedTuple):
    """A line under `self`."""

    span: str
    verb: str
    target: str


class PlainPosition(NamedTuple):
    """A span and which of its positions are meant."""

    at: At
    span: str


class PlainAnchor(NamedTuple):
    """A line under `anchors`. `tail` is what follows the keys, as written: layers, heads, weight."""

    query: PlainPosition
    keys: list[PlainPosition]
    is_away: bool
    tail: str


class PlainLayer(NamedTuple):
    """A line under `layers`. `aim` is its first word, `argument` what follows it."""

    where: PlainPosition
    band: str
    aim: str
    argument: str
    tail: str


@dataclass(eq=False, slots=True)
class PlainScene:
    """All of a plain scene.

    `id_start` is where the id stands in `text`. `tension` has the text of each axis. `extents` are the ranks
    between which each span and each beat stands, by name. `body` is where the lines under `beats` stand;
    `texts` is what each beat says, line by line, without marks and brackets, and `together` all of it.
    `kinds` and `beat_ids` are those of the beats.
    All behind `marked` is worked out from these, and only once `fill_in` is called.
    """

    text: str
    id: str
    id_start: int
    archetype: str
    stratum: str
    language: str
    tags: tuple[str, ...]
    is_held_out: bool
    cast: dict[str, str]
    tension: dict[str, str]
    beats: list[PlainBeat]
    spans: list[PlainSpan]
    extents: dict[str, tuple[int, int]]
    logic: list[PlainStep]
    references: list[PlainReference]
    anchors: list[PlainAnchor]
    layers: list[PlainLayer]
    body: tuple[int, int]
    texts: list[str]
    together: str
    kinds: tuple[str, ...]
    beat_ids: tuple[str, ...]
    read: dict[str, str]
    """The text of each span that has a name, as written."""
    marked: list[PlainSpan]
    """The spans with more marks than a name."""
    used: set[str] = field(init=False)
    """The names in the lines of all rules: spans, beats, silent conclusions, words of targets."""
    uses_beats: bool = field(init=False)
    """True where a rule names a whole beat."""
    rests_on: dict[str, set[str]] = field(init=False)
    """For each conclusion the premises of all steps that it may carry, and perhaps more."""
    length: int = field(init=False)
    """How many signs all texts have."""
    rare: bytes = field(init=False)
    """What texts and targets hold beside ASCII letters, blanks and `. , ; ? ! ' -`."""
    capitals: bytes = field(init=False)
    """The capitals of the texts, one behind the other, and all signs beyond ASCII."""

    def fill_in(self) -> None:
        """Works out what several rules of lint ask for."""
        self.used = self._used()
        self.uses_beats = not self.used.isdisjoint(self.beat_ids)
        self.rests_on = self._rests_on()
        self.length = len(self.together)
        words = self.together.encode()
        self.capitals = words.translate(None, _NO_CAPITALS)
        targets = [step.reads for step in self.logic] + [
            rule.argument for rule in self.layers if rule.aim == "reads"
        ]
        self.rare = (words + "".join(targets).encode()).translate(None, _COMMON)

    def _used(self) -> set[str]:
        used: list[str] = []
        for premises, _, conclusion, _ in self.logic:
            used += premises
            used.append(conclusion)
        for span, _, target in self.references:
            used += (span, target)
        for query, keys, _, _ in self.anchors:
            used.append(query.span)
            used += [key.span for key in keys]
        for where, _, _, argument, _ in self.layers:
            used += (where.span, argument)
        return set(used)

    def _rests_on(self) -> dict[str, set[str]]:
        found = {conclusion: set(premises) for premises, _, conclusion, _ in self.logic}
        silent = {conclusion for _, _, conclusion, reads in self.logic if reads}
        if silent:
            beneath = {premise for step in self.logic if step.reads for premise in step.premises}
            for premises in found.values():
                if not silent.isdisjoint(premises):
                    premises.update(beneath)
        return found

    def looked_at_from(self, span: str) -> set[str]:
        """Every span that logic or a reference may make a model look at from a span, and perhaps more."""
        return {line.target for line in self.references if line.span == span} | self.rests_on.get(span, set())

    def before(self, span: str) -> str:
        """The last words before a span, without marks and heads; empty where they are not certain."""
        mark = re.search(rf"\]\{{#{re.escape(span)}[\s}}]", self.text)
        start = self.text.rfind("[", self.body[0], mark.start()) if mark is not None else -1
        if start < 0:
            return ""
        near = self.text[max(self.body[0], start - _NEAR) : start]
        return _HEAD.sub("", without_marks(near.partition("\n")[2]))
