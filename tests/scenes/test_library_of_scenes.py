"""The scenes that ship are clean, varied, of the promised size, and lower as their authors meant."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from library import (
    ENGLISH,
    FILES,
    PARAMETRIC,
    REAL,
    WRITTEN,
    checked,
    every_file,
    every_written_scene,
    fetched,
    latent_words,
    library,
    programs,
    scenes_in,
    text_of,
    tokenizer,
)

from scenelang.linting import lint_file
from scenelang.lowering.offset_check import means_the_same
from scenelang.model import Latent
from scenelang.reading import load_source, read_archetype
from scenelang.tokens import HiddenKind

ARCHETYPES = sorted((Path(__file__).parents[2] / "scenes" / "archetypes").glob("*.yaml"))


@every_file
def test_a_shipped_scene_is_clean_under_the_default_tokenizer(path: Path) -> None:
    assert scenes_in(path)
    for program in programs(path):
        assert program.certificates
        assert sum(program.weights) > 0
        assert program.attention


@pytest.mark.slow
@pytest.mark.parametrize("name", REAL)
@every_file
def test_a_shipped_scene_is_clean_under_a_real_tokenizer(path: Path, name: str) -> None:
    folder = fetched(name)
    for program in programs(path, folder):
        for certificate in program.certificates:
            ids = program.ids[certificate.start : certificate.end]
            one_by_one = "".join(tokenizer(folder).decode([token]) for token in ids)
            assert "\ufffd" in certificate.decoded or any(
                means_the_same(certificate.text, meant, tokenizer(folder).normalise)
                for meant in (certificate.decoded, one_by_one)
            )


@every_written_scene
def test_a_written_scene_is_a_page_or_two(path: Path) -> None:
    assert 80 <= len(text_of(path).split()) <= 400


@every_written_scene
def test_the_text_of_a_scene_holds_no_markup(path: Path) -> None:
    assert not re.search(r"\]\{|\{#|\$\{", text_of(path))


@every_written_scene
def test_every_named_span_is_used_by_a_rule(path: Path) -> None:
    scene = checked(path).scene
    rules = path.read_text(encoding="utf-8").split("\nlogic:\n")[1]
    named = {span.id.text for beat in scene.beats for span in beat.text.spans() if span.id is not None}
    unused = {name for name in named if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", rules)}
    others = " ".join(file.read_text(encoding="utf-8") for file in FILES if file != path)
    assert {name for name in unused if f"{scene.id.text}#{name}" not in others} == set()


@every_written_scene
def test_a_written_scene_has_tension_a_chain_a_turn_back_an_anchor_and_a_layer_target(path: Path) -> None:
    scene = checked(path).scene
    assert scene.tension
    assert len(scene.logic) >= 2
    assert scene.references
    assert scene.anchors
    assert scene.layers


@every_written_scene
def test_a_silent_word_is_one_word_that_the_conclusion_does_not_say(path: Path) -> None:
    scene = checked(path)
    for step in scene.steps:
        conclusion = step.step.conclusion
        if not isinstance(conclusion, Latent):
            continue
        word = "".join(getattr(piece, "text", "?") for piece in conclusion.reads.pieces)
        assert re.fullmatch(r"\w+", word)
        carrier = next(cert for cert in programs(path)[0].certificates if cert.span == step.carrier)
        assert word.lower() not in carrier.text.lower()


@every_written_scene
def test_a_silent_word_is_read_just_before_its_carrier_as_if_it_stood_in_the_sentence(path: Path) -> None:
    scene, program = checked(path), programs(path)[0]
    carriers = {step.carrier for step in scene.steps if isinstance(step.step.conclusion, Latent)}
    starts = {cert.start for cert in program.certificates if cert.span in carriers}
    reads = [
        target
        for target in program.hidden
        if target.kind is HiddenKind.READS and target.origin.startswith("logic.")
    ]
    assert {position + 1 for target in reads for position in target.positions} == starts
    # The carrier begins in mid-sentence, so the word would stand there behind a blank.
    assert all(program.pieces[start].startswith(" ") for start in starts)


def test_the_library_is_as_varied_as_it_says() -> None:
    scenes = [checked(path).scene for path in WRITTEN]
    by_archetype = Counter(scene.archetype.text for scene in scenes)
    promised = (
        "discovery", "doubt", "proof", "analogy", "counterexample",
        "dilemma", "error-and-repair", "definition", "mentor", "reflection",
    )  # fmt: skip
    assert {name: by_archetype[name] for name in promised if by_archetype[name] < 5} == {}
    assert Counter(scene.language for scene in scenes)["ru"] >= 8
    assert len({tag.text for scene in scenes for tag in scene.tags}) >= 40
    assert sum(any(map(_is_latent, checked(path).steps)) for path in WRITTEN) >= len(WRITTEN) // 2


def _is_latent(step: object) -> bool:
    return isinstance(getattr(getattr(step, "step", None), "conclusion", None), Latent)


def test_scenes_build_on_each_other_and_are_compiled_in_that_order() -> None:
    needs = {scene.checked.scene.id.text: scene.checked.prerequisites for scene in library()}
    assert sum(bool(others) for others in needs.values()) >= 12

    def depth(name: str) -> int:
        return 1 + max(map(depth, needs[name]), default=-1)

    assert max(map(depth, needs)) >= 3
    order = list(needs)
    assert all(order.index(other) < order.index(name) for name, others in needs.items() for other in others)
    assert any(scene.checked.recalled for scene in library())


def test_micro_sets_are_parametric_and_hold_out_bindings_and_lengths() -> None:
    micro = [path for path in PARAMETRIC if path.parent.name == "micro"]
    assert len(micro) >= 6
    for path in micro:
        scenes = [scene.checked.scene for scene in scenes_in(path)]
        assert all(scene.vary is not None for scene in scenes)
        assert any(scene.held_out for scene in scenes), "a length is held out"
        assert any(scene.vary.holdout is not None for scene in scenes if scene.vary), "bindings are held out"


def test_every_scene_has_an_id_of_its_own_and_a_file_of_one_scene_is_called_by_it() -> None:
    ids = [scene.checked.scene.id.text for scene in library()]
    assert len(set(ids)) == len(ids)
    names = {path.stem.replace("_", "-"): checked(path).scene.id.text for path in WRITTEN}
    assert {stem: name for stem, name in names.items() if stem != name} == {}


@every_written_scene
def test_a_wrong_guess_is_read_and_never_learned(path: Path) -> None:
    scene, program = checked(path).scene, programs(path)[0]
    revised = {ref.target.text for ref in scene.references if ref.verb.value == "revises"}
    for certificate in program.certificates:
        if certificate.span in revised:
            assert set(program.weights[certificate.start : certificate.end]) == {0.0}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["smollm2", "deepseek"])
@pytest.mark.parametrize("path", ENGLISH, ids=lambda path: path.stem)
def test_a_silent_english_word_is_one_token_of_a_real_tokenizer(path: Path, name: str) -> None:
    folder = fetched(name)
    (program,) = programs(path, folder)
    words = latent_words(checked(path))
    read = {target.origin: target.token for target in program.hidden if target.kind is HiddenKind.READS}
    assert {origin: tokenizer(folder).decode([read[origin]]) for origin in words} == {
        origin: f" {word}" for origin, word in words.items()
    }


@pytest.mark.parametrize("path", ARCHETYPES, ids=lambda path: path.stem)
def test_the_example_of_a_shipped_archetype_reads_and_lints_clean(path: Path, tmp_path: Path) -> None:
    source = load_source(path).value
    assert source is not None
    outcome = read_archetype(source)
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    if outcome.value.example is None:
        assert outcome.value.extends is not None, "an archetype of its own shows what it means"
        return
    example = tmp_path / "example.scene"
    example.write_text(outcome.value.example, encoding="utf-8")
    assert [found for found in lint_file(example).diagnostics if found.code != "SL268"] == []
