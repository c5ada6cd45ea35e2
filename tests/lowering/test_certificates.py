"""Certificates say what the tokens of a span mean; where that is another text, it is an error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from talks import Lower, marked
from tokenizer_making import byte_level, saved, unigram, word_piece
from tokenizers import Tokenizer, decoders, normalizers

from scenelang.checking import CheckedScene
from scenelang.lowering import load_tokenizer
from scenelang.lowering.offset_check import means_the_same

BODY = (
    "beats:\n  - fact: |\n      From [Kel and Mia]{#a} (two) I do not [know, \u201cZ\u0451e\u201d]{#b} "
    "[caf\u00e9 e\u0301tude \u2460]{#c} [do not]{#d} [\U0001f642 \u6f22]{#e} [\ufb01ne]{#f} end.\n"
)


@pytest.mark.parametrize("kind", [byte_level, word_piece, unigram])
@pytest.mark.parametrize(
    "normalizer",
    [
        None,
        normalizers.NFC(),
        normalizers.NFKC(),
        normalizers.Lowercase(),
        normalizers.Sequence([normalizers.NFD(), normalizers.StripAccents(), normalizers.Lowercase()]),
    ],
    ids=["as it is", "composed", "plain", "lower", "bare"],
)
def test_spans_mean_what_they_say_under_every_normalisation(
    lower: Lower, tmp_path: Path, kind: Callable[[], Tokenizer], normalizer: normalizers.Normalizer | None
) -> None:
    tokenizer = Tokenizer.from_str(kind().to_str())
    if normalizer is not None:
        tokenizer.normalizer = normalizer
    loaded = load_tokenizer(saved(tokenizer, tmp_path / "t")).value
    assert loaded is not None
    ((value, found),) = lower(BODY, tokenizer=loaded)
    assert {one.code for one in found} <= {"SL453"}, [one.message for one in found]
    assert value is not None
    for proof in value.certificates:
        known = loaded.unknown not in value.ids[proof.start : proof.end]
        if known and "\ufffd" not in proof.decoded and kind is not word_piece:
            assert means_the_same(proof.text, proof.decoded, loaded.normalise)


def test_tokens_that_mean_another_text_are_an_error(
    lower: Lower, scene_of: Callable[[str], CheckedScene], tmp_path: Path
) -> None:
    tokenizer = Tokenizer.from_str(byte_level().to_str())
    tokenizer.decoder = decoders.Sequence([decoders.Replace("Z", "q"), decoders.ByteLevel()])
    loaded = load_tokenizer(saved(tokenizer, tmp_path / "t")).value
    assert loaded is not None
    body = "beats:\n  - fact: Well, [Zoe]{#a} and [Kel]{#b}.\n"
    ((value, found),) = lower(body, tokenizer=loaded)
    assert value is None
    assert [(one.code, one.message) for one in found] == [
        ("SL457", "the tokens of span `a` mean `qoe`, not `Zoe`")
    ]
    assert marked(scene_of(body).scene.file, found[0]) == "[Zoe]{#a}"
