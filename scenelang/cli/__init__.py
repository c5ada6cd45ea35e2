"""The command line: one file per verb."""

import gc

_USUALLY = gc.get_threshold()
gc.set_threshold(
    1_000_000
)  # loading makes many objects and no garbage; to look for it costs a twentieth of a start

from scenelang.cli.dispatch import build_parser, main, verbs  # noqa: E402 - see above

gc.set_threshold(*_USUALLY)

__all__ = ["build_parser", "main", "verbs"]
