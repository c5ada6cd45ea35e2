"""The micro-sets solved again, from nothing but the text of an instance.

Each solver reads the rendered text as a person would and gives the answer and the values between, in the
order in which the layers are to hold them. None of them looks at the scene's own variables.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class Solution(NamedTuple):
    """The answer, and what is worked out on the way to it and never said."""

    answer: str
    silent: tuple[str, ...]


def _numbers(text: str) -> list[int]:
    return [int(found) for found in re.findall(r"\d+", text)]


def letters(text: str) -> Solution:
    """Who reads a letter that is passed on so many times."""
    writes_to = dict(re.findall(r"(\w+) writes to (\w+)\.", text))
    question = re.search(r"starts with (\w+) and is passed on (\d) time", text)
    assert question is not None
    walk = [question[1]]
    for _ in range(int(question[2])):
        walk.append(writes_to[walk[-1]])
    return Solution(walk[-1], tuple(walk[1:-1]))


def rules(text: str) -> Solution:
    """Where the rules about kinds lead, until none goes on."""
    is_a = re.findall(r"Every (\w+) is a (\w+)\.", text)
    assert len(dict(is_a)) == len(is_a), "a kind that two rules speak of has no one end"
    question = re.search(r"every (\w+) is a ?\S*\Z", text.strip())
    assert question is not None
    walk = [question[1]]
    while walk[-1] in dict(is_a):
        walk.append(dict(is_a)[walk[-1]])
    return Solution(walk[-1], tuple(walk[1:-1]))


def ring(text: str) -> Solution:
    """Where a tram on a ring of nine stops ends up."""
    start = re.search(r"stands at stop (\d) of nine", text)
    assert start is not None
    stops = [int(start[1])]
    for distance, way in re.findall(r"goes (\d) stops (on|back)\.", text):
        stops.append((stops[-1] - 1 + int(distance) * (1 if way == "on" else -1)) % 9 + 1)
    return Solution(str(stops[-1]), tuple(map(str, stops[1:-1])))


def coins(text: str) -> Solution:
    """How many coins are left in a jar."""
    first = re.search(r"There are (\d+) coins", text)
    assert first is not None
    jar = [int(first[1])]
    for count, way in re.findall(r"Then (\d+) coins are (put in|taken out)", text):
        jar.append(jar[-1] + int(count) * (1 if way == "put in" else -1))
    return Solution(str(jar[-1]), tuple(map(str, jar[1:-1])))


def mill(text: str) -> Solution:
    """What a mill makes of a number, by a rule `times n plus m` that two examples fix."""
    (a, first), (b, second) = re.findall(r"turns (\d+) into (\d+)\.", text)
    question = re.search(r"turns (\d+) into ?\d*\Z", text.strip())
    assert question is not None
    factor, left = divmod(int(first) - int(second), int(a) - int(b))
    rest = int(first) - factor * int(a)
    assert left == 0
    silent = (str(factor), str(rest)) if rest else (str(factor),)
    return Solution(str(int(question[1]) * factor + rest), silent)


def sums(text: str) -> Solution:
    """A sum of two numbers that was written down a ten too low."""
    a, b, wrong, p, q, units, *_ = _numbers(text)
    assert (p, q, units) == (a % 10, b % 10, a % 10 + b % 10)
    assert units >= 10, "without a carry there is nothing to forget"
    assert wrong == a + b - 10
    return Solution(str(a + b), ())


SOLVERS: dict[str, Callable[[str], Solution]] = {
    "hops": letters,
    "syllogisms": rules,
    "ring_line": ring,
    "coins": coins,
    "same_rule": mill,
    "mended_sum": sums,
}
"""The solver of each micro-set, by the name of its file."""
