"""The law of rewriting: it lets harmless changes through, and no other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scenelang.reading import load_source
from scenelang.rewriting import Law, TrainingProof
from scenelang.rewriting.fix_files import Effect, effect_of
from scenelang.source import SourceText

Write = Callable[..., Path]
HARMLESS = [
    ("id: crown", "id:   crown"),
    ("archetype: weighing", "archetype: 'weighing'  # why"),
    ("logic:\n  - weight, spill => answer", "logic:\n- weight,spill=>answer"),
    ("- ask: |\n      Is it gold all through?\n", '- ask: "Is it gold all through?\\n"\n'),
    ("stratum: thinking", "\n\nstratum: thinking"),
]
HARMFUL = [
    ("Is it gold", "Is it gold "),
    ("It spills more]", "It spills more.]"),
    ("{#weight}", "{#weight read}"),
    ("{#spill}", "{#spill w=0.5}"),
    ("weight, spill =>", "spill =>"),
    ("=> answer", "~> answer"),
    ("language: en", "language: de"),
    ("stratum: thinking", "stratum: knowledge"),
    ("- conclude: |", "- conclude: |-"),
    ("id: crown", "id: crow"),
]


@pytest.fixture
def crown(scene_file: Write) -> Path:
    return scene_file()


def texts(path: Path, old: str, new: str) -> tuple[SourceText, SourceText]:
    before = load_source(path).value
    assert before is not None
    assert old in before.text
    return before, SourceText(before.name, before.text.replace(old, new))


@pytest.mark.parametrize(("old", "new"), HARMLESS)
@pytest.mark.parametrize("law", Law)
def test_harmless_changes_pass(crown: Path, old: str, new: str, law: Law) -> None:
    before, after = texts(crown, old, new)
    assert TrainingProof([crown]).differences(crown, before, after, law) == ()


@pytest.mark.parametrize(("old", "new"), HARMFUL)
@pytest.mark.parametrize("law", Law)
def test_changes_of_what_a_model_reads_are_refused(crown: Path, old: str, new: str, law: Law) -> None:
    before, after = texts(crown, old, new)
    (found,) = TrainingProof([crown]).differences(crown, before, after, law)
    assert found.code == "SL713"
    assert (found.place.file, found.place.start, found.place.end) == (before.name, 0, 0)


def test_only_a_new_layout_must_keep_values_that_are_not_trained(crown: Path) -> None:
    before, after = texts(crown, "It spills more]{#spill}", "It spills \\more]{#spill}")
    assert TrainingProof([crown]).differences(crown, before, after, Law.LAYOUT)
    before, after = texts(crown, "It is not pure gold]", "It is not \\]pure gold]")
    assert TrainingProof([crown]).differences(crown, before, after, Law.FIX)


def test_a_fix_may_rename_a_span_and_ids_may_not(crown: Path) -> None:
    before, after = texts(crown, "spill", "spilt")
    after = SourceText(after.name, after.text.replace("It spilts", "It spills"))
    proof = TrainingProof([crown])
    assert proof.differences(crown, before, after, Law.FIX) == ()
    assert proof.differences(crown, before, after, Law.IDS)
    assert proof.differences(crown, before, after, Law.LAYOUT)


def test_ids_may_be_added(crown: Path) -> None:
    text = crown.read_text(encoding="utf-8").replace(
        "Is it gold all through?", "[Is it gold]{.doubt} through?"
    )
    before = SourceText(crown.as_posix(), text)
    after = SourceText(before.name, text.replace("{.doubt}", "{#gold .doubt}"))
    proof = TrainingProof([crown])
    assert proof.differences(crown, before, after, Law.IDS) == ()
    assert proof.differences(crown, before, after, Law.LAYOUT)
    other = SourceText(before.name, text.replace("{.doubt}", "{#gold .hope}"))
    assert proof.differences(crown, before, other, Law.IDS)


def test_a_scene_that_does_not_compile_is_compared_as_far_as_it_reads(crown: Path) -> None:
    before, after = texts(crown, "archetype: weighing", "archetype:  no-such")
    broken = SourceText(before.name, after.text.replace(":  no", ": no"))
    proof = TrainingProof([crown])
    assert proof.digest(crown, broken).programs == (None,)
    assert proof.differences(crown, broken, after, Law.LAYOUT) == ()
    worse = SourceText(before.name, after.text.replace("=> answer", "~> answer"))
    for law in Law:
        assert [found.code for found in proof.differences(crown, broken, worse, law)] == ["SL713"]


def test_a_scene_more_or_less_is_refused(crown: Path) -> None:
    before, _ = texts(crown, "id", "id")
    twice = SourceText(before.name, f"{before.text}---\n{before.text.replace('crown', 'crow')}")
    assert TrainingProof([crown]).differences(crown, before, twice, Law.FIX)
    assert TrainingProof([crown]).differences(crown, twice, before, Law.FIX)


def test_a_digest_is_of_what_is_trained_and_of_the_tokens(crown: Path) -> None:
    before, lighter = texts(crown, "{#spill}", "{#spill w=0.5}")
    _, renamed = texts(crown, "#spill}", "#spilt}")
    renamed = SourceText(renamed.name, renamed.text.replace("weight, spill", "weight, spilt"))
    _, other = texts(crown, "It spills more", "It spills less")
    _, unsound = texts(crown, "archetype: weighing", "archetype: no-such")
    proof = TrainingProof([crown])
    digest = proof.digest(crown, before)
    assert digest.sound == 1
    assert proof.digest(crown, renamed) == digest, "names of spans are trained by nobody"
    assert effect_of(digest, digest) is Effect.NOTHING
    assert effect_of(digest, proof.digest(crown, lighter)) is Effect.SUPERVISION
    assert effect_of(digest, proof.digest(crown, other)) is Effect.TEXT
    assert effect_of(digest, proof.digest(crown, unsound)) is Effect.COMPILES


def test_values_of_an_archetype_stay(crown: Path) -> None:
    path = crown.parent.parent / "archetypes" / "weighing.yaml"
    before, after = texts(path, "purpose: Something", "purpose:  Something")
    assert TrainingProof().differences(path, before, after, Law.LAYOUT) == ()
    before, after = texts(path, "purpose: Something", "purpose: Somebody")
    assert TrainingProof().differences(path, before, after, Law.LAYOUT)
