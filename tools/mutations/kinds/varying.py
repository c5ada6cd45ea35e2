"""Mistakes of `vary`, given to scenes that have none."""

from __future__ import annotations

from draft import Draft, Mutation, kind, misspelt


def _vary(draft: Draft, inner: str, code: str, piece: str) -> Mutation | None:
    """A `vary` of one drawn variable, and what is wrong."""
    if draft.scene.vary is not None:
        return None
    lines = inner if "count:" in inner else f"  count: 3\n{inner}"
    return draft.add_key(f"vary:\n{lines}", code, piece)


@kind("a count of nothing")
def count_zero(draft: Draft) -> Mutation | None:
    """`count: 0`."""
    return _vary(draft, "  count: 0\n  draw: {n: {range: 1..9}}", "SL057", "0")


@kind("a lexicon that is not there")
def no_lexicon(draft: Draft) -> Mutation | None:
    """The name of a lexicon misspelt."""
    return _vary(draft, "  draw: {n: {from: lexicon/nameses}}", "SL251", "lexicon/nameses")


@kind("a range that runs backwards")
def range_backwards(draft: Draft) -> Mutation | None:
    """`9..2`."""
    return misspelt(_vary(draft, "  draw: {n: {range: 9..2}}", "SL142", "9..2"), "2..9")


@kind("a draw from two sources")
def two_sources(draft: Draft) -> Mutation | None:
    """`from` and `range`."""
    return _vary(draft, "  draw: {num: {from: [a], range: 2..9}}", "SL058", "num")


@kind("a share above all")
def share_above_all(draft: Draft) -> Mutation | None:
    """`130%`."""
    inner = "  draw: {n: {range: 1..9}}\n  holdout: {by: [n], share: 130%}"
    return _vary(draft, inner, "SL143", "130%")


@kind("a name drawn twice at once")
def drawn_twice(draft: Draft) -> Mutation | None:
    """`n, n`."""
    made = _vary(draft, '  draw: {"num, num": {range: 2..9}}', "SL144", "num, num")
    return None if made is None else Mutation(made.text, made.code, made.end - 3, made.end)


@kind("a variable given twice")
def given_twice(draft: Draft) -> Mutation | None:
    """Drawn, and computed again."""
    inner = "  draw: {num: {range: 2..9}}\n  let:\n    num: 3 + 4"
    made = _vary(draft, inner, "SL232", "num: 3")
    return None if made is None else Mutation(made.text, made.code, made.start, made.start + 3)


@kind("an unknown function")
def unknown_function(draft: Draft) -> Mutation | None:
    """`uper(n)`."""
    return misspelt(
        _vary(draft, "  draw: {n: {from: [a, b]}}\n  let: {m: uper(n)}", "SL145", "uper"), "upper"
    )


@kind("a function with too many values")
def too_many_values(draft: Draft) -> Mutation | None:
    """`len` of two."""
    inner = '  draw: {n: {from: [a, b]}}\n  let: {m: "len(n, n)"}'
    return _vary(draft, inner, "SL146", "len(n, n)")


@kind("a comparison that chains")
def chained(draft: Draft) -> Mutation | None:
    """`1 < n < 4`."""
    made = _vary(draft, '  draw: {n: {range: 1..9}}\n  where: "1 < n < 4"', "SL148", "1 < n < 4")
    return None if made is None else Mutation(made.text, made.code, made.start + 6, made.start + 7)


@kind("an assignment for a comparison")
def single_equals(draft: Draft) -> Mutation | None:
    """`n = 4`."""
    return misspelt(_vary(draft, '  draw: {n: {range: 1..9}}\n  where: "n = 4"', "SL147", "="), "==")


@kind("a variable that nobody draws")
def unknown_variable(draft: Draft) -> Mutation | None:
    """`where` with another name."""
    return misspelt(_vary(draft, '  draw: {num: {range: 1..9}}\n  where: "nom > 4"', "SL230", "nom"), "num")


@kind("a variable computed from a later one")
def computed_later(draft: Draft) -> Mutation | None:
    """`let` in the wrong order."""
    inner = "  draw: {n: {range: 1..9}}\n  let:\n    first: second + 1\n    second: n + 1"
    return _vary(draft, inner, "SL234", "second")


@kind("a shuffled beat that is not there")
def shuffles_nothing(draft: Draft) -> Mutation | None:
    """`shuffle` of an unknown beat."""
    return _vary(draft, "  draw: {n: {range: 1..9}}\n  shuffle: [refrain]", "SL223", "refrain")
