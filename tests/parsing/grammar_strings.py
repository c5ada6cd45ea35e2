"""Strings drawn from the grammars themselves, rule by rule."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark
from lark import Lark

from scenelang.parsing import grammar_folder
from scenelang.parsing.grammar_cache import _build
from scenelang.parsing.rules import RULES, Rule

_KEYWORDS = {
    *("and", "or", "not", "in", "true", "false", "read", "avoid", "w"),
    *("reads", "concept", "mirrors", "label", "tension", "teacher"),
}
_IDS = st.from_regex(r"[a-zа-я]{2,5}([-.][a-zа-я0-9_]{1,4}){0,2}", fullmatch=True)
_KNOWN_WORDS = (
    *(
        "last",
        "before",
        "produce",
        "at",
        "early",
        "late",
        "all",
        "attention",
        "mlp",
        "any",
        "top",
        "h0",
        "h12",
    ),
    *("answers", "revises", "contradicts", "rise", "hold"),
)
_NAMES = st.from_regex(r"[a-zа-я]{2,5}[0-9_]{0,2}", fullmatch=True)
_NUMBERS = st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,2})?", fullmatch=True)
_WORDS = st.text(st.sampled_from("abшя é漢😀#:,-'."), min_size=1, max_size=8).map(lambda text: f"a{text}z")
_OWN: dict[str, st.SearchStrategy[str]] = {
    "ID": st.one_of(_IDS.filter(lambda word: word not in _KEYWORDS), st.sampled_from(_KNOWN_WORDS)),
    "NAME": _NAMES.filter(lambda word: word not in _KEYWORDS),
    "NUMBER": _NUMBERS,
    "STRING": st.builds(lambda quote, text: f"{quote}{text}{quote}", st.sampled_from("\"'"), _WORDS).filter(
        lambda text: "'" not in text[1:-1]
    ),
    "VARIABLE": _NAMES.map(lambda name: f"${{{name}}}"),
    "_BLANK": st.just(" "),
}
_MARKS: dict[str, st.SearchStrategy[str]] = {
    "SPAN_ID": _IDS.map(lambda name: f"#{name}"),
    "CONCEPT": _IDS.map(lambda name: f".{name}"),
    "READ": st.just("read"),
    "AVOID": st.just("avoid"),
    "WEIGHTED": _NUMBERS.map(lambda number: f"w={number}"),
    "PAIR": st.builds(
        lambda key, value: f"{key}={value}", _NAMES, st.sampled_from(["v", "1", '"two words"'])
    ),
    "OTHER": st.sampled_from(["reed", "#a!b", "w=-1", "${a}", '"b', "k="]),
    "_BLANK": st.sampled_from([" ", "  "]),
}
_TEXT: dict[str, st.SearchStrategy[str]] = {
    "TEXT": st.one_of(_WORDS, st.sampled_from(["It is $5. ", "C:\\temp ", "— так! "])),
    "VARIABLE": _OWN["VARIABLE"],
}
UNSPACED = ("marks", "markup")
"""Grammars in which a blank counts."""


def strings_of(rule: Rule) -> st.SearchStrategy[str]:
    """Strings that a rule takes, all of them built from its grammar."""
    return _strings(rule.grammar, rule.start)


@cache
def _strings(name: str, start: str) -> st.SearchStrategy[str]:
    grammar = _build(name, (start,))
    if name in UNSPACED:
        return from_lark(grammar, start=start, explicit=_blanks_count(grammar))
    return from_lark(grammar, start=start, explicit=_blanks_part(grammar)).map(str.strip)


def all_grammars() -> set[str]:
    """The grammars that there are; what they share is drawn with each of them."""
    return {path.stem for path in grammar_folder().glob("*.lark")} - {"terminals"}


def rules_of_all_grammars() -> tuple[Rule, ...]:
    """Every rule, so every grammar."""
    assert {rule.grammar for rule in RULES} == all_grammars()
    return RULES


def _blanks_part(grammar: Lark) -> dict[str, st.SearchStrategy[str]]:
    """Each terminal with a blank behind it, since from_lark would write two names as one."""
    drawn = {one.name: st.from_regex(one.pattern.to_regexp(), fullmatch=True) for one in grammar.terminals}
    drawn |= {name: _OWN[_plain(name)] for name in drawn if _plain(name) in _OWN}
    return {name: words.map(_spaced) for name, words in drawn.items()}


def _blanks_count(grammar: Lark) -> dict[str, st.SearchStrategy[str]]:
    """Terminals as they are; those that look at what follows them are written out."""
    known = {**_MARKS, **_TEXT}
    names = [one.name for one in grammar.terminals]
    return {name: known[_plain(name)] for name in names if _plain(name) in known}


def _plain(name: str) -> str:
    """`marks__OTHER` as `OTHER`; a terminal that leaves no trace keeps its `_`."""
    inner = name.removeprefix("_").rpartition("__")[2]
    return f"_{inner}" if name.startswith("_") else inner


def _spaced(word: str) -> str:
    return word + " "
