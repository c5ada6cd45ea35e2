"""Columns of what targets have in common: most sites of a build say one of a few things.

Takes: what a target says, and how often to repeat it.
Gives: Arrow arrays with one item a site.
May assume: what is equal as a key has equal values.
Never does: work the values of one key out twice.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Mapping

import numpy as np
import pyarrow as pa

from scenelang.shards.arrow_arrays import number_array


class RepeatedColumns:
    """Some columns of equal length, kept as numbers of the distinct things that stand in them."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        """Makes the columns, empty; each name with its code of Python's `array`."""
        self._codes = dict(columns)
        self.known: dict[Hashable, int] = {}
        self._values: dict[str, array[float]] = {name: array(code) for name, code in columns.items()}
        self._sites = array("i")

    def __len__(self) -> int:
        return len(self._sites)

    def __contains__(self, name: str) -> bool:
        return name in self._codes

    def add(self, said: Hashable, times: int, values: Callable[[], Mapping[str, float]]) -> None:
        """Adds `times` sites that say the same.

        Args:
            said: What they say, as a key.
            times: How many sites there are.
            values: Gives a value for every column; called when the key is met for the first time.
        """
        number = self.known.get(said)
        if number is None:
            number = self.known[said] = len(self.known)
            for name, value in values().items():
                self._values[name].append(value)
        if times == 1:
            self._sites.append(number)
        else:
            self._sites.extend((number,) * times)

    def column(self, name: str) -> pa.Array:
        """One column, an item a site."""
        sites = np.frombuffer(self._sites, np.int32) if self._sites else np.zeros(0, np.int32)
        values = np.array(self._values[name], dtype=self._codes[name])
        return number_array(values[sites])

    def clear(self) -> None:
        """Forgets the sites; what was said before stays known."""
        self._sites = array("i")

    def forget(self) -> None:
        """Forgets everything."""
        self.clear()
        self.known.clear()
        self._values = {name: array(code) for name, code in self._codes.items()}
