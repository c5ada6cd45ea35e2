"""What can go wrong when rows are to be fed to a model."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class NothingToFeed(Diagnostic):
    """No row of the shards is of the split and the stratum that are asked for.

    A part of a feed names a shard folder, a split (`train` or `held_out`) and, where it wants to, one
    stratum. A part without rows would read nothing, so its weight would go nowhere.

    To mend it, name a split and a stratum that the shards have, or leave the stratum out.
    """

    code: ClassVar[str] = "SL640"
    title: ClassVar[str] = "the shards have no rows of {wanted}"
    label: ClassVar[str] = "there are {there}"
    help: ClassVar[str] = "{advice}"
    wanted: str
    there: str
    advice: str


class FeedOfTwoTokenizers(Diagnostic):
    """Two shard folders of one feed were compiled with different tokenizers.

    Token numbers mean nothing without their tokenizer. A model that reads both folders would read one of
    them as other words.

    To mend it, compile all scenes of a mixture with the tokenizer of the model.
    """

    code: ClassVar[str] = "SL641"
    title: ClassVar[str] = "these shards are of tokenizer {found}, and `{first}` of {expected}"
    help: ClassVar[str] = "compile both folders with `--tokenizer` and the tokenizer of the model"
    found: str
    first: str
    expected: str


class RowLongerThanPack(Diagnostic):
    """A row has more tokens than a pack has room for.

    A pack is one sequence of a fixed length, and a row goes into it whole: cut, it would lose targets that
    the scene asks for. So the longest row says how long a pack must be at least.

    To mend it, give packs more tokens, or make the scene shorter.
    """

    code: ClassVar[str] = "SL642"
    title: ClassVar[str] = (
        "instance {instance} of scene `{scene}` has {tokens:,} tokens, and a pack has room for {size:,}"
    )
    label: ClassVar[str] = "{count:,} of {rows:,} rows are longer than a pack; this one is the longest"
    help: ClassVar[str] = "give packs at least {tokens} tokens, or shorten the scene"
    scene: str
    instance: int
    tokens: int
    size: int
    count: int
    rows: int


class StateOfAnotherFeed(Diagnostic):
    """A state was taken from a feed that read other rows, or the same rows in another order.

    A state is a place in one sequence of rows. In another sequence the same place has other rows before it,
    so rows would be lost and others read twice. The state carries everything that the sequence depends on:
    the digests of the shards, splits, strata and weights, the seed, the order and the packing. The number
    of ranks, of workers and of rows in a batch may change freely.

    To mend it, give the settings that the state was taken with, or begin anew without it.
    """

    code: ClassVar[str] = "SL643"
    title: ClassVar[str] = "this state is of another feed: {found}"
    help: ClassVar[str] = "give the settings that the state was taken with, or begin anew without the state"
    found: str


class StateUnreadable(Diagnostic):
    """What was given as a state of a feed is none.

    A state is what `state_dict` of a feed, or of a loader over one, gives: where it stands, and what it
    reads. States of other loaders, and of other versions of the format, do not say which row comes next.

    To mend it, give the dictionary that `state_dict` gave, whole.
    """

    code: ClassVar[str] = "SL644"
    title: ClassVar[str] = "this is no state of a feed"
    help: ClassVar[str] = "give what `state_dict()` of the feed or of its loader gave, unchanged"


class ListedNowhere(Diagnostic):
    """A curriculum lists a scene or a tag that no row of the feed has.

    An author's list puts rows in order by the ids of their scenes and by tags, written `#tag`. An entry
    that meets no row of the splits and strata that are read would do nothing, and is most often a slip.

    To mend it, write the id or the tag as the scene has it, or take the entry out.
    """

    code: ClassVar[str] = "SL645"
    title: ClassVar[str] = "the curriculum lists `{entry}`, and no row has it"
    help: ClassVar[str] = "{advice}"
    entry: str
    advice: str


class PacingUnsound(Diagnostic):
    """The pacing of a curriculum says something that cannot be.

    Pacing says what share of the rows, from the easiest, is open at each fraction of the run. Shares lie
    over 0 and up to 1 and never fall; fractions rise from 0 to 1 at most. The run must have a known length.

    To mend it, correct the number that is named.
    """

    code: ClassVar[str] = "SL646"
    title: ClassVar[str] = "this pacing cannot be followed: {flaw}"
    help: ClassVar[str] = (
        "such as `linear` with `start` 0.1 and `until` 0.5, or a table like (0, 0.2), (0.3, 0.5), (0.6, 1)"
    )
    flaw: str


class OrderSaysNothing(Diagnostic):
    """A curriculum by a score that is the same for all rows, or for all of each part of a mixture.

    Rows without tension all have the score 0, rows without logic all have the depth 0, and rows of scenes
    that refer to none all come first. The score of an author's list is the place of the entry that names a
    row. Sorted by it, they stand as they stood: in a mixture, rows are ordered within their part.

    To mend it, order by what these scenes differ in, or shuffle them.
    """

    code: ClassVar[str] = "SL647"
    title: ClassVar[str] = "the order by {by} does nothing: all {rows:,} rows have the score {score:g}"
    help: ClassVar[str] = "order by another of: tension, depth, prerequisites, a list; or shuffle"
    by: str
    rows: int
    score: float


class WeightsUnsound(Diagnostic):
    """The weights of the parts of a mixture cannot be shares.

    Either every part has a weight over 0, and is read in proportion to it, or none has: then all rows are
    one heap. A weight on some parts alone leaves open what the others get.

    To mend it, give every part a weight over 0, or take all weights away.
    """

    code: ClassVar[str] = "SL648"
    title: ClassVar[str] = "the weights of the parts are no shares: {weights}"
    help: ClassVar[str] = "give every part a weight over 0, such as 0.7 and 0.3, or none a weight"
    weights: str


class PartReadTwice(Diagnostic):
    """Two parts of a feed have rows in common.

    Parts are dealt separately, so a row in two of them would be read twice as often, and in an epoch that
    promises each row once, twice.

    To mend it, tell the parts apart by split or stratum, or make one part of them.
    """

    code: ClassVar[str] = "SL649"
    title: ClassVar[str] = "parts {first} and {second} have {rows:,} rows in common"
    help: ClassVar[str] = "tell the parts apart by `split` or `stratum`, or name these rows once"
    first: int
    second: int
    rows: int


class PackingUnsound(Diagnostic):
    """A packing without room or without a window.

    A pack has at least one token, and at least one row is looked at to fill it.

    To mend it, give both numbers as 1 or more.
    """

    code: ClassVar[str] = "SL650"
    title: ClassVar[str] = "packs of {tokens} tokens from {lookahead} rows cannot be made"
    help: ClassVar[str] = "give `tokens` and `lookahead` as whole numbers from 1 on"
    tokens: int
    lookahead: int
