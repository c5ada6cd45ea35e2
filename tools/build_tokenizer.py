"""Builds the tokenizer that scenelang carries: `python tools/build_tokenizer.py`.

A byte-level BPE with a vocabulary of 2048, trained on the scenes of this repository. The names of
`scenes/lexicon/names.txt` count so often that each of them, with the space before it, is one token.
The same texts give the same bytes.

The file that is committed was built when the library had twenty-two scenes. It stays as it is while the
library grows: the proof in docs/proof and every golden file are measured with it, and a tokenizer that
changed with each new scene could be compared with nothing. Build another one only with a new proof.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "scenelang" / "lowering" / "default_tokenizer.json"
VOCABULARY = 2048
NAME_WEIGHT = 10_000


def read_names(scenes: Path) -> list[str]:
    """The names of the lexicon, comments and empty lines left out."""
    path = scenes / "lexicon" / "names.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def read_corpus(scenes: Path) -> list[str]:
    """Every scene, archetype and lexicon, in the order of their paths."""
    kinds = (".scene", ".yaml", ".txt")
    paths = sorted(path for path in scenes.rglob("*") if path.suffix in kinds)
    return [path.read_text(encoding="utf-8") for path in paths]


def build_tokenizer(scenes: Path) -> Tokenizer:
    """Trains the tokenizer on a folder of scenes."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_training_texts(scenes), trainer)
    return tokenizer


def _training_texts(scenes: Path) -> Iterator[str]:
    yield from read_corpus(scenes)
    for name in read_names(scenes):
        yield f" {name}" * NAME_WEIGHT


def main() -> int:
    """Builds, checks and writes the tokenizer."""
    tokenizer = build_tokenizer(ROOT / "scenes")
    split = [name for name in read_names(ROOT / "scenes") if len(tokenizer.encode(f" {name}").ids) != 1]
    if split:
        print(f"these names are more than one token: {', '.join(split)}")
        return 1
    OUT.write_text(tokenizer.to_str(), encoding="utf-8")
    print(f"{OUT.relative_to(ROOT)}: {tokenizer.get_vocab_size()} tokens, {OUT.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
