"""Names that look like others, and names that fill screens."""

from __future__ import annotations

import json

import pytest

from scenelang.diagnostics import Diagnostic, advice, nearest, render_json, render_text
from scenelang.source import Span

CYRILLIC_ES = "\u0441"


class LongName(Diagnostic):
    """A message for these tests."""

    code = "SL947"
    title = "there is no `{name}`"
    label = "{name}"
    help = "{name}"

    name: str


@pytest.mark.parametrize(
    ("written", "meant", "why"),
    [
        (
            f"lun{CYRILLIC_ES}h",
            "lunch",
            "character 4 is U+0441 CYRILLIC SMALL LETTER ES, not U+0063 LATIN SMALL LETTER C",
        ),
        (
            "cafe\u0301",
            "caf\u00e9",
            "character 4 is U+0065 LATIN SMALL LETTER E, not U+00E9 LATIN SMALL LETTER E WITH ACUTE",
        ),
        (
            "\u043e\u0441\u0430",
            "oca",
            "character 1 is U+043E CYRILLIC SMALL LETTER O, not U+006F LATIN SMALL LETTER O",
        ),
    ],
)
def test_a_name_that_looks_the_same_is_told_apart(written: str, meant: str, why: str) -> None:
    assert nearest(written, [meant, "other"]) == meant
    assert advice(written, [meant, "other"], "spans here") == (
        f"did you mean `{meant}`? they look the same, but {why}; spans here are `{meant}`, `other`"
    )


def test_a_name_that_looks_otherwise_is_only_named() -> None:
    assert advice("luntch", ["lunch"], "spans here") == "did you mean `lunch`? spans here are `lunch`"


def test_a_name_that_would_fill_screens_is_cut_in_messages() -> None:
    found = LongName(Span("a.scene", 0, 0), "x" * 100_000)
    short = "x" * 99 + "\u2026"
    assert render_text([found], lambda _: None) == (
        f"error[SL947]: there is no `{short}\n --> a.scene: {short.replace('x', 'xx', 1)}\n"
        f"  = help: {short.replace('x', 'xx', 1)}"
    )
    (told,) = json.loads(render_json([found], lambda _: None))["diagnostics"]
    assert told["message"] == f"there is no `{short}"


def test_a_path_of_common_length_is_not_cut() -> None:
    path = "folder/" * 25
    assert render_text([LongName(Span("a.scene", 0, 0), path)], lambda _: None).count(path) == 3
