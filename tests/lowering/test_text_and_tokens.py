"""Text, weights, beats and sources: character by character, token by token."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tokenizer_making import byte_level, saved, unigram, word_piece

from scenelang.checking import CheckedScene
from scenelang.diagnostics import Outcome
from scenelang.lowering import LowerOptions, SceneTokenizer, Straddle, Tokenised, load_tokenizer
from scenelang.lowering.cell_table import Kind, cell_table
from scenelang.lowering.render_text import Rendering
from scenelang.lowering.scene_text import Mark, SceneText
from scenelang.lowering.tension_score import curriculum_score
from scenelang.lowering.token_layout import GridMaker
from scenelang.source import Span, WrittenRun
from scenelang.tokens import TokenProgram

Program = Callable[..., TokenProgram]


@pytest.fixture
def small(tmp_path: Path) -> SceneTokenizer:
    tokenizer = load_tokenizer(saved(byte_level(), tmp_path / "model")).value
    assert tokenizer is not None
    return tokenizer


def weights_of(program: TokenProgram) -> dict[str, float]:
    return {piece.strip(): weight for piece, weight in zip(program.pieces, program.weights, strict=True)}


def test_beats_are_joined_by_one_line_break_that_nobody_wrote(program: Program) -> None:
    made = program("beats:\n  - fact: One.\n  - ask: |\n      Two?\n  - think: |-\n      Three.\n")
    assert "".join(made.pieces) == "One.\nTwo?\nThree."
    joined = [number for number, piece in enumerate(made.pieces) if piece == "\n"]
    assert [made.sources[number] == (-1, -1) for number in joined] == [True, False]
    assert [made.beats[number] for number in joined] == [0, 1]
    assert made.beats[0] == 0
    assert made.beats[-1] == 2


def test_escapes_and_plain_brackets_read_as_they_stand(program: Program) -> None:
    made = program("beats:\n  - fact: |-\n      So \\[a\\] \\{b\\} \\$\\{c\\} \\\\ [d] [e]{#x}.\n")
    assert "".join(made.pieces) == "So [a] {b} ${c} \\ [d] e."


def test_every_character_of_a_scene_leads_back_to_its_place(
    program: Program, scene_of: Callable[[str], CheckedScene], small: SceneTokenizer
) -> None:
    body = (
        "beats:\n  - fact: |\n      Ünï 漢字 [🙂 crown]{#a .thing} ok\\[1\\]\n      second line\n"
        "  - ask: 'it''s'\n"
    )
    made = program(body, tokenizer=small)
    source = Path(scene_of(body).scene.file).read_text(encoding="utf-8")
    for piece, (start, end) in zip(made.pieces, made.sources, strict=True):
        assert (source[start], source[end - 1]) == (piece[0], piece[-1])
    assert len({start for start, _ in made.sources}) > 20


def test_weights_multiply(program: Program, small: SceneTokenizer) -> None:
    made = program(
        "beats:\n  - kind: fact\n    weight: 0.5\n    text: |-\n"
        "      Well [silver [takes]{#b w=0.5} more]{#a w=2} room [here]{read}\n",
        tokenizer=small,
    )
    weights = weights_of(made)
    assert weights["silver"] == 1.0
    assert weights["takes"] == 0.5
    assert weights["more"] == 1.0
    assert weights["room"] == 0.5
    assert weights["here"] == 0.0


def test_the_weight_of_a_token_over_an_edge_follows_the_policy(
    lower: Callable[..., list], small: SceneTokenizer
) -> None:
    body = "beats:\n  - fact: The silver [tak]{w=0.5}es more room.\n"
    for policy, weight in ((Straddle.INCLUDE, 0.5), (Straddle.EXCLUDE, 1.0)):
        ((value, found),) = lower(body, tokenizer=small, options=LowerOptions(policy))
        codes = [one.code for one in found]
        assert codes == (["SL406"] if policy is Straddle.INCLUDE else ["SL406", "SL401"])
        if value is not None:
            assert weights_of(value)["takes"] == weight


def test_what_is_revised_is_never_learned(program: Program, small: SceneTokenizer) -> None:
    made = program(
        "beats:\n  - fact: It is [silver]{#first} here.\n  - think: Or takes.\n"
        "  - ask: No, [room]{#answer}.\n"
        "self:\n  - answer revises first\n  - answer revises think\n",
        tokenizer=small,
    )
    weights = weights_of(made)
    assert (weights["silver"], weights["takes"], weights["room"], weights["here"]) == (0.0, 0.0, 1.0, 1.0)


def test_emoji_and_cjk_keep_all_their_tokens(program: Program, small: SceneTokenizer) -> None:
    made = program("beats:\n  - fact: Well [🙂漢👩‍🚀]{#a}[é]{#b} end\n", tokenizer=small)
    assert [proof.decoded.strip() for proof in made.certificates] == ["🙂漢👩‍🚀", "é"]
    (first, second) = made.certificates
    assert first.end == second.start
    assert second.end - second.start == 2
    assert set(made.pieces[first.start + 1 : first.end]) <= {"🙂", " 🙂", "漢", "👩", "\u200d", "🚀"}


def test_a_tokenizer_that_drops_white_space_serves_too(program: Program, tmp_path: Path) -> None:
    tokenizer = load_tokenizer(saved(word_piece(), tmp_path / "w")).value
    made = program("beats:\n  - fact: |\n      [Kel writes]{#a} to\n      [Mia]{#b}\n", tokenizer=tokenizer)
    assert [proof.decoded for proof in made.certificates] == ["kel writes", "mia"]
    assert made.pieces[0] == "Kel"


def test_a_tokenizer_with_word_marks_serves_too(program: Program, tmp_path: Path) -> None:
    tokenizer = load_tokenizer(saved(unigram(), tmp_path / "u")).value
    made = program("beats:\n  - fact: From [Kel writes]{#a} to [Mia]{#b}.\n", tokenizer=tokenizer)
    assert [proof.decoded.strip() for proof in made.certificates] == ["Kel writes", "Mia"]


def test_shuffled_lines_keep_their_spans_and_the_form_of_the_text(lower: Callable[..., list]) -> None:
    for end in ("|", "|-"):
        body = (
            "vary:\n  count: 30\n  seed: 1\n  draw:\n    n: {range: 1..90}\n  shuffle: [fact]\n"
            f"beats:\n  - fact: {end}\n      [Kel]{{#a}} ${{n}}\n      x [Mia]{{#b}} y\n      rain\n"
            "  - ask: So?\n"
        )
        seen = set()
        for program, found in lower(body, 30):
            assert not found
            text = "".join(program.pieces)
            lines = text.split("\n")
            number = dict(program.binding)["n"]
            assert sorted(lines) == sorted([f"Kel {number}", "x Mia y", "rain", "So?"])
            assert lines[-1] == "So?"
            assert [proof.decoded.strip() for proof in program.certificates] == ["Kel", "Mia"]
            seen.add(tuple(line[0] for line in lines))
            assert all(0 <= start <= stop or start == -1 for start, stop in program.sources)
        assert len(seen) == 6


def test_tension_and_curriculum_are_carried(program: Program) -> None:
    made = program(
        "tension:\n  doubt: 0.2 -> 0.8\n  stakes: 0.5\nbeats:\n  - fact: One day.\n  - ask: Two?\n"
    )
    assert set(made.axes) == {"doubt", "stakes"}
    low, high = (dict(zip(made.axes, vector, strict=True)) for vector in made.tension)
    assert (round(low["doubt"], 9), round(high["doubt"], 9), low["stakes"]) == (0.2, 0.8, 0.5)
    peak, mean, path = 0.8, 0.5, (0.6**2 / 2) ** 0.5
    assert made.curriculum == pytest.approx((peak + mean + path) / 3)


def test_a_scene_is_labelled_with_where_it_comes_from(program: Program, built_in: SceneTokenizer) -> None:
    made = program("language: ru\ntags: [one, two]\nbeats:\n  - fact: Да и нет.\n")
    assert (made.scene, made.archetype, made.stratum, made.language) == ("little", "plain", "thinking", "ru")
    assert made.tags == ("one", "two")
    assert made.tokenizer == built_in.fingerprint
    assert made.weights[0] == 0.0


def test_a_token_over_three_lines_has_the_source_that_runs_forward(tmp_path: Path) -> None:
    """Tokens are laid by hand: one takes in the end of a line, the break, and the start of another."""
    marks = (Mark("a", 0, 0, 0, 0.5, Span("x", 0, 9)),)
    kinds = (Kind(0, (0,)), Kind(0), Kind(0))
    of_kind = ((0, 0, 1), (1, 1, 1), (2, 2, 2))
    cells = cell_table(kinds, of_kind, [WrittenRun(2, 50, 51), WrittenRun(2, 10, 11)])
    scene = SceneText((), cells, marks, ())
    maker = GridMaker(scene, (1.0,), Straddle.INCLUDE)
    rendering = Rendering("a\nbc", [], [], [0, 1, 2, 3, 3], [(0, 4)])
    tokens = [Tokenised([7, 8, 9], [(0, 3), (3, 4), (4, 4)]), Tokenised([], [])]
    grid, none = maker.lay([(rendering, one) for one in tokens])
    assert grid.sources == ((50, 52), (11, 12), (-1, -1))
    assert grid.weights == (0.0, 1.0, 1.0)
    assert grid.covering(0, 1) == (0, 1)
    assert grid.inside(1, 4) == (1, 2)
    assert none.ids == []


def test_the_last_content_token_leaves_marks_out(program: Program, small: SceneTokenizer) -> None:
    made = program(
        "beats:\n  - fact: So [Kel writes.]{#a} [...]{#b} [Mia \N{EURO SIGN}!]{#c} end\n  - ask: Who?\n"
        "anchors:\n  - ask -> a, b, c\n",
        tokenizer=small,
    )
    ((last_a,), (last_b,), (last_c,)) = made.attention[0].key_groups
    assert made.pieces[last_a].strip() == "writes"
    assert set(made.pieces[last_b]) <= {".", " "}
    assert made.pieces[last_c].strip() == "\N{EURO SIGN}"


def test_a_beat_that_ends_in_a_span_with_its_line_break_is_not_joined_twice(program: Program) -> None:
    made = program("beats:\n  - fact: |-\n      One [two\n      ]{#a}\n  - ask: |-\n      Three\n")
    assert "".join(made.pieces) == "One two\nThree"


def test_a_scene_without_tension_scores_nothing() -> None:
    assert curriculum_score(((), ())) == 0.0
    assert curriculum_score(((1.0,), (0.0,), (1.0,))) == (1.0 + 2 / 3 + 2.0) / 3


def test_a_label_takes_the_value_that_its_variable_has_in_each_instance(
    lower: Callable[..., list[Outcome[TokenProgram]]],
) -> None:
    body = (
        "vary:\n  count: 6\n  seed: 1\n  draw:\n    who: [Kel, Mia]\n"
        "beats:\n  - fact: |\n      [${who} writes]{#line}.\n"
        "layers:\n  - last line @ middle: label writer = ${who}\n"
    )
    programs = [value for value, _ in lower(body, count=6) if value is not None]
    assert len(programs) == 6
    assert {dict(program.binding)["who"] for program in programs} == {"Kel", "Mia"}
    for program in programs:
        (label,) = [target for target in program.hidden if target.name == "writer"]
        assert label.value == dict(program.binding)["who"]
