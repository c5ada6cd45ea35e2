"""Laying out is stable and changes nothing that is read, whatever the file: by the thousand."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest
from styled_scenes import ROOT, restyled_library, styled_file

from scenelang.formatting import format_text
from scenelang.printing import essence
from scenelang.reading import decoded_source, find_comments, load_source, read_documents, read_trees
from scenelang.rewriting import Law, TrainingProof
from scenelang.rewriting.same_values import first_difference
from scenelang.source import SourceText

sys.path.append(str(ROOT / "tools"))
sys.path.append(str(ROOT / "tools" / "mutations"))

LIBRARY = sorted((ROOT / "scenes").glob("*/*.scene"))
ARCHETYPES = sorted((ROOT / "scenes" / "archetypes").glob("*.yaml"))
FILES = 10_000
PARTS = 20
RESTYLED = 300


@pytest.fixture(scope="module")
def proof() -> TrainingProof:
    return TrainingProof(LIBRARY)


def unsound(source: SourceText) -> str | None:
    """What laying a text out did that it must not do; None where all is well, or it was refused."""
    text, found = format_text(source)
    if text is None:
        return None if found and all(one.place.end <= len(source.text) for one in found) else "no reason"
    after = SourceText(source.name, text)
    if format_text(after).value != text:
        return "not stable"
    return changed_by(source, after)


def changed_by(source: SourceText, after: SourceText) -> str | None:
    """What of a text is not as it was: documents, values, scenes, comments."""
    documents, now = read_documents(source).value or (), read_documents(after).value or ()
    if len(documents) != len(now):
        return "other documents"
    for old, new in zip(documents, now, strict=True):
        if first_difference(old.node, new.node) is not None:
            return "other values"
        if essence(old.scene) != essence(new.scene):
            return "another scene"
    said = [each.text for each in find_comments(source, (each.node for each in documents))]
    kept = [each.text for each in find_comments(after, (each.node for each in now))]
    return None if said == kept else "other comments"


@pytest.mark.parametrize("path", [*LIBRARY, *ARCHETYPES], ids=lambda path: path.stem)
def test_the_library_is_laid_out(path: Path) -> None:
    source = load_source(path).value
    assert source is not None
    assert format_text(source).value == source.text


@pytest.mark.parametrize("part", range(PARTS))
def test_files_in_every_style_say_what_they_said(part: int) -> None:
    refused = 0
    for seed in range(part, FILES, PARTS):
        text = styled_file(seed)
        source = SourceText("styled.scene", text)
        assert unsound(source) is None, (seed, unsound(source), text)
        refused += read_trees(source).value is None
    assert refused < 0.02 * FILES / PARTS, "nearly all of these files are YAML"


@pytest.mark.parametrize("part", range(6))
def test_scenes_of_the_library_in_another_style_train_the_same(part: int, proof: TrainingProof) -> None:
    sound = 0
    for seed in range(part, RESTYLED, 6):
        path, text = restyled_library(seed)
        source = SourceText(path.as_posix(), text)
        laid_out, found = format_text(source)
        if laid_out is None:
            assert [each.code for each in found] == ["SL007"], "only a tab behind a dash is no YAML"
            continue
        after = SourceText(path.as_posix(), laid_out)
        assert proof.differences(path, source, after, Law.LAYOUT) == (), (seed, text)
        sound += proof.digest(path, after).sound
    assert sound >= 0.75 * RESTYLED / 6, "most of them compile, so that there is something to compare"


def test_spoilt_scenes_are_laid_out_without_another_word() -> None:
    import kinds  # noqa: F401, PLC0415 - registers all kinds
    from draft import KINDS, Draft  # noqa: PLC0415

    from scenelang.reading import read_scenes  # noqa: PLC0415

    made = 0
    for number, (name, spoil) in enumerate(KINDS.items()):
        dice = Random(number)
        for path in dice.sample(LIBRARY, 4):
            source = load_source(path).value
            assert source is not None
            scene = dice.choice(read_scenes(source).value or ())
            mutation = spoil(Draft(path, source.text, scene, dice))
            if mutation is None:
                continue
            made += 1
            spoilt = SourceText(path.as_posix(), mutation.text)
            assert unsound(spoilt) is None, (name, path)
    assert made > len(KINDS)


def test_no_bytes_crash_the_layout() -> None:
    from fuzz import Inputs  # noqa: PLC0415

    inputs = Inputs(seed=99)
    laid_out = 0
    for number in range(1500):
        source = decoded_source("fuzz.scene", inputs.make(number).content).value
        if source is not None:
            assert unsound(source) is None, (number, source.text)
            laid_out += format_text(source).value is not None
    assert laid_out > 50
