"""Every code that a scene can be given, and what it weighs.

Takes: nothing; the rooms' `messages*.py` are looked at as text.
Gives: severities by code.
May assume: a message class gives its code, and its severity where that is no error.
Never does: import a room; most of them are far too heavy for a look at settings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from scenelang.diagnostics import Severity

_CLASS = re.compile(r"^class (?=\w+\()", re.MULTILINE)
_CODE = re.compile(r'^    code: ClassVar\[str\] = "(SL[0-589]\d\d)"', re.MULTILINE)
_IS_WARNING = re.compile(r"\A\w+\(LintWarning\)|Severity\] = Severity\.WARNING")


@cache
def known_codes() -> Mapping[str, Severity]:
    """All codes of scenes, their files and their shards; those of training and of the command line not."""
    codes: dict[str, Severity] = {}
    package = Path(__file__).parents[1]
    for path in (*sorted(package.glob("*/messages*.py")), *_rule_files()):
        for text in _CLASS.split(path.read_text(encoding="utf-8"))[1:]:
            code = _CODE.search(text)
            if code is not None:
                codes[code[1]] = Severity.WARNING if _IS_WARNING.search(text) else Severity.ERROR
    return codes


def code_of_rule(name: str) -> str:
    """The code of the lint rule of a name; nothing where no rule is called so."""
    rules = {path.stem.replace("_", "-"): path for path in _rule_files()}
    found = _CODE.search(rules[name].read_text(encoding="utf-8")) if name in rules else None
    return "" if found is None else found[1]


def _rule_files() -> tuple[Path, ...]:
    return tuple(sorted(Path(__file__).parents[1].glob("linting/rules/*.py")))
