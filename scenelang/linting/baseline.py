"""Findings that a project knows of and has not mended yet, by code, scene and text.

A finding is known by its code, the id of its scene and a fingerprint of the text that it speaks of, and how
many times; lines, columns and files have no part in it. So a baseline survives moves and edits elsewhere.

Takes: findings, or the text of a baseline.
Gives: baselines, their text, and which findings are known.
May assume: nothing.
Never does: hold an error; write a file.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from scenelang.diagnostics import Diagnostic, FindingKeys, Outcome, Severity
from scenelang.linting.messages import BaselineUnreadable
from scenelang.source import SourceText, Span

BASELINE_VERSION = 1
_PRINT_LENGTH = 16
_CODE = re.compile(r"SL\d{3}\Z")
_MERGE = re.compile(r"^(?:<{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_FORM = "write entries as `scenelang lint --write-baseline` does"


class KnownFinding(NamedTuple):
    """What a finding is known by; `text` is a fingerprint."""

    code: str
    scene: str
    text: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """How many times each finding is known."""

    times: Mapping[KnownFinding, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return sum(self.times.values())

    def text(self) -> str:
        """The file: one entry a line, sorted, so that two branches that add entries merge."""
        lines = [
            json.dumps({**known._asdict(), "times": times}, ensure_ascii=False)
            for known, times in sorted(self.times.items())
            if times > 0
        ]
        inside = "".join(f"\n    {line}," for line in lines).removesuffix(",")
        entries = f"[{inside}\n  ]" if lines else "[]"
        return f'{{\n  "version": {BASELINE_VERSION},\n  "findings": {entries}\n}}\n'

    def minus(self, other: Baseline) -> int:
        """How many findings are known here and not there."""
        return (Counter(self.times) - Counter(other.times)).total()

    def without(self, gone: Mapping[KnownFinding, int]) -> Baseline:
        """The same with fewer entries."""
        left = Counter(self.times) - Counter(gone)
        return Baseline(dict(left))


def baseline_of(found: Iterable[Diagnostic], keys: FindingKeys) -> Baseline:
    """The baseline in which all warnings of a run are known."""
    return Baseline(dict(Counter(known_by(one, keys) for one in found if can_be_known(one))))


def can_be_known(found: Diagnostic) -> bool:
    """True for what is a warning by itself, whatever a project makes of it."""
    return type(found).severity is Severity.WARNING


def known_by(found: Diagnostic, keys: FindingKeys) -> KnownFinding:
    """What a finding is known by."""
    code, scene, text = keys.key(found)
    content = text.encode("utf-8", errors="surrogatepass")
    import hashlib  # noqa: PLC0415 - it loads OpenSSL, and a clean run does without

    return KnownFinding(code, scene, hashlib.sha256(content).hexdigest()[:_PRINT_LENGTH])


def read_baseline(source: SourceText) -> Outcome[Baseline]:
    """The baseline that a file holds; None with what is wrong where it holds none."""
    try:
        values = json.loads(source.text)
    except RecursionError:
        return Outcome(None, (_wrong(source, 0, "it is no JSON", _FORM),))
    except ValueError as error:
        return Outcome(None, (_no_json(source, error),))
    if not isinstance(values, dict) or not isinstance(values.get("findings"), list):
        return Outcome(None, (_wrong(source, 0, 'there is no list `"findings"`', _FORM),))
    if values.get("version") != BASELINE_VERSION:
        at = max(source.text.find('"version"'), 0)
        what = f"it is of another version than {BASELINE_VERSION}"
        return Outcome(None, (_wrong(source, at, what, "use the scenelang that wrote it"),))
    entries = list(_entries(values["findings"]))
    if None in entries:
        number = entries.index(None) + 1
        return Outcome(None, (_wrong(source, 0, f"entry {number} is none", _FORM),))
    times: Counter[KnownFinding] = Counter()
    for entry in entries:
        if entry is not None:
            times[entry[0]] += entry[1]
    return Outcome(Baseline(dict(times)))


def _entries(values: list[object]) -> Iterator[tuple[KnownFinding, int] | None]:
    """Each entry; None for what is none."""
    for value in values:
        one = value if isinstance(value, dict) else {}
        code, scene, text, times = (one.get(key) for key in ("code", "scene", "text", "times"))
        are_texts = isinstance(code, str) and isinstance(scene, str) and isinstance(text, str)
        is_count = isinstance(times, int) and not isinstance(times, bool) and times > 0
        is_one = are_texts and is_count and _CODE.match(str(code)) is not None
        yield (KnownFinding(str(code), str(scene), str(text)), int(str(times))) if is_one else None


def _no_json(source: SourceText, error: ValueError) -> BaselineUnreadable:
    merge = _MERGE.search(source.text)
    if merge is not None:
        advice = "keep the entries of both sides, each once, and take the marks out"
        return _wrong(source, merge.start(), "a merge has left its marks", advice)
    at = error.pos if isinstance(error, json.JSONDecodeError) else 0
    return _wrong(source, at, "it is no JSON here", _FORM)


def _wrong(source: SourceText, at: int, what: str, advice: str) -> BaselineUnreadable:
    start = min(at, max(len(source.text.rstrip()) - 1, 0))
    end = source.line_span(source.position(start).line).end
    return BaselineUnreadable(Span(source.name, start, max(start, end)), what, advice)
