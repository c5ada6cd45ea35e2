"""Small tokenizers for the examples of rules about tokens, put where an example's settings name them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

TEXTS = [
    "The key is in the coat. The coat is in the hall. Where is the key?",
    "One would find it in the hall. The key, they say. The (coat is) here.",
    *["Kelvin found the lamp. It is dark in the hall."] * 3,
] * 4


def put_tokenizers(settings: str, folder: Path) -> None:
    """Saves every `tokenizers/NAME` that settings name."""
    for name in sorted(set(re.findall(r'"tokenizers/(\w+)"', settings))):
        target = folder / "tokenizers" / name
        target.mkdir(parents=True, exist_ok=True)
        (target / "tokenizer.json").write_text(_made(name), encoding="utf-8")


@cache
def _made(name: str) -> str:
    makers = {
        "bytes": _bytes,
        "glued": _glued,
        "single": lambda: _bytes(size=256),
        "composed": lambda: _bytes(normalizers.NFC()),
        "folded": lambda: _bytes(normalizers.Lowercase()),
        "dashless": lambda: _bytes(normalizers.Replace(Regex("\u2014"), "-")),
    }
    return makers[name]().to_str()


def _bytes(normalizer: normalizers.Normalizer | None = None, size: int = 600) -> Tokenizer:
    """Byte-level pairs, words and signs apart; with `size` 256 every byte is a token."""
    tokenizer = Tokenizer(models.BPE())
    if normalizer is not None:
        tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(vocab_size=size, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(TEXTS, trainer)
    return tokenizer


def _glued() -> Tokenizer:
    """Pairs over all that stands between blanks: a word and its punctuation are one token."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.BpeTrainer(vocab_size=600, special_tokens=["<unk>"], show_progress=False)
    tokenizer.train_from_iterator(TEXTS, trainer)
    return tokenizer
