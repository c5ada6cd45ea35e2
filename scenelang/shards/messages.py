"""What can go wrong with shards on disk."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class NoShardsHere(Diagnostic):
    """The folder holds no compiled shards.

    A shard folder is what `scenelang compile` writes: a `manifest.json` and the `part-*.arrow` files that
    it lists. Without the manifest nothing says which files belong together, so none of them is read.

    To mend it, compile into this folder, or name the folder that was given to `--out`.
    """

    code: ClassVar[str] = "SL501"
    title: ClassVar[str] = "no shards in `{folder}`"
    label: ClassVar[str] = "no manifest.json here"
    help: ClassVar[str] = (
        "run `scenelang compile SCENES --out {folder}`, or name the folder that holds the shards"
    )
    folder: str


class ManifestDamaged(Diagnostic):
    """The manifest of a shard folder is not as it was written.

    A manifest carries a digest of its own content. It is refused when any byte of it has changed since the
    build: a copy that broke off, a disk error, or an edit by hand. Nothing in it can then be trusted, the
    digests of the shards least of all.

    To mend it, compile again, or copy the folder again from where it is whole.
    """

    code: ClassVar[str] = "SL502"
    title: ClassVar[str] = "the manifest is damaged: {reason}"
    help: ClassVar[str] = "compile again, or copy the shard folder again; a manifest is not edited by hand"
    reason: str


class ShardFormatUnknown(Diagnostic):
    """The shards were written in a format that this scenelang does not read.

    The format version in the manifest changes whenever shards of an older build would be misread. A number
    that this version does not know means that an older or a newer scenelang wrote the folder.

    To mend it, compile the scenes again with this scenelang, or read them with the one that wrote them.
    """

    code: ClassVar[str] = "SL503"
    title: ClassVar[str] = "shard format {found} is not known here"
    help: ClassVar[str] = (
        "this scenelang reads format {known}: compile again, or use the scenelang that wrote these"
    )
    found: str
    known: int


class ShardMissing(Diagnostic):
    """A shard that the manifest lists is not in the folder.

    Training on what is left would silently leave out scenes, so the whole folder is refused.

    To mend it, compile again, or copy the missing file into the folder.
    """

    code: ClassVar[str] = "SL504"
    title: ClassVar[str] = "shard `{name}` is missing"
    help: ClassVar[str] = "compile again, or copy the whole shard folder again"
    name: str


class ShardDamaged(Diagnostic):
    """A shard's bytes are not the bytes that were written.

    The manifest holds the SHA-256 of every shard, and it is checked whenever shards are opened. One flipped
    byte can turn a weight into a million or move an attention target, and nothing later would notice.

    To mend it, compile again, or copy the folder again from where it is whole.
    """

    code: ClassVar[str] = "SL505"
    title: ClassVar[str] = "shard `{name}` is damaged: {reason}"
    help: ClassVar[str] = "compile again, or copy the whole shard folder again"
    name: str
    reason: str


class ShardsOfAnotherTokenizer(Diagnostic):
    """The shards were compiled with another tokenizer than the one that is to read them.

    Token numbers mean nothing without their tokenizer: the same numbers are other words elsewhere, and every
    weight and target would land on them. The manifest carries the tokenizer's fingerprint, a digest of
    its file, and it must be the expected one.

    To mend it, compile the scenes with the tokenizer of the model, by `--tokenizer FOLDER`.
    """

    code: ClassVar[str] = "SL506"
    title: ClassVar[str] = "these shards were compiled with tokenizer {found}, but {expected} is to read them"
    help: ClassVar[str] = (
        "compile again with `--tokenizer` and the tokenizer of the model, or choose the model of these shards"
    )
    found: str
    expected: str


class NoSpaceLeft(Diagnostic):
    """There is no room on the disk for the shards.

    A build is written beside the old one and takes its place only when it is whole, so for a moment both
    need room. The unfinished files were removed; shards that were in the folder before are as they were.

    To mend it, free some space, or compile into a folder on another disk.
    """

    code: ClassVar[str] = "SL507"
    title: ClassVar[str] = "no space left while writing shards to `{folder}`"
    help: ClassVar[str] = (
        "free some space or choose another `--out`; the shards that were there before are untouched"
    )
    folder: str


class ShardsNotWritable(Diagnostic):
    """The system refused to write the shards.

    Most often the folder belongs to someone else, lies on a disk that is read-only, or a name on the way
    to it is a file. Shards that were in the folder before are as they were.

    To mend it, change the folder's permissions, or compile into another folder.
    """

    code: ClassVar[str] = "SL508"
    title: ClassVar[str] = "shards cannot be written to `{folder}`: {reason}"
    help: ClassVar[str] = "give `--out` a folder that you may write to"
    folder: str
    reason: str


class FolderOfSomethingElse(Diagnostic):
    """The output folder holds a manifest.json that scenelang did not write.

    Compiling here would replace a file of another tool, so nothing is written.

    To mend it, give `--out` a folder of its own.
    """

    code: ClassVar[str] = "SL509"
    title: ClassVar[str] = "`{folder}` belongs to something else: its manifest.json is not one of scenelang's"
    help: ClassVar[str] = (
        "give `--out` a new folder, or one that holds shards; if that manifest.json is of no use, remove it"
    )
    folder: str


class FolderBeingWritten(Diagnostic):
    """Another compile is writing to the same folder at this moment.

    Two builds that take turns in one folder would remove each other's files.

    To mend it, wait until the other one is done, or give `--out` another folder.
    """

    code: ClassVar[str] = "SL510"
    title: ClassVar[str] = "another compile is writing to `{folder}`"
    help: ClassVar[str] = "wait for it to end, or choose another `--out`"
    folder: str


class NothingToWrite(Diagnostic):
    """The scenes gave no row at all.

    Empty shards would train nothing, and would replace shards that may be worth keeping.

    To mend it, look at the scenes that were named: each gives one row, or one for every instance of `vary`.
    """

    code: ClassVar[str] = "SL511"
    title: ClassVar[str] = "there is nothing to write to `{folder}`"
    help: ClassVar[str] = "name at least one scene that gives a row"
    folder: str


class HeadNumberTooHigh(Diagnostic):
    """A head is named by a number that shards cannot hold.

    Shards keep named heads as one bit each, for heads 0 to 62.

    To mend it, name a lower head, or use `any`, `each`, `mean` or `top 2` in its place.
    """

    code: ClassVar[str] = "SL512"
    title: ClassVar[str] = "head h{head} is too high"
    label: ClassVar[str] = "heads go from h0 to h62"
    help: ClassVar[str] = "name heads from h0 to h62, or write `any`, `each`, `mean` or `top 2`"
    head: int
