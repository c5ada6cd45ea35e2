"""What a silent conclusion would be, as a token where it would stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tokenizer_making import byte_level, saved, unigram, word_piece
from tokenizers import Tokenizer

from scenelang.lowering import SceneTokenizer, load_tokenizer
from scenelang.lowering.read_latents import Reading, read_latents
from scenelang.tokens import TokenProgram

KINDS = {"bytes": byte_level, "words": word_piece, "marks": unigram}
NAMES = ("Kel", "Mia", "Bo", "Ana", "unbelievable", "Xyzzy")


def tokenizer_of(kind: str, folder: Path) -> SceneTokenizer:
    tokenizer = load_tokenizer(saved(KINDS[kind](), folder / kind)).value
    assert tokenizer is not None
    return tokenizer


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "pieces",
    [
        ("From Kel: ", "Sef", "."),
        ("From Kel:", " Sef", " end"),
        ("(", "Sef", ")"),
        ("", "Sef", " reads"),
        ("Kel\n", "Sef\n", ""),
    ],
)
def test_the_token_is_the_one_that_the_text_itself_would_have_there(
    tmp_path: Path, kind: str, name: str, pieces: tuple[str, str, str]
) -> None:
    """The scene with the name really written there, tokenised whole by the library itself."""
    before, carrier, after = pieces
    tokenizer = tokenizer_of(kind, tmp_path)
    text = before + carrier + after
    written = text.replace("Sef", name)
    place = written.index(name, len(before))
    library = Tokenizer.from_file(str(tmp_path / kind / "tokenizer.json"))
    library.no_truncation()
    library.no_padding()
    whole = library.encode(written, add_special_tokens=False)
    truth = next(
        token for token, (start, end) in zip(whole.ids, whole.offsets, strict=True) if start <= place < end
    )
    reading = Reading(text, len(before), len(before) + len(carrier), name)
    assert read_latents([reading], tokenizer) == [truth]


def test_a_piece_tokenised_apart_would_be_another_token(tmp_path: Path) -> None:
    tokenizer = tokenizer_of("bytes", tmp_path)
    ((apart, _),) = tokenizer.encode_batch(["Mia"])
    reading = Reading("From Kel: Bo", 10, 12, "Mia")
    assert read_latents([reading], tokenizer) != apart[:1]


def test_a_space_that_the_author_wrote_twice_counts_once(tmp_path: Path) -> None:
    tokenizer = tokenizer_of("bytes", tmp_path)
    plain, spaced, tight = (
        Reading("From Kel: Bo", 10, 12, "Mia"),
        Reading("From Kel: Bo", 10, 12, " Mia"),
        Reading("From Kel:Bo", 9, 11, " Mia"),
    )
    found = read_latents([plain, spaced, tight], tokenizer)
    assert found[0] == found[1] == found[2]


def test_white_space_reads_as_nothing(tmp_path: Path) -> None:
    tokenizer = tokenizer_of("bytes", tmp_path)
    assert read_latents([Reading("a b", 2, 3, " \n"), Reading("a b", 2, 3, "")], tokenizer) == [-1, -1]


def test_equal_substitutions_are_tokenised_once(tmp_path: Path) -> None:
    tokenizer = tokenizer_of("bytes", tmp_path)
    asked: list[int] = []

    class Counting:
        def tokens_at(self, texts: list[str], places: list[int]) -> list[int]:
            asked.append(len(texts))
            return tokenizer.tokens_at(texts, places)

    reading = Reading("From Kel: Bo", 10, 12, "Mia")
    assert len(set(read_latents([reading, reading, reading], Counting()))) == 1  # type: ignore[arg-type]
    assert asked == [1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_scene_reads_its_variable_at_the_right_position(
    lower: Callable[..., list], tmp_path: Path, kind: str
) -> None:
    tokenizer = tokenizer_of(kind, tmp_path)
    body = (
        "vary:\n  count: 40\n  seed: 1\n  draw:\n    a, b: {from: [Kel, Mia, Bo], distinct: true}\n"
        "beats:\n  - fact: |-\n      From ${b} so [${a}]{#x}.\n"
        'layers:\n  - before x @ late: reads "${b}"\n'
    )
    outcomes: list[tuple[TokenProgram, object]] = lower(body, 40, tokenizer=tokenizer)
    for program, found in outcomes:
        assert not found
        (target,) = program.hidden
        (proof,) = program.certificates
        assert target.positions == (proof.start - 1,)
        told = [piece.strip() for piece in program.pieces].index(dict(program.binding)["b"])
        assert target.token == program.ids[told]
