"""The written scenes as chats: under real templates, token for token what transformers makes of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from library import CHATS, WRITTEN, checked, every_written_scene, fetched, scenes_in, tokenizer

from scenelang.checking import CheckedScene
from scenelang.lowering import LowerOptions, RenderingKind, Straddle, lower_scene
from scenelang.lowering.chat_messages import Message, chat_messages
from scenelang.model import ChatRole, MarkedSpan, TextPiece, Variable

WANT_TURNS = {"gemma3"}
"""Templates that refuse a chat which the assistant begins, or in which somebody speaks twice."""


@cache
def by_transformers(folder: Path) -> Any:
    from transformers import PreTrainedTokenizerFast  # noqa: PLC0415 - seconds to import

    config = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
    jinja = folder / "chat_template.jinja"
    source = jinja.read_text(encoding="utf-8") if jinja.exists() else config["chat_template"]
    template = tokenizer(folder).chat_template.value
    assert template is not None
    return PreTrainedTokenizerFast(
        tokenizer_file=str(folder / "tokenizer.json"), chat_template=source, **template.special_tokens
    )


def literal(pieces: Sequence[TextPiece]) -> str:
    """The text of a beat that has no variables."""
    said = []
    for piece in pieces:
        assert not isinstance(piece, Variable)
        said.append(literal(piece.children) if isinstance(piece, MarkedSpan) else piece.text)
    return "".join(said)


def contents(scene: CheckedScene, messages: Sequence[Message]) -> list[dict[str, str]]:
    """What each message says, put together from the beats apart from the code under test."""
    others = [beat for one in scene.recalled for beat in one.scene.beats]
    own = list(scene.scene.beats)
    opening = 1 if own[0].kind.text == "system" else 0
    texts = [literal(beat.text.pieces) for beat in (*own[:opening], *others, *own[opening:])]
    lines = [text if text.endswith("\n") else f"{text}\n" for text in texts]
    return [
        {"role": one.role.value, "content": "".join(lines[one.first : one.stop]).strip()} for one in messages
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", CHATS)
@every_written_scene
def test_a_scene_as_a_chat_has_the_tokens_that_transformers_gives_it(path: Path, name: str) -> None:
    folder, scene = fetched(name), checked(path)
    messages = chat_messages(scene)
    opens = messages[1 if messages[0].role is ChatRole.SYSTEM else 0]
    if name in WANT_TURNS and opens.role is ChatRole.ASSISTANT:
        pytest.skip("the template wants the user to begin")
    (planned,) = scenes_in(path)
    options = LowerOptions(Straddle.ERROR, rendering=RenderingKind.CHAT)
    ((value, found),) = lower_scene(scene, planned.plan, tokenizer(folder), options)
    assert [f"{one.code} {one.message}" for one in found] == []
    assert value is not None
    theirs = by_transformers(folder)
    text = theirs.apply_chat_template(contents(scene, messages), tokenize=False)
    assert list(value.ids) == theirs(text, add_special_tokens=False)["input_ids"]
    written = sum(source != (-1, -1) for source in value.sources)
    assert 0 < written < len(value.ids)


def test_most_written_scenes_have_somebody_who_answers() -> None:
    answered = [
        path
        for path in WRITTEN
        if any(one.role is ChatRole.ASSISTANT for one in chat_messages(checked(path)))
    ]
    assert answered == WRITTEN
