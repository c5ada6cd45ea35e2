"""Small tokenizers of three kinds, trained here, and one that has a chat template."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

TEXTS = [
    "Kel writes to Mia. Mia writes to Bo. From Kel, two steps: Bo",
    "The crown weighs 12.5 kg, it is naive. Who is here? unbelievable words end.",
    *["Ana Bo Kel Mia Sef Tor writes reads silver takes more room"] * 9,
]


@lru_cache
def byte_level() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(vocab_size=400, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(TEXTS, trainer)
    return tokenizer


@lru_cache
def word_piece() -> Tokenizer:
    """Lower case, no accents, white space dropped, special tokens around each text."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    special = ["[UNK]", "[CLS]", "[SEP]", "[PAD]"]
    trainer = trainers.WordPieceTrainer(vocab_size=220, special_tokens=special, show_progress=False)
    tokenizer.train_from_iterator(TEXTS, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    tokenizer.enable_truncation(8)
    tokenizer.enable_padding(length=64, pad_id=3, pad_token="[PAD]")
    return tokenizer


@lru_cache
def unigram() -> Tokenizer:
    """Spaces as word marks, the first word given one; bytes where the vocabulary ends."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=120, special_tokens=["<unk>"], unk_token="<unk>", show_progress=False
    )
    tokenizer.train_from_iterator(TEXTS, trainer)
    return tokenizer


CHAT_TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}<|start|>{{ message.role }}\n{{ message.content }}<|end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|start|>assistant\n{% endif %}"
)
"""A template of the usual kind; it changes nothing."""


@lru_cache
def chatty() -> Tokenizer:
    """The byte-level one with three control tokens."""
    tokenizer = Tokenizer.from_str(byte_level().to_str())
    tokenizer.add_special_tokens(["<|bos|>", "<|start|>", "<|end|>"])
    return tokenizer


def saved_chat(folder: Path, template: str | None = CHAT_TEMPLATE, **config: object) -> Path:
    """A folder that holds the tokenizer with control tokens, its configuration and its template."""
    saved(chatty(), folder)
    known = {"bos_token": "<|bos|>", "eos_token": "<|end|>", **config}
    (folder / "tokenizer_config.json").write_text(json.dumps(known), encoding="utf-8")
    if template is not None:
        (folder / "chat_template.jinja").write_text(template, encoding="utf-8")
    return folder


def saved(tokenizer: Tokenizer, folder: Path) -> Path:
    """A folder that holds the tokenizer, as a downloaded model has it."""
    folder.mkdir(exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder
