"""Makes rules with the options that a project gives them.

Takes: what stands under `[lint.options]`.
Gives: for each code the options that can be; what is wrong with the others.
May assume: nothing.
Never does: make a rule with a value of another kind than its default.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields
from typing import NamedTuple, cast

from scenelang.diagnostics import Diagnostic, did_you_mean
from scenelang.linting.choosing.selectors import meaning, meant_instead
from scenelang.linting.rule import LintRule, registered_rules
from scenelang.reading import OptionSetting, OptionValue

_KINDS: Mapping[type, str] = {
    bool: "`true` or `false`",
    int: "a whole number from 0 on",
    float: "a number from 0 on",
    str: "a text in quotes",
    tuple: 'a list of texts, such as `["a", "b"]`',
}


class GivenOptions(NamedTuple):
    """Options by code and name, and what was wrong."""

    by_code: Mapping[str, Mapping[str, OptionValue]]
    problems: tuple[Diagnostic, ...]


def given_options(settings: Iterable[OptionSetting]) -> GivenOptions:
    """The options of a project."""
    by_code: dict[str, dict[str, OptionValue]] = {}
    problems: list[Diagnostic] = []
    unknown: set[str] = set()
    for setting in settings:
        code = _code(setting.rule.text)
        if code is None:
            if setting.rule.text not in unknown:
                problems.append(_no_rule(setting))
            unknown.add(setting.rule.text)
            continue
        found = _problem(setting, registered_rules()[code])
        if found is None:
            by_code.setdefault(code, {})[_field(setting.name.text)] = setting.value
        else:
            problems.append(found)
    return GivenOptions(by_code, tuple(problems))


def options_of(rule: type[LintRule]) -> Mapping[str, OptionValue]:
    """The options that a rule has, with their defaults."""
    return {field.name: _default(field) for field in fields(rule)}


def _field(name: str) -> str:
    """An option as the rule has it: `least-share` is `least_share` there, and may be written so."""
    return name.replace("-", "_")


def _default(field: Field[OptionValue]) -> OptionValue:
    made = field.default_factory
    return made() if made is not MISSING else cast("OptionValue", field.default)


def _code(word: str) -> str | None:
    meant = meaning(word)
    codes = sorted(meant.codes & registered_rules().keys()) if meant else []
    is_one = len(codes) == 1 and word in {codes[0], registered_rules()[codes[0]].name()}
    return codes[0] if is_one else None


def _no_rule(setting: OptionSetting) -> Diagnostic:
    from scenelang.reading import LintRuleUnknown  # noqa: PLC0415 - few settings are wrong

    meant = meant_instead(setting.rule.text)
    near = f"did you mean `{meant}`? " if meant and _code(meant) else ""
    return LintRuleUnknown(setting.rule.place, setting.rule.text, near)


def _problem(setting: OptionSetting, rule: type[LintRule]) -> Diagnostic | None:
    from scenelang.reading import UnknownSetting, WrongSetting  # noqa: PLC0415 - few projects have options

    known, name, value = options_of(rule), setting.name.text, setting.value
    if _field(name) not in known:
        names = [one.replace("_", "-") for one in known]
        allowed = ", ".join(f"`{one}`" for one in names) or "nothing; this rule has no options"
        return UnknownSetting(setting.name.place, name, did_you_mean(name, names), allowed)
    kind = type(known[_field(name)])
    if _fits(value, kind):
        return None
    return WrongSetting(setting.place, name, _written(value), _KINDS.get(kind, "a value like its default"))


def _fits(value: OptionValue, kind: type) -> bool:
    if isinstance(value, bool) or kind is bool:
        return isinstance(value, bool) and kind is bool
    if isinstance(value, int | float):
        is_number = math.isfinite(value) and value >= 0
        return is_number and (kind is float or (kind is int and isinstance(value, int)))
    return isinstance(value, kind)


def _written(value: OptionValue) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, str):
        return f"the text `{value}`" if value.strip() else "an empty text"
    return f"a list of {len(value)}" if isinstance(value, tuple) else f"`{value}`"
