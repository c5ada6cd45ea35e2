"""What rules call safe is safe: the fixes of all their bad examples, held to the law."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from random import Random

import pytest

from scenelang.diagnostics import Safety
from scenelang.linting import TextLint, registered_rules
from scenelang.linting.examples import Bad, unmarked
from scenelang.reading import decoded_source, load_source, read_documents, read_scenes
from scenelang.rewriting import FileText, TrainingProof, fix_file, fix_text, load_file
from scenelang.source import SourceText

ROOT = Path(__file__).parents[2]
LIBRARY = sorted((ROOT / "scenes").glob("*/*.scene"))
sys.path += [str(ROOT / "tests" / folder) for folder in ("rules", "formatting")]
sys.path += [str(ROOT / "tools"), str(ROOT / "tools" / "mutations")]

from small_tokenizers import put_tokenizers  # noqa: E402 - lies beside the tests of rules
from styled_scenes import restyled_library, styled_file  # noqa: E402 - lies beside the tests of layout

EXAMPLES = [
    pytest.param(example, rule.is_on, id=f"{rule.name()}-{number}")
    for rule in registered_rules().values()
    for number, example in enumerate(rule.EXAMPLES)
    if isinstance(example, Bad) and example.fixed is not None
]


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize(("example", "is_on"), EXAMPLES)
def test_fixes_of_examples_keep_the_law_and_settle(
    example: Bad, is_on: bool, unsafe: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("scenelang.toml").write_text(example.settings, encoding="utf-8")
    put_tokenizers(example.settings, tmp_path)
    for name, text in example.files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8", newline="")
    path = Path("example.scene")
    path.write_text(unmarked(example.text)[0], encoding="utf-8", newline="")
    file = load_file(path).value
    assert file is not None
    fixes = fix_file(file, partial(TextLint([path]), path), TrainingProof([path]), unsafe=unsafe)
    assert [found.code for found in fixes.found] == []
    before, after = read_documents(file.source).value or (), read_documents(fixes.after).value or ()
    assert len(after) >= len(before)
    if unsafe and is_on:
        assert fixes.is_changed, "every one of these examples has a fix"


def fixed_again(source: SourceText, path: Path, lint: TextLint, proof: TrainingProof) -> list[str]:
    """Codes of what went wrong while all fixes of a text were made."""
    fixes = fix_file(FileText(path, source), partial(lint, path), proof, unsafe=True)
    assert not fix_text(fixes.after, partial(lint, path), set(Safety)).fixed
    return [found.code for found in fixes.found]


def fixes_of(source: SourceText, path: Path, lint: TextLint) -> int:
    """How many fixes a linter offers for a text."""
    return sum(found.fix() is not None for found in lint(path, source))


@pytest.mark.parametrize("part", range(4))
def test_fixes_of_the_library_in_another_style_settle_and_read(part: int) -> None:
    lint, proof, offered = TextLint(LIBRARY), TrainingProof(LIBRARY), 0
    for seed in range(part, 120, 4):
        path, text = restyled_library(seed)
        source = SourceText(path.as_posix(), text)
        assert fixed_again(source, path, lint, proof) == [], (seed, text)
        offered += fixes_of(source, path, lint)
    assert offered > 20


@pytest.mark.parametrize("part", range(4))
def test_fixes_of_files_in_every_style_settle_and_read(part: int) -> None:
    lint, proof, offered = TextLint(LIBRARY), TrainingProof(LIBRARY), 0
    for seed in range(part, 400, 4):
        path, text = LIBRARY[0], styled_file(seed)
        source = SourceText(path.as_posix(), text)
        assert fixed_again(source, path, lint, proof) == [], (seed, text)
        offered += fixes_of(source, path, lint)
    assert offered > 100


def test_fixes_of_spoilt_scenes_settle_and_read() -> None:
    import kinds  # noqa: F401, PLC0415 - registers all kinds
    from draft import KINDS, Draft  # noqa: PLC0415

    lint, proof, dice = TextLint(LIBRARY), TrainingProof(LIBRARY), Random(4)
    for name, spoil in [(name, spoil) for name, spoil in KINDS.items() for _ in range(2)]:
        path = dice.choice(LIBRARY)
        source = load_source(path).value
        assert source is not None
        scene = dice.choice(read_scenes(source).value or ())
        mutation = spoil(Draft(path, source.text, scene, dice))
        if mutation is not None:
            spoilt = SourceText(path.as_posix(), mutation.text)
            assert fixed_again(spoilt, path, lint, proof) == [], name


def test_fixes_of_anything_at_all_settle_and_read() -> None:
    from fuzz import Inputs  # noqa: PLC0415

    path = LIBRARY[0]
    inputs, lint, proof = Inputs(seed=7), TextLint(LIBRARY), TrainingProof(LIBRARY)
    for number in range(250):
        source = decoded_source(path.as_posix(), inputs.make(number).content).value
        if source is not None:
            assert fixed_again(source, path, lint, proof) == [], number
