"""Tokenizers that do not know where their tokens stand: none of them gets as far as a scene."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from signs import HEAD

from scenelang.cli import main
from scenelang.lowering import SceneTokenizer, load_tokenizer, scene_tokenizer
from scenelang.lowering.offset_check import PROBE, offset_fault
from scenelang.lowering.scene_tokenizer import Tokenised

FETCHED = Path(__file__).parents[2] / "build" / "tokenizers"
REAL = ("smollm2", "deepseek", "deepseek-v3", "llama3", "gemma3", "llama2", "qwen3", "bert", "e5")
Offsets = list[tuple[int, int]]


def _mapped(place: Callable[[str, int], int]) -> Callable[[str, Offsets], Offsets]:
    return lambda text, offsets: [(place(text, start), place(text, end)) for start, end in offsets]


def _bytes_before(text: str, place: int) -> int:
    return len(text[:place].encode())


def _after_wide(text: str, place: int) -> int:
    """One too far for each character of several bytes before it."""
    return min(place + sum(not each.isascii() for each in text[:place]), len(text))


def _one_after_the_first_wide(text: str, place: int) -> int:
    return min(place + (not text[:place].isascii()), len(text))


def _one_after_an_emoji(text: str, place: int) -> int:
    return min(place + any(ord(each) > 0xFFFF for each in text[:place]), len(text))


def _in_utf16(text: str, place: int) -> int:
    return len(text[:place].encode("utf-16-le")) // 2


def _in_composed(text: str, place: int) -> int:
    return len(unicodedata.normalize("NFKC", text[:place]))


def _in_taken_apart(text: str, place: int) -> int:
    return len(unicodedata.normalize("NFD", text[:place]))


def _without_spaces(text: str, place: int) -> int:
    return len(text[:place].replace("  ", " "))


BREAKERS: dict[str, Callable[[str, Offsets], Offsets]] = {
    "counted in bytes": _mapped(_bytes_before),
    "counted in UTF-16": _mapped(_in_utf16),
    "too far behind each wide character": _mapped(_after_wide),
    "too far behind the first wide character": _mapped(_one_after_the_first_wide),
    "too far behind an emoji": _mapped(_one_after_an_emoji),
    "of the composed text": _mapped(_in_composed),
    "of the text taken apart": _mapped(_in_taken_apart),
    "of the text with single spaces": _mapped(_without_spaces),
    "one too far": _mapped(lambda text, place: min(place + 1, len(text))),
    "one too near": _mapped(lambda _, place: max(place - 1, 0)),
    "overlapping the token before": lambda _, offsets: [(max(start - 1, 0), end) for start, end in offsets],
    "overlapping the token behind": lambda text, offsets: [
        (start, min(end + 1, len(text))) for start, end in offsets
    ],
    "each of all text": lambda text, offsets: [(0, len(text)) for _ in offsets],
    "all empty": lambda _, offsets: [(start, start) for start, _ in offsets],
    "all none": lambda _, offsets: [(0, 0) for _ in offsets],
    "in the wrong order": lambda _, offsets: offsets[::-1],
    "of two tokens swapped": lambda _, offsets: [*offsets[:2], offsets[3], offsets[2], *offsets[4:]],
    "of one token too few": lambda _, offsets: [offsets[0], *offsets[:-1]],
    "without the end of each token": lambda _, offsets: [
        (start, max(end - 1, start)) if end - start > 2 else (start, end) for start, end in offsets
    ],
    "beyond the text": lambda text, offsets: [*offsets[:-1], (offsets[-1][0], len(text) + 1)],
}


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Breaks the offsets of every tokenizer from here on, those too that were loaded before."""
    plain = SceneTokenizer.encode_batch

    def break_them(kind: str) -> None:
        def encode_batch(self: SceneTokenizer, texts: Sequence[str]) -> Iterator[Tokenised]:
            for text, cut in zip(texts, plain(self, texts), strict=True):
                yield Tokenised(list(cut.ids), BREAKERS[kind](text, list(cut.offsets)))

        monkeypatch.setattr(SceneTokenizer, "encode_batch", encode_batch)
        scene_tokenizer._parse.cache_clear()

    yield break_them
    scene_tokenizer._parse.cache_clear()


@pytest.mark.parametrize("kind", BREAKERS)
def test_offsets_that_are_broken_in_any_way_are_found(kind: str, broken: Callable[[str], None]) -> None:
    broken(kind)
    tokenizer, (found,) = load_tokenizer(None)
    assert tokenizer is None
    assert (found.code, found.place.file) == ("SL452", "built-in")
    assert found.message == "the tokenizer `built-in` gives wrong character offsets"
    assert found.label_text


@pytest.mark.slow
@pytest.mark.parametrize("name", REAL)
def test_no_real_tokenizer_hides_them(name: str) -> None:
    if not (FETCHED / name / "tokenizer.json").exists():
        pytest.skip(f"run `python tools/fetch_tokenizers.py {name}` first")
    tokenizer, found = load_tokenizer(FETCHED / name)
    assert tokenizer is not None, [one.label_text for one in found]
    (cut,) = tokenizer.encode_batch([PROBE])
    ids, offsets = list(cut.ids), list(cut.offsets)
    missed = []
    for kind, broken in BREAKERS.items():
        wrong = broken(PROBE, offsets)
        fault = offset_fault(
            PROBE, ids, wrong, tokenizer.decode, unknown=tokenizer.unknown, normalise=tokenizer.normalise
        )
        if wrong != offsets and fault is None:
            missed.append(kind)
    assert missed == []


@pytest.mark.parametrize("kind", ["counted in bytes", "overlapping the token before", "one too far"])
def test_compile_refuses_such_a_tokenizer_and_keeps_what_was_there(
    kind: str, broken: Callable[[str], None], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scene = project / "scenes" / "odd.scene"
    scene.write_text(HEAD.format(id="odd") + "|\n      It is [gold 王冠 leaf]{#a}.\n", encoding="utf-8")
    out = project / "out"
    assert main(["compile", str(scene), "--out", str(out)]) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    scene.write_text(scene.read_text(encoding="utf-8").replace("gold", "old"), encoding="utf-8")
    broken(kind)
    capsys.readouterr()
    assert main(["compile", str(scene), "--out", str(out)]) == 2
    printed = capsys.readouterr().out
    assert "SL452" in printed
    assert "gives wrong character offsets" in printed
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before


def test_offsets_that_break_only_in_a_scene_are_found_there(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A tokenizer that is right about the probe and wrong about a text: the span that it hits is named."""
    plain = SceneTokenizer.encode_batch

    def encode_batch(self: SceneTokenizer, texts: Sequence[str]) -> Iterator[Tokenised]:
        for text, cut in zip(texts, plain(self, texts), strict=True):
            offsets = list(cut.offsets)
            wrong = _mapped(_bytes_before)(text, offsets) if "leaf" in text else offsets
            ends = [(min(start, len(text)), min(end, len(text))) for start, end in wrong]
            yield Tokenised(list(cut.ids), ends)

    monkeypatch.setattr(SceneTokenizer, "encode_batch", encode_batch)
    scene = project / "scenes" / "odd.scene"
    scene.write_text(
        HEAD.format(id="odd") + "|\n      王冠 has [some gold]{#a} on each leaf.\n", encoding="utf-8"
    )
    assert main(["compile", str(scene), "--out", str(project / "out")]) == 1
    printed = capsys.readouterr().out
    assert "SL457" in printed
    assert "odd.scene:6:14" in printed
