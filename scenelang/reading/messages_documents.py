"""What can be wrong with the documents of a file that may hold several scenes: SL064 to SL066."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class EmptyDocument(Diagnostic):
    """A line `---` begins a scene, and no scene follows.

    A file may hold several scenes, each behind a line `---`, and each begins with `scene: 1`. Between two
    such lines, or behind the last one, something must stand.
    """

    code: ClassVar[str] = "SL064"
    title: ClassVar[str] = "`---` begins a scene here, and nothing follows"
    label: ClassVar[str] = "begins nothing"
    help: ClassVar[str] = "write a scene below it, or delete this `---`"


class TextAfterDocument(Diagnostic):
    """Text stands behind `...`, which ends a YAML document.

    Scenes of one file are parted by `---`; `...` is needed nowhere.
    """

    code: ClassVar[str] = "SL065"
    title: ClassVar[str] = "`...` has ended this scene, and text follows"
    label: ClassVar[str] = "belongs to no scene"
    help: ClassVar[str] = "delete the `...`, or write `---` in its place to begin another scene"


class TooManyDocuments(Diagnostic):
    """The file has more scenes than anybody can keep in view.

    The limit keeps time and memory bounded. Give each thought a file of its own, or make instances with
    `vary`.
    """

    code: ClassVar[str] = "SL066"
    title: ClassVar[str] = "this file has more than {limit} scenes"
    label: ClassVar[str] = "one too many"
    help: ClassVar[str] = "split the file; for many instances of one thought write one scene with `vary`"

    limit: int
