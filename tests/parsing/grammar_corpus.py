"""The corpus of the grammars: input and expected tree, case by case, in `grammar/corpus/*.txt`.

A case is written so:

    ==== what it shows
    rule: step
    a, b => c
    ----
    (step ...)

Run this file to write the trees anew from the grammars, and review the difference as text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from scenelang.parsing import grammar_folder
from scenelang.parsing.rules import RULES
from scenelang.parsing.syntax import Leaf, Mismatch, Node, parse_string

_CASE = re.compile(
    r"^==== ([^\n]+)\nrule: (\w+)\n(.*?)\n----\n(.*?)(?=\n*^====|\n*\Z)", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Case:
    """One input and what it is."""

    file: str
    name: str
    rule: str
    text: str
    tree: str


def corpus_files() -> list[Path]:
    return sorted((grammar_folder() / "corpus").glob("*.txt"))


def read_cases(file: Path) -> list[Case]:
    text = file.read_text("utf-8")
    cases = [Case(file.stem, *found.groups()) for found in _CASE.finditer(text)]
    assert len(cases) == len(re.findall("^====", text, re.MULTILINE)), f"{file.name} has a case out of form"
    return cases


def tree_of(case: Case) -> str:
    rule = next(one for one in RULES if one.grammar == case.file and one.start == case.rule)
    syntax = parse_string(rule, case.text)
    if isinstance(syntax, Mismatch):
        return f"mismatch at {syntax.start}..{syntax.end}: expected {rule.expected(syntax.accepted)}"
    return "\n".join(_lines(syntax, ""))


def _lines(piece: Node | Leaf | None, indent: str) -> list[str]:
    if piece is None:
        return [f"{indent}-"]
    if isinstance(piece, Leaf):
        return [f"{indent}{piece.kind} {piece.start}..{piece.end} {piece.text!r}"]
    inside = [line for child in piece.children for line in _lines(child, indent + "  ")]
    return [f"{indent}{piece.rule} {piece.start}..{piece.end}", *inside]


def write_anew(file: Path) -> None:
    cases = read_cases(file)
    blocks = [f"==== {case.name}\nrule: {case.rule}\n{case.text}\n----\n{tree_of(case)}\n" for case in cases]
    file.write_text("\n".join(blocks), "utf-8")


if __name__ == "__main__":
    for path in corpus_files():
        write_anew(path)
