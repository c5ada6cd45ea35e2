"""The two-hop scene, position by position."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scenelang.checking import CheckedScene
from scenelang.lowering import LowerOptions
from scenelang.signals import LayerBand
from scenelang.tokens import HiddenKind, Split, TokenProgram, print_program, read_program

SCENE = """\
vary:
  count: 3000
  seed: 7
  draw:
    a, b, c, d: {from: [Adam, Bruno, Clara, David, Emma, Felix, Grace, Helen], distinct: true}
  shuffle: [fact]
  holdout: {by: [a, b, c], share: 10%}
beats:
  - kind: fact
    weight: 0
    text: |
      - [${a} writes to ${b}.]{#first}
      - [${b} writes to ${c}.]{#second}
      - ${c} writes to ${d}.
  - ask: |-
      [From [${a}]{#start}, two steps:]{#question read} [${c}]{#answer}
logic:
  - first => (bridge = "${b}")
  - bridge, second => answer
self:
  - answer answers question
"""


def test_every_target_lands_on_the_token_that_it_means(lower: Callable[..., list]) -> None:
    for program, found in lower(SCENE, 600):
        assert not found
        check(program)


def check(program: TokenProgram) -> None:
    names = {key: f" {value}" for key, value in program.binding}
    text = "".join(program.pieces)
    produce = len(program.ids) - 2
    assert program.pieces[produce + 1] == names["c"]
    assert text.endswith(f"From{names['a']}, two steps:{names['c']}")
    assert [weight for weight in program.weights if weight] == [1.0]
    assert program.weights[-1] == 1.0
    targets = {target.origin: target for target in program.attention}
    assert list(targets) == ["binding.first", "binding.second", "self.1", "logic.1", "logic.2"]
    first, deep, deeper = (LayerBand.percent(point) for point in (100 / 6, 50.0, 500 / 6))
    expected = {
        "binding.first": (names["b"], names["a"], first),
        "binding.second": (names["c"], names["b"], first),
        "self.1": (":", names["a"], first),
        "logic.1": (":", names["b"], deep),
        "logic.2": (":", names["c"], deeper),
    }
    for origin, (query, key, band) in expected.items():
        target = targets[origin]
        (at,), ((to,),) = target.queries, target.key_groups
        assert (program.pieces[at], program.pieces[to]) == (query, key)
        assert abs(target.layers.low - band.low) < 1e-9
        assert target.layers.low == target.layers.high
        assert at == produce or origin.startswith("binding")
    assert targets["logic.1"].key_groups == (targets["binding.first"].queries,)
    assert targets["logic.2"].key_groups == (targets["binding.second"].queries,)
    (hidden,) = (one for one in program.hidden if one.kind is HiddenKind.READS)
    assert (hidden.positions, hidden.kind, hidden.origin) == ((produce,), HiddenKind.READS, "logic.1")
    bridge = dict(zip(program.pieces, program.ids, strict=True))[names["b"]]
    assert hidden.token == bridge


def test_relative_layers_are_one_a_depth_in_a_model_of_three(program: Callable[..., TokenProgram]) -> None:
    made = program(SCENE)
    layers = {target.origin: target.layers.resolve(3) for target in made.attention}
    assert layers == {
        "binding.first": (0,), "binding.second": (0,), "self.1": (0,), "logic.1": (1,), "logic.2": (2,)
    }  # fmt: skip
    assert made.hidden[0].layers.resolve(3) == (1,)


def test_tokens_lead_back_to_what_the_author_wrote(
    lower: Callable[..., list], scene_of: Callable[[str], CheckedScene]
) -> None:
    source = Path(scene_of(SCENE).scene.file).read_text(encoding="utf-8")
    for program, _ in lower(SCENE, 8):
        names = dict(program.binding)
        for piece, (start, end) in zip(program.pieces, program.sources, strict=True):
            written = source[start:end]
            for name, value in names.items():
                written = written.replace("${" + name + "}", value)
            assert "".join(piece.split()) in written.replace("]{#first}", "").replace("[", "")


def test_held_out_paths_are_never_trained_on(lower: Callable[..., list]) -> None:
    sides: dict[Split, set[tuple[str, ...]]] = {Split.TRAIN: set(), Split.HELD_OUT: set()}
    for program, _ in lower(SCENE, 3000):
        sides[program.split].add(tuple(dict(program.binding)[name] for name in "abc"))
    assert sides[Split.HELD_OUT]
    assert not sides[Split.HELD_OUT] & sides[Split.TRAIN]


def test_the_same_scene_gives_the_same_programs_in_any_chunking(
    lower: Callable[..., list],
) -> None:
    whole = [print_program(program) for program, _ in lower(SCENE, 40)]
    parts = [print_program(program) for program, _ in lower(SCENE, 40, options=LowerOptions(chunk=7))]
    assert parts == whole


def test_a_program_prints_and_reads_back_equal(program: Callable[..., TokenProgram]) -> None:
    made = program(SCENE)
    assert read_program(print_program(made)).value == made
