"""What a command line asks of one lint run, beside what projects ask."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LintOptions:
    """The wishes of one run; each is left to the project unless it is given.

    `select`, `extend_select` and `ignore` are codes, beginnings of codes, rules and families. `is_whole` is
    True where the run looks at all scenes of its projects: only then is what was not found gone.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    tokenizers: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    heeds_comments: bool = True
    uses_baseline: bool = True
    is_whole: bool = False
    uses_cache: bool = True
    jobs: int | None = None


NO_WISHES = LintOptions()
"""A run as the projects want it."""
