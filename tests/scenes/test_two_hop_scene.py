"""The scene of the proof: what is learned, what is looked at where, what is held in silence."""

from __future__ import annotations

from itertools import islice, pairwise
from pathlib import Path

import pytest

from scenelang.checking import check_scene, find_project
from scenelang.expanding import plan_instances
from scenelang.lowering import LowerOptions, SceneTokenizer, Straddle, load_tokenizer, lower_scene
from scenelang.reading import load_source, read_scene
from scenelang.tokens import HiddenKind, Split, TokenProgram

ROOT = Path(__file__).parents[2]
FETCHED = ROOT / "build" / "tokenizers"
NAMES = tuple((ROOT / "scenes" / "lexicon" / "names.txt").read_text(encoding="utf-8").split())
both_sizes = pytest.mark.parametrize(("name", "facts"), [("two_hop", 6), ("two_hop_four", 4)])


def first_instances(name: str, count: int, tokenizer: SceneTokenizer | None = None) -> list[TokenProgram]:
    path = ROOT / "scenes" / "hops" / f"{name}.scene"
    source = load_source(path).value
    assert source is not None
    scene = read_scene(source).value
    assert scene is not None
    checked = check_scene(scene, find_project(path)).value
    assert checked is not None
    plan = plan_instances(checked).value
    assert plan is not None
    tokenizer = tokenizer or load_tokenizer(None).value
    assert tokenizer is not None
    lowered = lower_scene(checked, plan, tokenizer, LowerOptions(Straddle.ERROR))
    programs = [outcome.value for outcome in islice(lowered, count)]
    assert None not in programs
    return [program for program in programs if program is not None]


@both_sizes
def test_an_instance_reads_as_facts_and_a_question(name: str, facts: int) -> None:
    for program in first_instances(name, 20):
        people = dict(program.binding)
        *lines, question = "".join(program.pieces).split("\n")
        links = list("abcdefg"[: facts + 1])
        told = {f"- {people[one]} writes to {people[two]}." for one, two in pairwise(links)}
        assert set(lines) == told
        assert question == f"From {people['a']}, two steps: {people['c']}"


@both_sizes
def test_only_the_answer_is_learned(name: str, facts: int) -> None:
    for program in first_instances(name, 20):
        learned = [piece for piece, weight in zip(program.pieces, program.weights, strict=True) if weight > 0]
        assert learned == [f" {dict(program.binding)['c']}"]
        assert program.weights[-1] > 0


@both_sizes
def test_the_bridge_is_held_where_the_answer_is_produced(name: str, facts: int) -> None:
    for program in first_instances(name, 20):
        (bridge,) = (one for one in program.hidden if one.kind is HiddenKind.READS)
        names = dict(zip(program.ids, program.pieces, strict=True))
        assert bridge.kind is HiddenKind.READS
        assert bridge.positions == (len(program.ids) - 2,)
        assert names[bridge.token] == f" {dict(program.binding)['b']}"
        assert bridge.layers.resolve(3) == (1,)


@both_sizes
def test_every_link_of_the_chain_has_its_look(name: str, facts: int) -> None:
    for program in first_instances(name, 20):
        looks = {
            (
                target.origin,
                tuple(program.pieces[query] for query in target.queries),
                tuple(program.pieces[key] for group in target.key_groups for key in group),
                target.layers.resolve(3),
            )
            for target in program.attention
        }
        a, b, c = (f" {dict(program.binding)[name]}" for name in "abc")
        assert looks == {
            ("binding.first", (b,), (a,), (0,)),
            ("binding.second", (c,), (b,), (0,)),
            ("self.1", (":",), (a,), (0,)),
            ("logic.1", (":",), (b,), (1,)),
            ("logic.2", (":",), (c,), (2,)),
        }


@both_sizes
def test_a_held_out_walk_is_walked_by_no_training_instance(name: str, facts: int) -> None:
    walks: dict[Split, set[tuple[str, ...]]] = {split: set() for split in Split}
    for program in first_instances(name, 3000):
        people = dict(program.binding)
        walks[program.split].add((people["a"], people["b"], people["c"]))
    assert not walks[Split.TRAIN] & walks[Split.HELD_OUT]
    share = len(walks[Split.HELD_OUT]) / sum(map(len, walks.values()))
    assert 0.07 < share < 0.13


def test_the_lexicon_has_24_different_names_of_one_word() -> None:
    assert len(set(NAMES)) == len(NAMES) == 24
    assert all(name.isalpha() and name.istitle() for name in NAMES)


def test_a_name_is_one_token_behind_a_blank_under_the_default_tokenizer() -> None:
    assert_names_are_tokens(None)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["smollm2", "deepseek"])
def test_a_name_is_one_token_behind_a_blank_under_a_real_tokenizer(name: str) -> None:
    if not (FETCHED / name).exists():
        pytest.skip(f"run `python tools/fetch_tokenizers.py {name}` first")
    assert_names_are_tokens(FETCHED / name)


def assert_names_are_tokens(path: Path | None) -> None:
    tokenizer = load_tokenizer(path).value
    assert tokenizer is not None
    encoded = list(tokenizer.encode_batch([f"- {name}" for name in NAMES]))
    assert {len(tokens.ids) for tokens in encoded} == {2}
    assert len({tokens.ids[1] for tokens in encoded}) == len(NAMES)
