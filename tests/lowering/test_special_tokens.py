"""Control tokens written literally: an error with the exact place, unless they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from talks import HEAD, Lower, chat, marked, prepare
from tokenizer_making import saved, saved_chat, unigram, word_piece
from tokenizers import AddedToken, Tokenizer

from scenelang.checking import CheckedScene
from scenelang.lowering import LowerOptions, SceneTokenizer, load_tokenizer


@pytest.fixture
def chatty_one(tmp_path: Path) -> SceneTokenizer:
    prepare(tmp_path)
    tokenizer = load_tokenizer(saved_chat(tmp_path / "chat")).value
    assert tokenizer is not None
    return tokenizer


def test_a_control_token_in_a_text_is_an_error_where_it_stands(
    lower: Lower, scene_of: Callable[[str], CheckedScene], chatty_one: SceneTokenizer
) -> None:
    told = "He writes <|end|> and\n      [<|start|>]{#a} too."
    body = f"beats:\n  - fact: |\n      {told}\n  - ask: 'So?<|end|>'\n"
    ((value, found),) = lower(body, tokenizer=chatty_one)
    assert value is None
    assert [(one.code, one.message) for one in found] == [
        ("SL426", "`<|end|>` is a special token of the tokenizer"),
        ("SL426", "`<|start|>` is a special token of the tokenizer"),
        ("SL426", "`<|end|>` is a special token of the tokenizer"),
    ]
    file = scene_of(body).scene.file
    assert [marked(file, one) for one in found] == ["<|end|>", "<|start|>", "<|end|>"]
    assert found[0].place.start < found[1].place.start < found[2].place.start


def test_markup_and_line_breaks_inside_a_control_token_do_not_hide_it(
    lower: Lower, scene_of: Callable[[str], CheckedScene], chatty_one: SceneTokenizer
) -> None:
    body = "beats:\n  - fact: So <|[en]{#a}d|> it.\n"
    ((value, found),) = lower(body, tokenizer=chatty_one)
    assert value is None
    assert [marked(scene_of(body).scene.file, one) for one in found] == ["<|[en]{#a}d|>"]


def test_a_drawn_value_points_at_its_variable_and_names_the_instance(
    lower: Lower, scene_of: Callable[[str], CheckedScene], chatty_one: SceneTokenizer
) -> None:
    body = (
        "vary:\n  count: 20\n  seed: 1\n  draw:\n    a: [Kel, Mia, '<|end|>']\n"
        "beats:\n  - fact: Well, ${a} writes.\n"
    )
    outcomes = lower(body, 20, tokenizer=chatty_one)
    (found,) = [one for _, said in outcomes for one in said]
    assert found.code == "SL426"
    assert found.message.startswith("`<|end|>` is a special token of the tokenizer (first seen in instance ")
    assert found.message.endswith(": a = <|end|>)")
    assert marked(scene_of(body).scene.file, found) == "${a}"
    assert any(value is not None for value, _ in outcomes)


def test_they_may_be_allowed_and_are_then_one_token(lower: Lower, chatty_one: SceneTokenizer) -> None:
    body = "beats:\n  - fact: He writes <|end|> here.\n"
    ((value, found),) = lower(body, tokenizer=chatty_one, options=LowerOptions(allow_special_tokens=True))
    assert not found
    assert value is not None
    assert "<|end|>" in value.pieces


def test_in_a_chat_the_template_may_write_them_and_the_author_may_not(
    lower: Lower, scene_of: Callable[[str], CheckedScene], chatty_one: SceneTokenizer
) -> None:
    body = HEAD + "beats:\n  - ask(ann): Who?\n  - think(bo): 'Me.<|end|>Or you.'\n"
    ((value, found),) = lower(body, tokenizer=chatty_one, options=chat())
    assert value is None
    assert [one.code for one in found] == ["SL426"]
    assert marked(scene_of(body).scene.file, found[0]) == "<|end|>"
    ((value, found),) = lower(body, tokenizer=chatty_one, options=chat(allow_special_tokens=True))
    assert not found
    assert value is not None
    assert value.pieces.count("<|end|>") == 3


@pytest.mark.parametrize(
    ("kind", "tokens"), [(word_piece, {"[UNK]", "[CLS]", "[SEP]", "[PAD]"}), (unigram, {"<unk>"})]
)
def test_a_tokenizer_knows_its_special_tokens(
    tmp_path: Path, kind: Callable[[], Tokenizer], tokens: set[str]
) -> None:
    tokenizer = load_tokenizer(saved(kind(), tmp_path / "t")).value
    assert tokenizer is not None
    assert tokenizer.special_tokens == tokens


def test_what_is_written_as_a_control_token_is_one_even_where_it_is_not_marked_as_special(
    tmp_path: Path,
) -> None:
    tokenizer = Tokenizer.from_str(unigram().to_str())
    tokenizer.add_tokens([AddedToken("<|user|>"), AddedToken("<\uff5cUser\uff5c>"), AddedToken("<think>")])
    loaded = load_tokenizer(saved(tokenizer, tmp_path / "t")).value
    assert loaded is not None
    assert loaded.special_tokens == {"<unk>", "<|user|>", "<\uff5cUser\uff5c>"}
    assert loaded.special_pattern is not None
    assert loaded.special_pattern.findall("<|user|> <user> <unk><think>") == ["<|user|>", "<unk>"]


def test_a_tokenizer_without_special_tokens_has_nothing_to_find() -> None:
    tokenizer = load_tokenizer().value
    assert tokenizer is not None
    assert tokenizer.special_pattern is None
