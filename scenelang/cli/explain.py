"""`scenelang explain`: the manual page of a message or of a lint rule, and the list of all."""

from __future__ import annotations

import inspect
import json
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from scenelang.cli.verb import CLEAN, UNUSABLE, Verb
from scenelang.diagnostics import RETIRED_CODES, Diagnostic, nearest, registered_diagnostics
from scenelang.linting import facts_of_rule, family_of, registered_rules

_FIELD = re.compile(r"(?<!\{)\{(\w+)[^{}]*\}(?!\})")
_ANY, _ALL = "SL201", "`scenelang explain --list` shows all"
_STAGES = {
    "SL0": "reading files",
    "SL1": "reading markup, rules and expressions",
    "SL2": "checking scenes",
    "SL3": "varying scenes",
    "SL4": "becoming tokens",
    "SL5": "shards and projects",
    "SL6": "training and experiments",
    "SL7": "the command line",
}
"""What is done when a code of this beginning comes up; lint rules have families instead."""


def all_diagnostics() -> dict[str, type[Diagnostic]]:
    """Every message of every room, by code: the rooms' `messages*.py` are found and imported."""
    package = Path(__file__).parents[1]
    for path in sorted(package.glob("*/messages*.py")):
        import_module(f"{package.name}.{path.parent.name}.{path.stem}")
    registered_rules()
    known = {
        code: kind
        for code, kind in registered_diagnostics().items()
        if kind.__module__.startswith(f"{package.name}.")
    }
    for kind in known.values():
        kind.prepare()
    return known


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `explain`."""
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument(
        "code",
        nargs="?",
        metavar="CODE",
        help="a message's code, such as SL201, or the name of a lint rule, such as kept-blank-lines",
    )
    choice.add_argument(
        "--list",
        action="store_true",
        help="list all codes; lint rules by family, with their names, whether they are on, and their fixes",
    )
    parser.add_argument(
        "--output-format",
        "--format",
        choices=("text", "json"),
        default="text",
        help="how it is written (default: text)",
    )


def run(options: Namespace) -> int:
    """Prints one page, or the list of all."""
    known = all_diagnostics()
    if options.list:
        _print_list(known, options)
        return CLEAN
    if not options.code.strip():
        print(f"scenelang: which message? Write its code, such as {_ANY}; {_ALL}", file=sys.stderr)
        return UNUSABLE
    code = _code(options.code)
    if code in RETIRED_CODES:
        print(f"{code} is retired: {RETIRED_CODES[code]}")
        return CLEAN
    if code not in known:
        near = nearest(code, known) or nearest(options.code, _names())
        hint = f"did you mean {near}?" if near else f"{_ALL}."
        print(f"scenelang: there is no message {options.code}; {hint}", file=sys.stderr)
        return UNUSABLE
    if options.output_format == "json":
        print(json.dumps(_facts(known[code]), ensure_ascii=False, indent=2))
    else:
        print(_page(known[code]))
    return CLEAN


def manual_page(kind: type[Diagnostic]) -> str:
    """What there is to know of a message: for a lint rule, the docstring of its file."""
    is_rule = kind.__module__.startswith("scenelang.linting.rules.")
    return inspect.getdoc(inspect.getmodule(kind) if is_rule else kind) or ""


def _names() -> dict[str, str]:
    return {rule.name(): code for code, rule in registered_rules().items()}


def _code(word: str) -> str:
    """The code that a word means: itself, or that of the rule with this name."""
    return _names().get(word.lower().replace("_", "-"), word.upper())


def _print_list(known: dict[str, type[Diagnostic]], options: Namespace) -> None:
    if options.output_format == "json":
        print(json.dumps([_facts(kind) for kind in known.values()], ensure_ascii=False, indent=2))
        return
    group = ""
    for code, kind in known.items():
        if _group(code) != group:
            print(f"{'' if not group else chr(10)}{_group(code)}:")
            group = _group(code)
        print(_line(kind))


def _group(code: str) -> str:
    return family_of(code) or _STAGES.get(code[:3], "more")


def _line(kind: type[Diagnostic]) -> str:
    rule = registered_rules().get(kind.code)
    line = f"  {kind.code}  {kind.severity.value:7}  "
    if rule is None:
        return line + _readable(kind.title)
    facts = facts_of_rule(rule)
    fix = f"{facts.fix} fix" if facts.fix else ""
    return f"{line}{'on ' if facts.is_on else 'off'}  {fix:10}  {facts.name}: {_readable(kind.title)}"


def _page(kind: type[Diagnostic]) -> str:
    rule = registered_rules().get(kind.code)
    name = "" if rule is None else f" {rule.name()}"
    parts = [f"{kind.code}{name} ({kind.severity.value}): {_readable(kind.title)}", manual_page(kind)]
    if kind.help:
        parts.append(f"help: {_readable(kind.help)}")
    parts += _of_rule(kind)
    return "\n\n".join(parts)


def _of_rule(kind: type[Diagnostic]) -> Iterator[str]:
    """What is known of a lint rule beside its page."""
    rule = registered_rules().get(kind.code)
    if rule is None:
        return
    facts = facts_of_rule(rule)
    if facts.options:
        options = (
            f"  {_hyphened(name)} = {json.dumps(default, ensure_ascii=False)}: {' '.join(meaning.split())}"
            for name, default, meaning in facts.options
        )
        yield "\n".join((f"options, under [lint.options.{facts.name}]:", *options))
    if facts.fix:
        yield f"fix: {facts.fix}, made by `scenelang lint --fix{_UNSAFE if facts.fix == 'unsafe' else ''}`"
    if not facts.is_on:
        yield f'off; on where a project says `select = ["{facts.name}"]` or `extend-select` under [lint]'
    else:
        yield f"to leave it in one place: # scenelang: ignore[{facts.name}] and the reason"


_UNSAFE = " --unsafe-fixes"


def _facts(kind: type[Diagnostic]) -> dict[str, object]:
    """A message as JSON has it; `rule` is null where it belongs to no lint rule."""
    rule = registered_rules().get(kind.code)
    facts = None if rule is None else facts_of_rule(rule)
    return {
        "code": kind.code,
        "severity": kind.severity.value,
        "title": _readable(kind.title),
        "help": _readable(kind.help),
        "page": manual_page(kind),
        "rule": None
        if facts is None
        else {
            "name": facts.name,
            "family": facts.family,
            "on": facts.is_on,
            "fix": facts.fix or None,
            "options": [{**option._asdict(), "name": _hyphened(option.name)} for option in facts.options],
        },
    }


def _hyphened(name: str) -> str:
    """An option as settings have it."""
    return name.replace("_", "-")


def _readable(template: str) -> str:
    """A template with its fields as words: `<name>`."""
    return _FIELD.sub(r"<\1>", template).replace("{{", "{").replace("}}", "}")


VERB = Verb(
    summary="Print the manual page of a message: what it means, why it hurts, how to mend it.",
    examples="""
        scenelang explain SL501
        scenelang explain kept-blank-lines
        scenelang explain --list
        scenelang explain SL501 --output-format json
    """,
    add_arguments=add_arguments,
    run=run,
)
