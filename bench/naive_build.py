"""The build that one would write first: ruamel's round trip, Lark on every string, JSONL.

It reads the scenes of `corpus.py` and does what a compiler cannot do without: a loss weight for each token,
token positions of every span, the attention targets of logic and anchors. It checks nothing and certifies
nothing, so that whatever is measured beside it does more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lark import Lark, Token, Tree
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]


class Marked(NamedTuple):
    """A span of the running text: its name, where it begins and ends, what it weighs."""

    name: str
    start: int
    end: int
    weight: float


class NaiveBuild:
    """Scenes to one JSON line each; parsers and tokenizer are made once."""

    def __init__(self, tokenizer_folder: Path) -> None:
        from transformers import AutoTokenizer  # noqa: PLC0415 - it imports torch, which only this build needs

        self._yaml = YAML(typ="rt")
        self._text = _grammar("markup", "text")
        self._step = _grammar("chain", "step")
        self._reference = _grammar("reference", "reference")
        self._attention = _grammar("selector", "attention")
        self._tokenizer = AutoTokenizer.from_pretrained(tokenizer_folder)

    def write(self, files: Iterable[Path], out: Path) -> None:
        """Builds the files into one file of JSON lines."""
        with out.open("w", encoding="utf-8") as target:
            for file in files:
                target.write(json.dumps(self._row(file), ensure_ascii=False) + "\n")

    def _row(self, file: Path) -> dict[str, Any]:
        scene = self._yaml.load(file.read_text(encoding="utf-8"))
        text, spans = "", list[Marked]()
        for beat in scene["beats"]:
            (written,) = beat.values()
            text = _add(self._text.parse(str(written)), text, spans)
        cut = self._tokenizer(text, return_offsets_mapping=True, add_special_tokens=False)
        ids, offsets = cut["input_ids"], cut["offset_mapping"]
        weights = [1.0] * len(ids)
        places = {}
        for span in spans:
            tokens = [
                number for number, (start, end) in enumerate(offsets) if start < span.end and end > span.start
            ]
            places[span.name] = tokens
            for number in tokens:
                weights[number] *= span.weight
        return {
            "id": str(scene["id"]),
            "input_ids": ids,
            "loss_weight": weights,
            "spans": places,
            "anchors": list(self._anchors(scene, places)),
        }

    def _anchors(self, scene: Any, places: dict[str, list[int]]) -> Iterator[dict[str, Any]]:
        trees = [self._step.parse(str(line)) for line in scene["logic"]]
        trees += [self._reference.parse(str(line)) for line in scene["self"]]
        trees += [self._attention.parse(str(line)) for line in scene["anchors"]]
        for tree in trees:
            named = [word for word in _words(tree) if word in places]
            *keys, query = [places[name] for name in named]
            yield {"query": query, "keys": keys}


def _grammar(file: str, start: str) -> Lark:
    path = ROOT / "grammar" / f"{file}.lark"
    return Lark.open(str(path), start=start, parser="lalr", propagate_positions=True)


def _add(tree: Tree[Token], text: str, spans: list[Marked]) -> str:
    """The running text with the text of a tree behind it; its spans are noted."""
    for child in tree.children:
        if isinstance(child, Token):
            text += str(child)
        elif child.data == "marked":
            start = len(text)
            *pieces, marks = child.children
            text = _add(Tree("text", [piece for piece in pieces if _is_text(piece)]), text, spans)
            words = [str(word) for word in marks.scan_values(lambda _: True)]
            spans.append(Marked(words[0].lstrip("#"), start, len(text), _weight(words)))
        else:
            text = _add(child, text, spans)
    return text


def _is_text(piece: Tree[Token] | Token) -> bool:
    return not (isinstance(piece, Token) and piece.type == "OPEN")


def _weight(words: list[str]) -> float:
    return next((float(word[2:]) for word in words if word.startswith("w=")), 1.0)


def _words(tree: Tree[Token]) -> list[str]:
    return [str(word) for word in tree.scan_values(lambda _: True)]
