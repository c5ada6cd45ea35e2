"""Real chat templates: what a scene becomes is what transformers itself makes of the messages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenelang.lowering import SceneTokenizer, load_tokenizer
from scenelang.lowering.chat_frame import ChatFrame, find_frame
from scenelang.lowering.chat_template import ChatTemplate
from scenelang.model import ChatRole

FETCHED = Path(__file__).parents[2] / "build" / "tokenizers"
REAL = ("smollm2", "deepseek-v3", "qwen3", "llama3", "gemma3")
TALKS = {
    "a question": ("user", "assistant"),
    "a question under orders": ("system", "user", "assistant"),
    "a talk": ("user", "assistant", "user", "assistant", "user", "assistant"),
    "a question left open": ("system", "user", "assistant", "user"),
}
pytestmark = pytest.mark.slow
real_template = pytest.mark.parametrize("name", REAL)


@cache
def tokenizer(name: str) -> SceneTokenizer:
    folder = FETCHED / name
    if not (folder / "tokenizer.json").exists():
        pytest.skip(f"run `python tools/fetch_tokenizers.py {name}` first")
    found = load_tokenizer(folder).value
    assert found is not None
    return found


@cache
def template(name: str) -> ChatTemplate:
    found = tokenizer(name).chat_template.value
    assert found is not None
    return found


@cache
def by_transformers(name: str) -> Any:
    """The same folder as transformers loads it, without a look at anything but its files."""
    from transformers import PreTrainedTokenizerFast  # noqa: PLC0415 - seconds to import

    folder = FETCHED / name
    config = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
    jinja = folder / "chat_template.jinja"
    source = jinja.read_text(encoding="utf-8") if jinja.exists() else config["chat_template"]
    return PreTrainedTokenizerFast(
        tokenizer_file=str(folder / "tokenizer.json"), chat_template=source, **template(name).special_tokens
    )


def theirs(name: str, messages: Sequence[tuple[str, str]], *, prompt: bool) -> str:
    told = [{"role": role, "content": content} for role, content in messages]
    made = by_transformers(name).apply_chat_template(told, tokenize=False, add_generation_prompt=prompt)
    assert isinstance(made, str)
    return made


WORDS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)


@real_template
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(TALKS)), st.lists(WORDS, min_size=6, max_size=6), st.booleans())
def test_any_messages_become_what_transformers_makes_of_them(
    name: str, talk: str, contents: list[str], prompt: bool
) -> None:
    messages = list(zip(TALKS[talk], contents, strict=False))
    assert template(name).render(messages, prompt=prompt) == theirs(name, messages, prompt=prompt)


@real_template
@pytest.mark.parametrize("talk", TALKS)
@pytest.mark.parametrize("prompt", [False, True])
def test_the_frame_of_a_real_template_ends_every_turn_of_the_assistant(
    name: str, talk: str, prompt: bool
) -> None:
    roles = [ChatRole(role) for role in TALKS[talk]]
    frame = find_frame(template(name), roles, tokenizer(name).special_pattern, prompt=prompt)
    assert isinstance(frame, ChatFrame)
    ends = template(name).special_tokens["eos_token"]
    for number, role in enumerate(roles):
        if role is ChatRole.ASSISTANT:
            closing = frame.segments[number + 1][: frame.closings[number]]
            assert closing == ends
    messages = [(role.value, f"said {number}") for number, role in enumerate(roles)]
    texts = [part for pair in zip(frame.segments, messages, strict=False) for part in (pair[0], pair[1][1])]
    assert "".join(texts) + frame.segments[-1] == theirs(name, messages, prompt=prompt)


@real_template
def test_the_whole_text_has_the_tokens_that_transformers_gives_it(name: str) -> None:
    messages = [("user", "Is the crown gold? Это золото? 王冠"), ("assistant", "No \U0001f642.\n\nNot all.")]
    made = theirs(name, messages, prompt=True)
    ((ids, _),) = tokenizer(name).encode_batch([made])
    assert ids == by_transformers(name)(made, add_special_tokens=False)["input_ids"]


def test_a_real_template_that_wants_turns_says_so_in_its_own_words() -> None:
    made = template("gemma3").render([("assistant", "Well.")], prompt=False)
    assert not isinstance(made, str)
    assert made.refused
    assert made.words.startswith("Conversation roles must alternate")
