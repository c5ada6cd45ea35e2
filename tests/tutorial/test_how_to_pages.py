"""A person who follows a how-to page meets exactly what it shows.

Every `console` fence of these pages is run, each page in a folder of its own. A comment
`<!-- given: project -->` says that the page begins inside a fresh project, and `model` in it that a chat
model lies there as `my-model`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tutorial_pages import Step, follow, steps_of

PAGES = Path(__file__).parents[2] / "docs" / "how-to"
RUN = sorted(page for page in PAGES.glob("*.md") if "```console" in page.read_text(encoding="utf-8"))
_GIVEN = re.compile(r"^<!-- given: (.+) -->$", re.MULTILINE)
_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n"
    "{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
_CONFIG = {
    "model_type": "llama",
    "hidden_size": 96,
    "intermediate_size": 256,
    "num_hidden_layers": 12,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "vocab_size": 2050,
    "max_position_embeddings": 512,
}


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.stem)
def test_every_command_of_the_page_prints_what_it_shows(page: Path, tmp_path: Path) -> None:
    given = _GIVEN.search(page.read_text(encoding="utf-8"))
    words = given[1].split(", ") if given else []
    assert set(words) <= {"project", "model"}
    if "project" in words:
        follow(_project(), tmp_path)
        tmp_path = tmp_path / "my-project"
    if "model" in words:
        put_model(tmp_path / "my-model")
    assert follow(steps_of(page), tmp_path) > 0


def _project() -> Iterator[Step]:
    yield Step("every page", None, "scenelang init my-project", "...\n")


def put_model(folder: Path) -> None:
    """A chat model without weights: the built-in tokenizer, two special tokens, a template, sizes."""
    folder.mkdir()
    built_in = files("scenelang.lowering").joinpath("default_tokenizer.json").read_text(encoding="utf-8")
    tokenizer = Tokenizer.from_str(built_in)
    tokenizer.add_special_tokens(["<|im_start|>", "<|im_end|>"])
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "tokenizer_config.json").write_text('{"eos_token": "<|im_end|>"}', encoding="utf-8")
    (folder / "chat_template.jinja").write_text(_TEMPLATE, encoding="utf-8")
    (folder / "config.json").write_text(json.dumps(_CONFIG), encoding="utf-8")


def test_the_index_names_every_page() -> None:
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\]\(([\w-]+\.md)\)", index))
    assert named == {page.name for page in PAGES.glob("*.md")} - {"README.md"}
