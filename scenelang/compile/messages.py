"""What can go wrong while many scenes are compiled at once: SL595 to SL599."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class SourceChanged(Diagnostic):
    """A file was changed while its scenes were being compiled.

    A scene with very many instances is lowered in ranges, one after the other. If its file changed on the
    way, the first rows would come from one text and the last from another. Nothing is published; the shards
    that were there before are as they were.

    To mend it, compile again once the file is saved.
    """

    code: ClassVar[str] = "SL595"
    title: ClassVar[str] = "`{file}` was changed while it was being compiled"
    help: ClassVar[str] = "compile again, and leave the scenes alone until it is done"
    file: str


class WorkerLost(Diagnostic):
    """A worker process ended in the middle of its work, twice over the same scenes.

    The system ends processes mostly when there is no memory left for all of them. Each worker holds the
    tokenizer and the scenes that it is at, so fewer workers need less. Nothing is published; the shards that
    were there before are as they were.

    To mend it, compile with fewer workers, or free some memory.
    """

    code: ClassVar[str] = "SL596"
    title: ClassVar[str] = "a worker ended in the middle of its work"
    help: ClassVar[str] = "run it with `--workers 1`, or free some memory"


class RayMissing(Diagnostic):
    """The engine is to be Ray, and Ray is not installed.

    Ray is what spreads a compile over several machines. Nothing else needs it, so it is not installed
    with scenelang.

    To mend it, install it, or leave `--engine` out: one machine needs no Ray.
    """

    code: ClassVar[str] = "SL597"
    title: ClassVar[str] = "`--engine ray` needs Ray, which is not installed"
    help: ClassVar[str] = "run `pip install 'scenelang[ray]'`, or leave `--engine ray` out"


class ClusterUnreachable(Diagnostic):
    """There is no Ray cluster at the address that was given, or it has gone away.

    The address is that of `--ray-address`, else of the variable `RAY_ADDRESS`; without either, a cluster is
    started on this machine alone. `auto` means the cluster that this machine belongs to.

    To mend it, look with `ray status` whether the cluster is up, and compare its address.
    """

    code: ClassVar[str] = "SL598"
    title: ClassVar[str] = "the Ray cluster at `{address}` cannot be used: {reason}"
    help: ClassVar[str] = "see with `ray status` whether it is up, or leave `--ray-address` out"
    address: str
    reason: str


class ClusterOfAnotherVersion(Diagnostic):
    """The nodes of the Ray cluster have another scenelang than this machine.

    Shards must not depend on where a scene was compiled, and another version may lower it otherwise.

    To mend it, install the same version on all nodes.
    """

    code: ClassVar[str] = "SL599"
    title: ClassVar[str] = "the Ray cluster has scenelang {there}, and this machine has {here}"
    help: ClassVar[str] = "install scenelang {here} on every node of the cluster"
    there: str
    here: str
