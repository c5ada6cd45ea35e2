"""Loading tokenizers: what is one, what is none, and whether it knows where its tokens stand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tokenizer_making import byte_level, saved, unigram, word_piece
from tokenizers import Regex, Tokenizer, decoders, normalizers

from scenelang.lowering import SceneTokenizer, load_tokenizer
from scenelang.lowering.offset_check import PROBE, offset_fault
from scenelang.lowering.scene_tokenizer import NO_TOKEN

ROOT = Path(__file__).parents[2]
NAMES = (ROOT / "scenes" / "lexicon" / "names.txt").read_text(encoding="utf-8").split()


def loaded(path: Path | None) -> SceneTokenizer:
    tokenizer, found = load_tokenizer(path)
    assert tokenizer is not None, [one.message for one in found]
    return tokenizer


def test_every_name_of_the_lexicon_is_one_token_after_a_space() -> None:
    encoded = list(loaded(None).encode_batch([f"to {name}." for name in NAMES]))
    for name, (_, offsets) in zip(NAMES, encoded, strict=True):
        assert (2, 3 + len(name)) in offsets
    assert len(NAMES) >= 24


def test_the_built_in_tokenizer_is_small_and_loses_nothing() -> None:
    tokenizer = loaded(None)
    assert tokenizer.vocab_size == 2048
    assert (ROOT / "scenelang" / "lowering" / "default_tokenizer.json").stat().st_size < 150_000
    ((ids, _),) = tokenizer.encode_batch([PROBE])
    assert tokenizer.decode(ids) == PROBE


def test_a_file_and_its_folder_are_the_same_tokenizer(tmp_path: Path) -> None:
    folder = saved(byte_level(), tmp_path / "model")
    path = folder / "tokenizer.json"
    assert loaded(folder).fingerprint == loaded(path).fingerprint
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")), indent=7), encoding="utf-8")
    assert loaded(folder).fingerprint == loaded(path).fingerprint
    assert loaded(path).fingerprint != loaded(None).fingerprint


def test_a_tokenizer_saves_as_itself(tmp_path: Path) -> None:
    loaded(None).save(tmp_path / "tokenizer.json")
    assert loaded(tmp_path).fingerprint == loaded(None).fingerprint


def test_special_tokens_cuts_and_padding_are_left_out(tmp_path: Path) -> None:
    tokenizer = loaded(saved(word_piece(), tmp_path))
    ((ids, offsets),) = tokenizer.encode_batch(["Kel writes to Mia. Kel writes to Bo. Kel reads."])
    assert len(ids) > 8
    assert not {1, 2, 3} & set(ids)
    assert offsets[0] == (0, 3)


def test_a_unigram_tokenizer_passes_the_check(tmp_path: Path) -> None:
    assert loaded(saved(unigram(), tmp_path)).unknown == 0


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "it is not JSON, or it is cut off"),
        (b'{"model": {"vocab": {"a": 0', "it is not JSON, or it is cut off"),
        (b"[" * 100_000, "it is not JSON, or it is cut off"),
        (b"\xff\xfe\x00", "it is not UTF-8 text"),
        (b"[1, 2]", "it has no `model`"),
        (b'{"a": 0, "b": 1}', "it has no `model`"),
        (b'{"model": {"type": "BPE"}}', "its `model` has no `vocab`"),
        (
            b'{"model": {"type": "BPE", "vocab": {"a": 0}, "merges": [["x", "y"]]}}',
            "its vocabulary or settings do not fit together",
        ),
    ],
)
def test_a_file_that_is_no_tokenizer_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "tokenizer.json"
    path.write_bytes(content)
    tokenizer, (found,) = load_tokenizer(path)
    assert tokenizer is None
    assert found.message == f"`{path}` is not a tokenizer file"
    assert found.label_text == problem


def test_a_missing_tokenizer_is_refused(tmp_path: Path) -> None:
    (no_file,) = load_tokenizer(tmp_path / "none.json").diagnostics
    (no_model,) = load_tokenizer(tmp_path).diagnostics
    assert no_file.message == f"no tokenizer at `{tmp_path / 'none.json'}`: there is no such file"
    assert no_model.message == f"no tokenizer at `{tmp_path}`: the folder has no tokenizer.json"


def test_a_tokenizer_that_cannot_say_what_its_tokens_mean_is_refused(tmp_path: Path) -> None:
    tokenizer = Tokenizer.from_str(byte_level().to_str())
    tokenizer.decoder = decoders.Sequence([decoders.Replace("t", "q"), decoders.ByteLevel()])
    value, (found,) = load_tokenizer(saved(tokenizer, tmp_path))
    assert value is None
    assert found.code == "SL452"
    assert found.message == f"the tokenizer `{tmp_path}` gives wrong character offsets"
    assert found.label_text == 'the tokens of " it" decode to " iq"'


NORMALISERS = {
    "composed": normalizers.NFC(),
    "composed and plain": normalizers.NFKC(),
    "taken apart": normalizers.NFD(),
    "taken apart and plain": normalizers.NFKD(),
    "lower case": normalizers.Lowercase(),
    "lower case after composing": normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()]),
    "no accents": normalizers.Sequence([normalizers.NFD(), normalizers.StripAccents()]),
    "cleaned": normalizers.Nmt(),
    "other letters": normalizers.Replace("t", "q"),
    "a mark before the first word": normalizers.Sequence(
        [normalizers.Prepend("\u2581"), normalizers.Replace(" ", "\u2581")]
    ),
    "single spaces": normalizers.Replace(Regex(" {2,}"), " "),
}


@pytest.mark.parametrize("kind", [byte_level, word_piece, unigram], ids=["bytes", "words", "marks"])
@pytest.mark.parametrize("name", NORMALISERS)
def test_a_tokenizer_may_normalise_as_it_likes_while_its_offsets_are_right(
    tmp_path: Path, kind: Callable[[], Tokenizer], name: str
) -> None:
    tokenizer = Tokenizer.from_str(kind().to_str())
    tokenizer.normalizer = NORMALISERS[name]
    assert loaded(saved(tokenizer, tmp_path)).normalise("t") == NORMALISERS[name].normalize_str("t")


def test_offsets_are_compared_with_what_the_tokenizer_makes_of_the_text() -> None:
    whole = [(0, 1), (2, 3), (3, 4)]
    assert offset_fault("A bc", [0, 1, 2], whole, decode, normalise=str.lower) is None
    assert offset_fault("A bc", [0, 1, 2], whole, decode) == 'the tokens of "A" decode to "a"'
    shared = [(0, 1), (2, 3), (2, 4)]
    fault = offset_fault("A bc", [0, 1, 2], shared, decode, normalise=str.lower)
    assert fault == 'two tokens claim the same "b"'
    wrong = [(0, 1), (1, 2), (2, 3)]
    fault = offset_fault("A bc", [0, 1, 2], wrong, decode, normalise=str.lower)
    assert fault == 'the tokens of " " decode to "b"'


@pytest.mark.parametrize(
    ("left_out", "fault"),
    [("\u0301", None), ("\u200d", None), (" \n", None), ("\u0903", '"\u0903" is in no token')],
)
def test_what_carries_no_meaning_may_be_in_no_token(left_out: str, fault: str | None) -> None:
    text = f"a{left_out}bc"
    offsets = [(0, 1), (1 + len(left_out), 2 + len(left_out)), (2 + len(left_out), len(text))]

    def drop(written: str) -> str:
        return written.replace("\u0301", "")

    assert offset_fault(text, [0, 1, 2], offsets, decode, normalise=drop) == fault


def decode(ids: list[int]) -> str:
    return "".join("abc "[number] for number in ids)


@pytest.mark.parametrize(
    ("offsets", "fault"),
    [
        ([(0, 1), (2, 3), (3, 4)], None),
        ([(0, 1), (1, 3), (3, 4)], None),
        ([(0, 1), (3, 4), (3, 4)], '"b" is in no token'),
        ([(0, 1), (2, 3), (2, 3)], 'the tokens of "b" decode to "bc"'),
        ([(1, 2), (2, 3), (3, 4)], '"a" is in no token'),
        ([(0, 1), (2, 3), (3, 9)], "a token claims characters 3..9 of 4"),
        ([(0, 1), (2, 3), (3, 3)], 'the tokens of "" decode to "c"'),
    ],
)
def test_offsets_must_name_what_the_tokens_mean(offsets: list[tuple[int, int]], fault: str | None) -> None:
    assert offset_fault("a bc", [0, 1, 2], offsets, decode) == fault


def test_text_after_the_last_token_is_missed() -> None:
    assert offset_fault("a b", [0], [(0, 1)], decode) == '"b" is in no token'


def test_tokens_are_found_by_character_where_several_share_one(tmp_path: Path) -> None:
    tokenizer = loaded(saved(byte_level(), tmp_path))
    text = "x 漢🙂"
    ((ids, offsets),) = tokenizer.encode_batch([text])
    for place in (2, 3):
        first = next(number for number, (start, end) in enumerate(offsets) if start <= place < end)
        assert tokenizer.tokens_at([text], [place]) == [ids[first]]
    assert tokenizer.tokens_at([text], [len(text)]) == [NO_TOKEN]


def test_what_was_decoded_once_is_remembered_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scenelang.lowering.scene_tokenizer._REMEMBERED", 4)
    tokenizer = loaded(None)
    for number in range(40, 60):
        assert tokenizer.decode([number]) == tokenizer.decode([number])
        assert len(tokenizer._decoded) <= 4
