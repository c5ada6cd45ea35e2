"""Places in a file: half-open ranges of code points."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """A half-open range of code points in one file.

    Offsets count from the first code point after a byte-order mark. Line and column exist
    only for display; ask `SourceText.position` for them.
    """

    file: str
    start: int
    end: int

    def __init__(self, file: str, start: int, end: int) -> None:
        """Makes a span; by hand, since a scene has hundreds.

        Raises:
            ValueError: it would end before it starts, or start before the file.
        """
        if not 0 <= start <= end:
            raise ValueError(f"a span needs 0 <= start <= end, got {start}..{end}")
        _set_file(self, file)
        _set_start(self, start)
        _set_end(self, end)

    def __reduce__(self) -> tuple[type[Span], tuple[str, int, int]]:
        """How it is sent to another process: quicker than as a dataclass of any kind."""
        return Span, (self.file, self.start, self.end)

    @classmethod
    def start_of(cls, file: object) -> Span:
        """The very start of a file or folder, for what concerns it as a whole."""
        return cls(str(file), 0, 0)

    @property
    def is_empty(self) -> bool:
        """True when it covers no character: a place between two."""
        return self.start == self.end

    def contains(self, other: Span) -> bool:
        """True when every place of `other` lies inside this span (an empty one at an edge too)."""
        return self.file == other.file and self.start <= other.start and other.end <= self.end

    def join(self, other: Span) -> Span:
        """The smallest span that contains both.

        Raises:
            ValueError: the spans lie in two files.
        """
        self._same_file(other)
        return Span(self.file, min(self.start, other.start), max(self.end, other.end))

    def intersect(self, other: Span) -> Span | None:
        """What both spans share, or None when they share nothing (touching is nothing)."""
        if self.file != other.file:
            return None
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(self.file, start, end) if start < end else None

    def shift(self, distance: int) -> Span:
        """The same range, `distance` code points further on."""
        return Span(self.file, self.start + distance, self.end + distance)

    def _same_file(self, other: Span) -> None:
        if self.file != other.file:
            raise ValueError(f"spans of two files do not join: {self.file} and {other.file}")


# A frozen class lets itself be filled through its slots alone, which is also the fastest way.
_set_file, _set_start, _set_end = (vars(Span)[name].__set__ for name in ("file", "start", "end"))
