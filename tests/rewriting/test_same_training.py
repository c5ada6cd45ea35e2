"""The law of rewriting: it lets harmless changes through, and no other."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scenelang.cli import main
from scenelang.reading import load_source
from scenelang.rewriting import Law, TrainingProof
from scenelang.rewriting.fix_files import Effect, effect_of
from scenelang.source import SourceText

sys.path.append(str(Path(__file__).parents[1] / "lowering"))

from tokenizer_making import saved_chat

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


VARYING = """\
vary:
  count: 40
  seed: 3
  draw: {n: [one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve]}
  let: {m: 'n + "!"'}
  where: n != "ten"
  holdout: {where: n == "six"}
layers:
  - before answer @ middle: reads "${n}"
"""


@pytest.fixture
def drawn(scene_file: Write) -> Path:
    path = scene_file(replace=("Is it gold all through?", "Is it ${n} gold ${m}?"))
    path.write_text(path.read_text(encoding="utf-8") + VARYING, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new"),
    [("one,", "'one',"), ("  seed: 3\n", "  seed:   3\n"), ("draw: {n: [", "draw: {n: {from: [")],
)
def test_draws_may_be_spelt_otherwise(drawn: Path, old: str, new: str) -> None:
    before, after = texts(drawn, old, new)
    if "from" in new:
        after = SourceText(after.name, after.text.replace("twelve]", "twelve]}"))
    proof = TrainingProof([drawn])
    assert proof.digest(drawn, before).sound == 1
    assert proof.differences(drawn, before, after, Law.FIX) == ()


HELD_OUT = ("six",)


@pytest.mark.parametrize(
    "number", ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]
)
@pytest.mark.parametrize("other", ["", "01"])
def test_no_drawn_value_may_change_however_late_it_is_drawn(drawn: Path, number: str, other: str) -> None:
    sign = "[" if number == "one" else " "
    before, after = texts(drawn, f"{sign}{number}, ", f"{sign}{other}, " if other else sign)
    proof = TrainingProof([drawn])
    assert proof.differences(drawn, before, after, Law.FIX)
    effect = effect_of(proof.digest(drawn, before), proof.digest(drawn, after))
    assert effect in (Effect.TEXT, Effect.COMPILES)
    assert (effect is Effect.COMPILES) == (number in HELD_OUT), "nothing is held out, or too much is"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("count: 40", "count: 41"),
        ('n == "six"', 'n == "sixth"'),
        ('n != "ten"', 'n != "tenth"'),
        ("'n + \"!\"'", '\'n + ("!" if n == "two" else "!")\''),
        ('reads "${n}"', 'reads "${m}"'),
    ],
)
def test_nor_may_the_way_of_the_draws(drawn: Path, old: str, new: str) -> None:
    before, after = texts(drawn, old, new)
    assert TrainingProof([drawn]).differences(drawn, before, after, Law.FIX)


CAST = (
    "beats:\n  - frame: |",
    "cast:\n  ann: {role: narrator, chat: user}\n  bo: {role: thinker}\nbeats:\n  - frame(ann): |",
)


def say_project(folder: Path, said: str) -> None:
    (folder / "scenelang.toml").write_text(said, encoding="utf-8")
    archetype = folder / "archetypes" / "weighing.yaml"
    text = archetype.read_text(encoding="utf-8").replace("optional: []", "optional: [narrator, thinker]")
    archetype.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new"), [("chat: user", "chat: system"), ("role: narrator", "role: thinker"), ("ann", "cy")]
)
@pytest.mark.parametrize("settings", ["", 'rendering = "chat"\n'])
def test_a_fix_may_not_touch_who_speaks(scene_file: Write, old: str, new: str, settings: str) -> None:
    path = scene_file(replace=CAST)
    say_project(path.parent.parent, settings)
    before, after = texts(path, old, new)
    proof = TrainingProof([path])
    assert proof.digest(path, after).sound == 1
    assert proof.differences(path, before, after, Law.FIX)


def test_in_a_project_of_chats_the_chat_is_compared(scene_file: Write) -> None:
    path = scene_file(replace=CAST)
    path.write_text(
        path.read_text(encoding="utf-8").replace("- conclude:", "- conclude(bo):"), encoding="utf-8"
    )
    folder = path.parent.parent
    said = 'rendering = "chat"\n[tokenizers]\ntalk = "talk"\n'
    say_project(folder, said)
    saved_chat(folder / "talk")
    before, after = texts(path, "chat: user", "chat: system")
    chats = TrainingProof([path])
    assert chats.digest(path, before).texts != chats.digest(path, after).texts
    say_project(folder, said.replace('"chat"', '"plain"'))
    plain = TrainingProof([path])
    assert plain.digest(path, before).texts == plain.digest(path, after).texts


def test_a_tokenizer_that_does_not_load_is_told_once(scene_file: Write) -> None:
    path = scene_file()
    toml = path.parent.parent / "scenelang.toml"
    toml.write_text('[tokenizers]\nfar = "no/where"\n', encoding="utf-8")
    before, after = texts(path, *HARMLESS[0])
    proof = TrainingProof([path])
    assert proof.differences(path, before, after, Law.FIX) == ()
    (found,) = proof.left_out()
    assert (found.code, found.severity.value) == ("SL722", "warning")
    settings = load_source(toml).value
    assert settings is not None
    assert settings.text_of(found.place) == '"no/where"'
    proof.digest(path, after)
    assert proof.left_out() == ()


@pytest.mark.parametrize("verb", [["fmt"], ["tag"], ["lint", "--fix"], ["lint", "--add-ignores"]])
def test_verbs_that_write_tell_it(
    scene_file: Write, verb: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = scene_file(
        replace=("id: crown\n", "tags:   [yes]\n" if verb == ["tag"] else "id:   crown\ntags: [yes]\n")
    )
    other = scene_file("other", ("language: en", "tags:   [no]"))
    monkeypatch.chdir(path.parent.parent)
    Path("scenelang.toml").write_text('[tokenizers]\nfar = "no/where"\n', encoding="utf-8")
    old = path.read_text(encoding="utf-8")
    main([*verb, str(path), str(other)])
    said = "".join(capsys.readouterr())
    assert path.read_text(encoding="utf-8") != old
    assert said.count("SL722") == 1, said


def test_no_fix_may_change_a_value_of_an_archetype(crown: Path) -> None:
    path = crown.parent.parent / "archetypes" / "weighing.yaml"
    before, after = texts(path, "purpose: Something", "purpose: Somebody")
    for law in Law:
        assert [found.code for found in TrainingProof().differences(path, before, after, law)] == ["SL713"]
