"""What `verify` says of rows, counts and certificates."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Severity


class RowDamaged(Diagnostic):
    """A row of a shard does not hold together.

    `scenelang verify` looks at every value of every row: lists of one group have one length, positions lie in
    the row, and numbers of sources, origins, names and kinds lie in what the manifest lists. A shard whose
    digest fits and whose row does not was written by another program, or by a scenelang with a mistake in
    it. Training on the row could put a target on another token, or stop in the middle of a run.

    To mend it, compile the scenes again.
    """

    code: ClassVar[str] = "SL631"
    title: ClassVar[str] = "row {row} of shard `{name}` does not hold together: {reason}"
    help: ClassVar[str] = "compile the scenes again; do not train on these shards"
    row: int
    name: str
    reason: str


class CertificateBroken(Diagnostic):
    """The tokens of a named span do not decode to the text that the shard has for it.

    Every row carries a certificate of where each of its spans landed: the tokens, and the text that they
    decoded to when the scenes were compiled. `scenelang verify` decodes them again, with the tokenizer whose
    fingerprint the shards have. Where the texts differ, the tokens or the certificate have changed, or the
    tokenizer decodes otherwise than it did, such as in another version of its library.

    To mend it, compile the scenes again with the tokenizer of the model.
    """

    code: ClassVar[str] = "SL632"
    title: ClassVar[str] = (
        "row {row} of shard `{name}`: span `{span}` decodes to {found}, and its certificate says {stored}"
    )
    help: ClassVar[str] = "compile the scenes again with `--tokenizer` and the tokenizer of the model"
    row: int
    name: str
    span: str
    found: str
    stored: str


class MoreRowsDamaged(Diagnostic):
    """More rows of a shard do not hold together than are listed one by one.

    The first of a shard are listed with their numbers; all of them are counted.

    To mend it, compile the scenes again.
    """

    code: ClassVar[str] = "SL633"
    title: ClassVar[str] = "{count} more problems in shard `{name}`"
    help: ClassVar[str] = "compile the scenes again; do not train on these shards"
    count: str
    name: str


class CountsDisagree(Diagnostic):
    """The manifest counts something else than the rows hold.

    A manifest says how many rows and tokens each split has, and how much supervision of each kind.
    `scenelang verify` counts them again from the rows. A trainer plans by what the manifest says, so a
    difference would show as a run of another length, or as weights that do not add up.

    To mend it, compile the scenes again.
    """

    code: ClassVar[str] = "SL634"
    title: ClassVar[str] = "`{field}` in the manifest is not what the rows hold"
    help: ClassVar[str] = "compile the scenes again; a manifest is not edited by hand"
    field: str


class CardOfOtherShards(Diagnostic):
    """The dataset card speaks of other shards than the manifest.

    `README.md` tells the `datasets` library which files to load. The one in this folder was written by
    scenelang and is not the one of these shards: a copy was mixed from two builds, or a compile was killed at
    its very end. Scenelang itself does not read the card.

    To mend it, compile again, or copy the whole folder again.
    """

    code: ClassVar[str] = "SL635"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "`{name}` is not the one of these shards"
    help: ClassVar[str] = "compile again, or copy the whole shard folder again"
    name: str


class StrayShard(Diagnostic):
    """A file in the folder looks like a shard, and the manifest does not list it.

    Scenelang does not read it. Other programs that load every file of the folder would, and train on scenes
    of another build.

    To mend it, remove the file, or compile again, which removes it.
    """

    code: ClassVar[str] = "SL636"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "`{name}` is no shard of this build"
    help: ClassVar[str] = "remove it, or compile again"
    name: str
