"""Every case of the grammars' corpus reads as the corpus says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from grammar_corpus import Case, corpus_files, read_cases, tree_of, write_anew

from scenelang.parsing import grammar_folder
from scenelang.parsing.rules import RULES, Rule

CASES = [case for file in corpus_files() for case in read_cases(file)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.name}")
def test_an_input_of_the_corpus_gives_its_tree(case: Case) -> None:
    assert tree_of(case) == case.tree


def test_every_grammar_has_a_corpus_of_eight_cases_or_more() -> None:
    counts = Counter(case.file for case in CASES)
    grammars = {path.stem for path in grammar_folder().glob("*.lark")} - {"terminals"}
    assert set(counts) == grammars
    assert min(counts.values()) >= 8


def test_every_rule_has_a_case() -> None:
    assert {(case.file, case.rule) for case in CASES} == {(rule.grammar, rule.start) for rule in RULES}


def test_a_corpus_written_anew_is_the_same(tmp_path: Path) -> None:
    for file in corpus_files():
        copy = tmp_path / file.name
        copy.write_bytes(file.read_bytes())
        write_anew(copy)
        assert copy.read_text("utf-8") == file.read_text("utf-8")


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.start != "marks"], ids=lambda rule: rule.start
)
def test_the_example_in_messages_is_what_the_rule_takes(rule: Rule) -> None:
    case = Case(rule.grammar, "example", rule.start, rule.example, "")
    assert not tree_of(case).startswith("mismatch")
