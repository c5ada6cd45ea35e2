"""What makes a finding the same finding tomorrow: its code, its scene, the text that it speaks of.

Takes: findings, and a way to find the text of a file.
Gives: keys and fingerprints; lines and columns have no part in them.
May assume: nothing; the text may be no YAML.
Never does: read a scene; its id is looked up in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from scenelang.diagnostics.diagnostic import Diagnostic
from scenelang.diagnostics.render_text import FindSource
from scenelang.diagnostics.snippet import lies_in
from scenelang.source import SourceText, Span

_DOCUMENT = re.compile(r"^---(?=\s|\Z)", re.MULTILINE)
_ID = re.compile(r"^id:[ \t]+([\"']?)([^\s\"'#]+)\1", re.MULTILINE)
_FINGERPRINT_LENGTH = 32


class FindingKey(NamedTuple):
    """A finding without its place: `scene` is an id, or a file's path where the text has no id."""

    code: str
    scene: str
    text: str


class FindingKeys:
    """The keys of the findings of one report; equal keys are told apart by their order."""

    def __init__(self, find_source: FindSource, path: Callable[[str], str] = str) -> None:
        self._find_source = find_source
        self._path = path
        self._ids: dict[str, _SceneIds] = {}
        self._seen: Counter[FindingKey] = Counter()

    def key(self, found: Diagnostic) -> FindingKey:
        """What the finding is about: blanks and line breaks in the text count as one blank."""
        place = found.place
        source = self._find_source(place.file)
        if source is None or not lies_in(source, place):
            return FindingKey(found.code, self._path(place.file), found.message)
        if place.file not in self._ids:
            self._ids[place.file] = _SceneIds(source.text)
        scene = self._ids[place.file].at(place.start) or self._path(place.file)
        return FindingKey(found.code, scene, " ".join(_text(source, place).split()))

    def fingerprint(self, found: Diagnostic) -> str:
        """The key as one word; the second finding of the same key gets another."""
        key = self.key(found)
        number = self._seen[key]
        self._seen[key] += 1
        parts = "\0".join((*key, *([str(number)] if number else ())))
        content = parts.encode("utf-8", errors="surrogatepass")
        import hashlib  # noqa: PLC0415 - it loads OpenSSL, and a clean run does without

        return hashlib.sha256(content).hexdigest()[:_FINGERPRINT_LENGTH]


def _text(source: SourceText, place: Span) -> str:
    """The text of a span; where there is nothing to be seen in it, its line."""
    if not source.text_of(place).strip():
        return source.text_of(source.line_span(source.position(place.start).line))
    return source.text_of(place)


class _SceneIds:
    """The ids in a file, by where the documents begin."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.start() for match in _DOCUMENT.finditer(text))]
        ends = [*self._starts[1:], len(text)]
        found = [_ID.search(text, start, end) for start, end in zip(self._starts, ends, strict=True)]
        self._ids = [match[2] if match else "" for match in found]

    def at(self, offset: int) -> str:
        return self._ids[bisect_right(self._starts, offset) - 1]
