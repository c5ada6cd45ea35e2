"""Numbers of bytes are said as people say them."""

from __future__ import annotations

import pytest

from scenelang.diagnostics import size_in_words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1.0 kB"),
        (9_949, "9.9 kB"),
        (9_960, "10 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (55_000_000, "55 MB"),
        (4 * 2**30, "4.3 GB"),
        (10**15, "1,000 TB"),
    ],
)
def test_a_size_has_two_or_three_digits_and_a_unit(count: int, words: str) -> None:
    assert size_in_words(count) == words
