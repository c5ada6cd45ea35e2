"""Chat templates: which file they come from, what they may do, and what is said when they fail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tokenizer_making import CHAT_TEMPLATE, chatty, saved, saved_chat

from scenelang.lowering import SceneTokenizer, load_tokenizer
from scenelang.lowering.chat_template import ChatTemplate, TemplateFault, TemplateUnreadable

ONE = [("user", "Hi & <b>")]


def made(source: str, messages: list[tuple[str, str]] = ONE, **tokens: str) -> str | TemplateFault:
    return ChatTemplate(source, tokens).render(messages, prompt=False)


def tokenizer_in(folder: Path) -> SceneTokenizer:
    tokenizer = load_tokenizer(folder).value
    assert tokenizer is not None
    return tokenizer


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{% for m in messages %}\n  {{ m.content }}\n{% endfor %}\n", "  Hi & <b>\n"),
        ("{{ messages | tojson }}", '[{"role": "user", "content": "Hi & <b>"}]'),
        ("{{ {'a': 'é'} | tojson(indent=1) }}", '{\n "a": "é"\n}'),
        ("{% for m in messages * 2 %}{{ m.role }}{% break %}{% endfor %}", "user"),
        ("{% generation %}\nsaid {{ messages[0].content }}{% endgeneration %}\n!", "said Hi & <b>!"),
        ("{{ bos_token }}{{ eos_token }}", "<s>"),
        ("{{ tools is none }}{{ documents is none }}{{ add_generation_prompt }}", "TrueTrueFalse"),
        ("{{ date or '26 Jul 2024' }}{% if strftime_now is defined %}now{% endif %}", "26 Jul 2024"),
        ("{% set ns = namespace(a=1) %}{% for m in messages %}{% set ns.a = 2 %}{% endfor %}{{ ns.a }}", "2"),
    ],
)
def test_a_template_runs_as_its_makers_expect(source: str, text: str) -> None:
    assert made(source, bos_token="<s>") == text


@pytest.mark.parametrize(
    ("source", "words", "refused"),
    [
        ("{{ raise_exception('Roles must alternate!') }}", "Roles must alternate!", True),
        ("{{ strftime_now('%d') }}", "it asks for the date of today (`strftime_now`)", False),
        ("\n{{ images[0].path }}", "its line 2 asks for something that a chat of texts does not have", False),
        ("{{ 1 // 0 }}", "its line 1 fails on these messages", False),
        ("{{ messages.append(1) }}", "its line 1 fails on these messages", False),
        ("{{ ''.__class__.__mro__ }}", "its line 1 fails on these messages", False),
    ],
)
def test_a_template_that_makes_nothing_says_why(source: str, words: str, refused: bool) -> None:
    assert made(source) == TemplateFault(words, refused)


def test_a_source_that_is_no_template_is_none() -> None:
    with pytest.raises(TemplateUnreadable) as fault:
        ChatTemplate("a\n{% for %}", {})
    assert fault.value.line == 2
    with pytest.raises(TemplateUnreadable):
        ChatTemplate("{{ " + "(" * 5000 + ")" * 5000 + " }}", {})


def test_the_file_of_its_own_goes_before_the_configuration(tmp_path: Path) -> None:
    folder = saved_chat(tmp_path / "t", "own", chat_template="in the configuration")
    assert tokenizer_in(folder).chat_template.value.render(ONE, prompt=False) == "own"  # type: ignore[union-attr]
    (folder / "chat_template.jinja").unlink()
    found = tokenizer_in(folder).chat_template.value
    assert found is not None
    assert found.render(ONE, prompt=False) == "in the configuration"


def test_of_several_templates_the_default_is_taken(tmp_path: Path) -> None:
    named = [{"name": "tool_use", "template": "t"}, {"name": "default", "template": "d{{ bos_token }}"}]
    folder = saved_chat(tmp_path / "t", None, chat_template=named, bos_token={"content": "<|bos|>"})
    found = tokenizer_in(folder / "tokenizer.json").chat_template.value
    assert found is not None
    assert found.render(ONE, prompt=False) == "d<|bos|>"
    assert found.special_tokens == {"bos_token": "<|bos|>", "eos_token": "<|end|>"}


def test_old_folders_name_their_tokens_in_a_file_of_its_own(tmp_path: Path) -> None:
    folder = saved_chat(tmp_path / "t", "{{ bos_token }}{{ unk_token }}", bos_token=None)
    (folder / "tokenizer_config.json").write_text('{"unk_token": null}', encoding="utf-8")
    (folder / "special_tokens_map.json").write_text('{"bos_token": "<|bos|>"}', encoding="utf-8")
    found = tokenizer_in(folder).chat_template.value
    assert found is not None
    assert found.render(ONE, prompt=False) == "<|bos|>"


@pytest.mark.parametrize("config", [{}, {"chat_template": None}, {"chat_template": [{"name": "rag"}]}, None])
def test_a_tokenizer_without_a_template_says_so(tmp_path: Path, config: dict[str, object] | None) -> None:
    folder = saved(chatty(), tmp_path / "t")
    if config is not None:
        (folder / "tokenizer_config.json").write_text(json.dumps(config), encoding="utf-8")
    value, (found,) = tokenizer_in(folder).chat_template
    assert value is None
    assert (found.code, found.message) == ("SL454", f"the tokenizer `{folder}` has no chat template")


def test_the_built_in_tokenizer_has_no_template() -> None:
    tokenizer = load_tokenizer().value
    assert tokenizer is not None
    assert [one.message for one in tokenizer.chat_template.diagnostics] == [
        "the tokenizer `built-in` has no chat template"
    ]


def test_a_template_that_cannot_be_read_is_named_with_its_line(tmp_path: Path) -> None:
    folder = saved_chat(tmp_path / "t", "fine\n{% if %}")
    value, (found,) = tokenizer_in(folder).chat_template
    assert value is None
    assert (found.code, found.label_text) == (
        "SL455",
        "line 2 of the template is not as templates are written",
    )
    assert found.place.file == str(folder / "chat_template.jinja")
    (folder / "chat_template.jinja").write_bytes(b"\xff\xfe\x00")
    (found,) = tokenizer_in(folder).chat_template.diagnostics
    assert (found.code, found.label_text) == ("SL455", "it cannot be read")


@pytest.mark.parametrize("content", [b"[1]", b"{", b"\xff", b"[" * 100_000])
def test_a_broken_configuration_stands_in_the_way_of_a_chat_alone(tmp_path: Path, content: bytes) -> None:
    folder = saved_chat(tmp_path / "t", CHAT_TEMPLATE)
    (folder / "tokenizer_config.json").write_bytes(content)
    value, (found,) = tokenizer_in(folder).chat_template
    assert value is None
    assert found.code == "SL456"
    assert found.message == f"`{folder / 'tokenizer_config.json'}` is not a configuration of a tokenizer"
