"""What is known of each rule without loading it: most runs need the code of few.

Takes: the folder of rules, whose files are looked at as text. Gives: a line for each rule.
May assume: a rule file is written as all are: a code, a class of one of the five kinds, its flags.
Never does: import a rule. A test holds the table against the rules themselves.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from scenelang.linting.rule import LintRule

_CODE = re.compile(rb'\n    code: ClassVar\[str\] = "(SL\d\d\d)"')
_RULE = re.compile(rb"\n@lint_rule\nclass (\w+)\((\w+)")
_OFF = re.compile(rb"\n    is_on(?:: \w+\[bool\])? = False")
_PLAIN = re.compile(rb"\n    plain_is_clean(?:: \w+\[bool\])? = True")


class RuleLine(NamedTuple):
    """A rule: its module and class, its code, the name of its kind, and its flags."""

    module: str
    name: str
    code: str
    kind: str
    is_on: bool
    plain_is_clean: bool

    def load(self) -> type[LintRule]:
        """The rule itself."""
        rule: type[LintRule] = getattr(import_module(f"scenelang.linting.rules.{self.module}"), self.name)
        return rule


@cache
def rule_table() -> tuple[RuleLine, ...]:
    """All rules, in the order of their codes."""
    folder = Path(__file__).parent / "rules"
    lines = (_line(path) for path in folder.iterdir() if path.suffix == ".py" and path.name[0] != "_")
    return tuple(sorted(lines, key=lambda line: line.code))


def _line(path: Path) -> RuleLine:
    text = path.read_bytes()
    code, rule = _CODE.search(text), _RULE.search(text)
    assert code is not None, path
    assert rule is not None, path
    name, kind = rule[1].decode(), rule[2].decode()
    return RuleLine(path.stem, name, code[1].decode(), kind, not _OFF.search(text), bool(_PLAIN.search(text)))
