"""Where chance comes from: whole numbers that are the same on every machine and Python version.

Nothing of Python's `random` is used. The numbers of one try are the BLAKE2b digests (64 bytes, read as
little-endian whole numbers) of `(scene id, seed, instance, try, block)`; each choice among `n` takes the
remainder by `n` and leaves the quotient. A block is left when fewer than 64 bits above `n` remain,
so that the bias of a choice stays under 2**-64.
"""

from __future__ import annotations

from hashlib import blake2b

_BLOCK_BITS = 512
_SPARE_BITS = 64


class Choices:
    """An endless, reproducible run of choices for one try at one instance."""

    __slots__ = ("_bits", "_block", "_prefix", "_value")

    def __init__(self, key: bytes, instance: int, attempt: int = 0) -> None:
        self._prefix = b"%b\0%d\0%d\0" % (key, instance, attempt)
        self._block = 0
        self._bits = 0
        self._value = 0
        self._fill()

    def below(self, count: int) -> int:
        """A whole number in `0..count-1`; `count` must lie in `1..2**128`."""
        bits = count.bit_length()
        if self._bits < bits + _SPARE_BITS:
            self._fill()
        self._bits -= bits
        self._value, chosen = divmod(self._value, count)
        return chosen

    def order(self, count: int) -> tuple[int, ...]:
        """The numbers `0..count-1` in a random order (Fisher and Yates)."""
        numbers = list(range(count))
        for last in range(count - 1, 0, -1):
            other = self.below(last + 1)
            numbers[last], numbers[other] = numbers[other], numbers[last]
        return tuple(numbers)

    def distinct(self, wanted: int, count: int) -> list[int]:
        """`wanted` different numbers out of `0..count-1`, in random order.

        The unused numbers are never listed, so that a range of any size costs the same.
        """
        moved: dict[int, int] = {}
        chosen = []
        for taken in range(wanted):
            last = count - 1 - taken
            place = self.below(last + 1)
            chosen.append(moved.get(place, place))
            moved[place] = moved.get(last, last)
        return chosen

    def _fill(self) -> None:
        digest = blake2b(self._prefix + b"%d" % self._block, digest_size=_BLOCK_BITS // 8).digest()
        self._value = int.from_bytes(digest, "little")
        self._bits = _BLOCK_BITS
        self._block += 1


def stable_share(key: bytes, values: tuple[str, ...]) -> float:
    """A number in `[0, 1)` that belongs to these values under this key, on every machine.

    Source: the first 53 bits of BLAKE2b over the key and the values, each with its length.
    """
    digest = blake2b(key + b"\0holdout", digest_size=8)
    for value in values:
        data = value.encode()
        digest.update(b"%d:%b" % (len(data), data))
    return (int.from_bytes(digest.digest(), "little") >> 11) / float(1 << 53)
