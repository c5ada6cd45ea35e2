"""Real tokenizers of every kind: spans mean what they say, and silent words are the right tokens."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from talks import Lower
from tokenizers import Tokenizer

from scenelang.checking import CheckedScene
from scenelang.lowering import SceneTokenizer, load_tokenizer
from scenelang.lowering.read_latents import Reading, read_latents

FETCHED = Path(__file__).parents[2] / "build" / "tokenizers"
REAL = ("smollm2", "deepseek", "qwen3", "llama2", "gemma3", "llama3", "bert", "e5")
pytestmark = pytest.mark.slow
real_one = pytest.mark.parametrize("name", REAL)


@cache
def tokenizer(name: str) -> SceneTokenizer:
    folder = FETCHED / name
    if not (folder / "tokenizer.json").exists():
        pytest.skip(f"run `python tools/fetch_tokenizers.py {name}` first")
    value, found = load_tokenizer(folder)
    assert value is not None, [one.label_text for one in found]
    return value


@cache
def by_library(name: str) -> Tokenizer:
    return Tokenizer.from_file(str(FETCHED / name / "tokenizer.json"))


WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co"), blacklist_characters="[]{}$\\"),
    min_size=1,
    max_size=14,
).filter(str.strip)


@real_one
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=WORDS, inside=WORDS, behind=WORDS)
@example(before="It is", inside="do not", behind="say (that)")
@example(before="e\u0301tude", inside="cafe\u0301 \u2460 \ufb01ne", behind="\u00e9")
@example(before="\U0001f469\u200d\U0001f680", inside="\u6f22\u5b57 \U0001f642", behind="\u0ddc\u0dca")
@example(before="\u2581a", inside="##b </w>", behind="\u2581")
def test_whatever_is_marked_its_tokens_mean_it(
    lower: Lower, name: str, before: str, inside: str, behind: str
) -> None:
    text = f"{before} [{inside}]{{#a}} {behind}"
    body = 'beats:\n  - fact: "' + "".join(f"\\U{ord(sign):08X}" for sign in text) + '"\n'
    ((value, found),) = lower(body, tokenizer=tokenizer(name))
    codes = {one.code for one in found}
    # Unknown signs, control tokens, and signs that a tokenizer joins or drops are said; nothing is wrong.
    assert codes <= {"SL453", "SL426", "SL406", "SL401", "SL404"}, [one.message for one in found]
    if value is not None:
        (proof,) = value.certificates
        assert proof.text == inside
        covered = {
            place for start, end in value.sources[proof.start : proof.end] for place in range(start, end)
        }
        assert covered


@real_one
@pytest.mark.parametrize("word", ["gold", "silver", "\u0437\u043e\u043b\u043e\u0442\u043e", "Kel", "\u6c34"])
@pytest.mark.parametrize(
    ("before", "carrier", "behind"),
    [
        ("So it is not ", "lead", " at all."),
        ("So it is not", " lead", ""),
        ("(", "lead", ")"),
        ("", "lead", " it is"),
        ("One.\n", "lead", "."),
        ("\u0418\u0442\u0430\u043a, ", "lead", "."),
    ],
)
def test_a_silent_word_is_the_token_that_the_word_itself_would_have_there(
    name: str, word: str, before: str, carrier: str, behind: str
) -> None:
    text = before + carrier + behind
    written = text.replace("lead", word)
    tokenizer(name)
    whole = by_library(name).encode(written, add_special_tokens=False)
    place = written.index(word, len(before))
    truth = next(
        token for token, (start, end) in zip(whole.ids, whole.offsets, strict=True) if start <= place < end
    )
    reading = Reading(text, len(before), len(before) + len(carrier), word)
    assert read_latents([reading], tokenizer(name)) == [truth]


@real_one
def test_a_scene_of_many_scripts_is_clean(
    lower: Lower, scene_of: Callable[[str], CheckedScene], name: str
) -> None:
    body = (
        "beats:\n  - fact: |\n"
        "      The crown weighs [12.5 kg]{#a}, not [caf\u00e9]{#b} or [na\u00efve]{#c}.\n"
        "      \u041a\u0442\u043e [\u0437\u0434\u0435\u0441\u044c]{#d}? It\u2019s [unbelievable]{#e}.\n"
    )
    assert scene_of(body)
    ((value, found),) = lower(body, tokenizer=tokenizer(name))
    assert [one.message for one in found] == []
    assert value is not None
    assert [proof.text for proof in value.certificates] == [
        "12.5 kg", "caf\u00e9", "na\u00efve", "\u0437\u0434\u0435\u0441\u044c", "unbelievable",
    ]  # fmt: skip
