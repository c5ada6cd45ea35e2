"""A part of a text that decides on a token gives the token that the whole text gives."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tokenizer_making import byte_level, unigram, word_piece
from tokenizers import AddedToken, Regex, Tokenizer, normalizers, pre_tokenizers

from scenelang.lowering.local_cuts import is_local, window

WORDS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
TAIL = r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
DEEPSEEK = (
    r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^" + "\r\n" + r"\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+"
    r"| ?[\p{P}\p{S}]+[" + "\r\n" + r"]*|\s*[" + "\r\n" + r"]+|\s+(?!\S)|\s+"
).replace('\\"', '"')
PATTERNS = {
    "qwen": [WORDS + TAIL],
    "llama": [WORDS + "{1,3}" + TAIL],
    "deepseek": [r"\p{N}{1,3}", "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+", DEEPSEEK],
}
SIGNS = (
    *" \n\taBz.,(-#3\u00e9\u0301\u00a0\u2003\u738b\u3000\u2028\u200d",
    *("  ", "\r\n", "\n\n", "'s", "'LL", "12345", "writes", " Mia", "<end>", "\U0001f642"),
)
TEXTS = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=24).map("".join)


def split(pattern: str) -> pre_tokenizers.PreTokenizer:
    return pre_tokenizers.Split(Regex(pattern), "isolated")


@cache
def tokenizer(kind: str) -> Tokenizer:
    made = Tokenizer.from_str(byte_level().to_str())
    made.add_tokens([AddedToken("<end>")])
    bytes_alone = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    if kind == "digits":
        whole = pre_tokenizers.ByteLevel(add_prefix_space=False)
        made.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Digits(), whole])
    elif kind in PATTERNS:
        made.pre_tokenizer = pre_tokenizers.Sequence([*map(split, PATTERNS[kind]), bytes_alone])
    if kind == "qwen":
        made.normalizer = normalizers.NFC()
    return made


@pytest.mark.parametrize("kind", ["bytes", "digits", "qwen", "llama", "deepseek"])
@given(text=TEXTS)
@example(text="From Kel, two steps: Mia writes\n to Bo.")
@example(text=" <end> <end>a")
def test_every_token_of_a_text_is_that_of_its_window(kind: str, text: str) -> None:
    cuts = tokenizer(kind)
    assert is_local(cuts)
    whole = cuts.encode(text)
    for place in range(len(text)):
        start, stop = window(text, place)
        assert start <= place < stop
        part = cuts.encode(text[start:stop])
        there, here = whole.char_to_token(place), part.char_to_token(place - start)
        assert (None if there is None else whole.ids[there]) == (None if here is None else part.ids[here])


def test_a_window_is_a_word_and_the_word_before_it() -> None:
    text = "- Mia writes to Bo.\nFrom Mia,  two steps: Bo it is"
    place = text.index("Bo it")
    shown = [text[slice(*window(text, at))] for at in (0, 3, place)]
    assert shown == ["-", "- Mia", " steps: Bo"]
    assert window("\u738b\u51a0", 1) == (0, 2)


def with_settings(**changed: object) -> Tokenizer:
    """The byte-level tokenizer with something in its file changed."""
    return Tokenizer.from_str(json.dumps({**json.loads(byte_level().to_str()), **changed}))


BYTES = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": True}


@pytest.mark.parametrize(
    "changed",
    [
        {"pre_tokenizer": None},
        {"pre_tokenizer": {**BYTES, "add_prefix_space": True}},
        {"pre_tokenizer": {**BYTES, "use_regex": False}},
        {
            "pre_tokenizer": {
                "type": "Metaspace",
                "replacement": "_",
                "prepend_scheme": "always",
                "split": True,
            }
        },
        {"normalizer": {"type": "NFKC"}},
        {"normalizer": {"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "Lowercase"}]}},
    ],
)
def test_a_step_that_is_not_known_makes_a_tokenizer_no_local_one(changed: dict[str, object]) -> None:
    assert not is_local(with_settings(**changed))


@pytest.mark.parametrize("invert", [True, False])
def test_a_pattern_that_is_not_known_makes_a_tokenizer_no_local_one(invert: bool) -> None:
    pattern = PATTERNS["qwen"][0] if invert else r"[a-z ]+"
    step = {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Isolated", "invert": invert}
    assert not is_local(with_settings(pre_tokenizer=step))


@pytest.mark.parametrize(
    "added",
    [
        AddedToken("<end>", lstrip=True),
        AddedToken("<end>", rstrip=True),
        AddedToken("end", single_word=True),
        AddedToken("the end"),
    ],
)
def test_an_added_token_that_reaches_over_blanks_makes_a_tokenizer_no_local_one(added: AddedToken) -> None:
    made = with_settings()
    assert is_local(made)
    made.add_tokens([added])
    assert not is_local(made)


def test_only_pairs_of_bytes_without_chance_are_local() -> None:
    made = with_settings()
    made.model.dropout = 0.5
    assert not is_local(made)
    assert not is_local(word_piece())
    assert not is_local(unigram())
