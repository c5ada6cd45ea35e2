"""What a silent conclusion would be, as a token where it would stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from talks import HEAD, chat, prepare
from tokenizer_making import byte_level, saved, saved_chat, unigram, word_piece
from tokenizers import Tokenizer

from scenelang.lowering import SceneTokenizer, load_tokenizer
from scenelang.lowering.read_latents import Reading, read_latents
from scenelang.tokens import HiddenKind, TokenProgram

KINDS = {"bytes": byte_level, "words": word_piece, "marks": unigram}
NAMES = ("Kel", "Mia", "Bo", "Ana", "unbelievable", "Xyzzy")


def tokenizer_of(kind: str, folder: Path) -> SceneTokenizer:
    tokenizer = load_tokenizer(saved(KINDS[kind](), folder / kind)).value
    assert tokenizer is not None
    return tokenizer


def read(tokenizer: SceneTokenizer, *asked: tuple[str, int, int, str]) -> list[int]:
    return read_latents([Reading(*one) for one in asked], tokenizer)


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
        ("Kel writes to Mia.\n- Mia writes to Bo.\nFrom Kel: ", "Sef", ""),
        ("Kel writes to Mia.\n- Mia writes to Bo.\n(from Kel)", " Sef", " it is.\n"),
        ("Kel writes to Mia.\n- Mia writes to Bo.\n", "Sef", "."),
        ("Kel writes to Mia.\n- Mia writes to Bo.\n\n  ", "Sef", " it is."),
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
    assert read(tokenizer, (text, len(before), len(before) + len(carrier), name)) == [truth]


def test_a_piece_tokenised_apart_would_be_another_token(tmp_path: Path) -> None:
    tokenizer = tokenizer_of("bytes", tmp_path)
    ((apart, _),) = tokenizer.encode_batch(["Mia"])
    assert read(tokenizer, ("From Kel: Bo", 10, 12, "Mia")) != apart[:1]


def test_a_space_that_the_author_wrote_twice_counts_once(tmp_path: Path) -> None:
    tokenizer = tokenizer_of("bytes", tmp_path)
    plain, spaced = ("From Kel: Bo", 10, 12, "Mia"), ("From Kel: Bo", 10, 12, " Mia")
    found = read(tokenizer, plain, spaced, ("From Kel:Bo", 9, 11, " Mia"))
    assert found[0] == found[1] == found[2]


def test_white_space_reads_as_nothing(tmp_path: Path) -> None:
    tokenizer = tokenizer_of("bytes", tmp_path)
    assert read(tokenizer, ("a b", 2, 3, " \n"), ("a b", 2, 3, "")) == [-1, -1]


class Counting:
    """A tokenizer that knows what it was asked."""

    def __init__(self, tokenizer: SceneTokenizer) -> None:
        self._tokenizer = tokenizer
        self.asked: list[str] = []

    def tokens_at(self, texts: list[str], places: list[int]) -> list[int]:
        self.asked += texts
        return self._tokenizer.tokens_at(texts, places)


def test_equal_substitutions_are_tokenised_once(tmp_path: Path) -> None:
    counting = Counting(tokenizer_of("bytes", tmp_path))
    found = read_latents([Reading("From Kel: Bo", 10, 12, "Mia")] * 3, counting)  # type: ignore[arg-type]
    assert len(set(found)) == 1
    assert counting.asked == ["From Kel: Mia"]


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
        (target,) = (one for one in program.hidden if one.kind is HiddenKind.READS)
        (proof,) = program.certificates
        assert target.positions == (proof.start - 1,)
        told = [piece.strip() for piece in program.pieces].index(dict(program.binding)["b"])
        assert target.token == program.ids[told]


def test_in_a_chat_the_text_is_read_through_the_template(lower: Callable[..., list], tmp_path: Path) -> None:
    """The token is that of the same chat with the name really said there, tokenised whole."""
    prepare(tmp_path)
    tokenizer = load_tokenizer(saved_chat(tmp_path / "chat")).value
    assert tokenizer is not None
    body = (
        "vary:\n  count: 40\n  seed: 1\n  draw:\n    a, b: {from: [Kel, Mia, Bo], distinct: true}\n"
        "beats:\n  - ask(ann): 'From ${b}, so?'\n  - think(bo): '[${a}]{#x} and [${a}]{#y}.'\n"
        'layers:\n  - before x @ late: reads "${b}"\n  - before y @ late: reads "${b}"\n'
    )
    for program, found in lower(HEAD + body, 40, tokenizer=tokenizer, options=chat()):
        assert not found
        names = dict(program.binding)
        reads = [target for target in program.hidden if target.kind.value == "reads"]
        text = "".join(program.pieces)
        ends = text.index("<|start|>assistant\n") + len("<|start|>assistant\n")
        for target, proof in zip(reads, program.certificates, strict=True):
            assert target.positions == (proof.start - 1,)
            place = ends if proof.span == "x" else text.rindex(names["a"])
            twin = text[:place] + names["b"] + text[place + len(names["a"]) :]
            assert tokenizer.tokens_at([twin], [place]) == [target.token]
