"""Texts of other scenes that stand before a scene's own: read, never learned, and known by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from talks import HEAD, chat, prepare
from tokenizer_making import byte_level, saved, saved_chat

from scenelang.checking import CheckedScene, SpanEntry
from scenelang.expanding import plan_instances
from scenelang.lowering import (
    LowerOptions,
    SceneTokenizer,
    Straddle,
    Tokenised,
    load_tokenizer,
    lower_scene,
)
from scenelang.lowering.cell_table import Kind, cell_table
from scenelang.lowering.chat_messages import chat_messages
from scenelang.lowering.render_text import Rendering
from scenelang.lowering.scene_text import RecalledBlocks, SceneText
from scenelang.lowering.token_layout import GridMaker
from scenelang.source import Span, WrittenRun
from scenelang.tokens import TokenProgram

FIRST = HEAD + (
    "id: weighing\nbeats:\n  - ask(ann): |-\n      [Is it gold?]{#question}\n"
    "  - conclude(bo): |-\n      [Silver [takes]{#verb read} more room]{#room}.\n"
)
SECOND = HEAD + "id: bath\nbeats:\n  - fact: |\n      The bath [spills]{#spill}.\n"
OWN = HEAD + (
    "beats:\n  - ask(ann): |-\n      [And the crown?]{#question}\n"
    "  - conclude(bo): |-\n      It [is silver]{#answer}.\n"
)


@pytest.fixture
def small(tmp_path: Path) -> SceneTokenizer:
    prepare(tmp_path)
    tokenizer = load_tokenizer(saved(byte_level(), tmp_path / "model")).value
    assert tokenizer is not None
    return tokenizer


@pytest.fixture
def recalling(
    tmp_path: Path, check_text: Callable[..., tuple[CheckedScene | None, object]]
) -> Callable[..., CheckedScene]:
    """A scene with the texts of others before it, each in a file of its own."""
    prepare(tmp_path)

    def checked(body: str, name: str) -> CheckedScene:
        own = {line.split(":")[0] for line in body.splitlines()}
        head = {"scene": "1", "id": name, "stratum": "thinking", "language": "en"}
        text = "".join(f"{key}: {value}\n" for key, value in head.items() if key not in own)
        scene, found = check_text(text + body)
        assert scene is not None, found
        file = tmp_path / f"{scene.scene.id.text}.scene"
        file.write_text(text + body, encoding="utf-8")
        return replace(scene, scene=replace(scene.scene, file=str(file)))

    def make(body: str, *others: str) -> CheckedScene:
        recalled = tuple(checked(other, f"other{number}") for number, other in enumerate(others))
        scene = checked(body, "little")
        spans: dict[str, SpanEntry] = {}
        for other in recalled:
            name = other.scene.id.text
            spans[name] = SpanEntry(name, -1, None, 0, (), name)
            for span, entry in other.spans.items():
                spans[f"{name}#{span}"] = replace(entry, id=f"{name}#{span}", scene=name)
        return replace(scene, recalled=recalled, spans={**spans, **scene.spans})

    return make


def lowered(
    scene: CheckedScene, tokenizer: SceneTokenizer, options: LowerOptions | None = None
) -> TokenProgram:
    plan = plan_instances(scene).value
    assert plan is not None
    ((value, found),) = lower_scene(scene, plan, tokenizer, options or LowerOptions(Straddle.ERROR))
    assert not found, [one.message for one in found]
    assert value is not None
    return value


def read(program: TokenProgram, start: int, end: int) -> str:
    return "".join(program.pieces[start:end])


def test_the_texts_stand_before_the_scene_each_ended_by_a_line_break(
    recalling: Callable[..., CheckedScene], small: SceneTokenizer
) -> None:
    made = lowered(recalling(OWN, FIRST, SECOND), small)
    assert "".join(made.pieces) == (
        "Is it gold?\nSilver takes more room.\nThe bath spills.\nAnd the crown?\nIt is silver."
    )
    told = [(text.scene, Path(text.file).name, read(made, text.start, text.end)) for text in made.recalled]
    assert [(scene, file, text.strip()) for scene, file, text in told] == [
        ("weighing", "weighing.scene", "Is it gold?\nSilver takes more room."),
        ("bath", "bath.scene", "The bath spills."),
    ]


def test_nothing_of_them_is_learned_and_they_belong_to_no_beat(
    recalling: Callable[..., CheckedScene], small: SceneTokenizer
) -> None:
    made = lowered(recalling(OWN, FIRST, SECOND), small)
    own = "".join(made.pieces).index("And the crown?")
    place = 0
    for piece, weight, beat in zip(made.pieces, made.weights, made.beats, strict=True):
        assert (beat == -1) == (place < own)
        assert weight == (0.0 if place < own else 1.0)
        place += len(piece)
    assert set(made.beats) == {-1, 0, 1}


def test_every_token_of_them_leads_into_its_own_file(
    recalling: Callable[..., CheckedScene], small: SceneTokenizer
) -> None:
    made = lowered(recalling(OWN, FIRST, SECOND), small)
    for text in made.recalled:
        source = Path(text.file).read_text(encoding="utf-8")
        told = zip(made.pieces[text.start : text.end], made.sources[text.start : text.end], strict=True)
        for piece, (start, end) in told:
            if start != -1:
                assert (source[start], source[end - 1]) == (piece[0], piece[-1])


def test_spans_of_other_scenes_are_found_by_their_names_and_proved_where_they_are_used(
    recalling: Callable[..., CheckedScene], small: SceneTokenizer
) -> None:
    scene = recalling(OWN, FIRST, SECOND)
    without = lowered(scene, small)
    assert [proof.span for proof in without.certificates] == ["question", "answer"]
    rules = recalling(OWN + "anchors:\n  - answer -> question\n").scene.anchors
    query, (key,) = rules[0].query, rules[0].keys
    names = ("weighing#room", "bath#spill", "weighing#ask", "weighing", "weighing#verb")
    anchors = tuple(
        replace(rules[0], query=query, keys=(replace(key, span=replace(key.span, text=name)),))
        for name in names
    )
    made = lowered(replace(scene, scene=replace(scene.scene, anchors=anchors)), small)
    last = [made.pieces[target.key_groups[0][0]].strip() for target in made.attention]
    assert last == ["room", "s", "d", "room", "takes"]
    assert {proof.span: proof.text for proof in made.certificates} == {
        "question": "And the crown?",
        "answer": "is silver",
        "weighing#room": "Silver takes more room",
        "weighing#verb": "takes",
        "weighing#ask": "Is it gold?",
        "weighing": "Is it gold?\nSilver takes more room.",
        "bath#spill": "spills",
    }
    for proof in made.certificates:
        assert proof.decoded.strip() == proof.text


def test_a_scene_without_any_recalled_is_as_it_was(
    recalling: Callable[..., CheckedScene], small: SceneTokenizer
) -> None:
    made = lowered(recalling(OWN), small)
    assert made.recalled == ()
    assert made.beats[0] == 0
    assert made.weights[0] == 0.0


def test_in_a_chat_recalled_scenes_are_the_messages_before(
    recalling: Callable[..., CheckedScene], tmp_path: Path
) -> None:
    tokenizer = load_tokenizer(saved_chat(tmp_path / "chat")).value
    assert tokenizer is not None
    body = OWN.replace("beats:\n", "beats:\n  - system: Be brief.\n")
    first = FIRST.replace("beats:\n", "beats:\n  - system: Be long.\n")
    scene = recalling(body, first, SECOND)
    told = [(message.role.value, message.beat) for message in chat_messages(scene)]
    assert told == [("system", 0), ("user", -1), ("assistant", -1), ("user", 1), ("assistant", 2)]
    made = lowered(scene, tokenizer, chat())
    found = tokenizer.chat_template.value
    assert found is not None
    assert "".join(made.pieces) == found.render(
        [
            ("system", "Be brief."),
            ("user", "Be long.\nIs it gold?"),
            ("assistant", "Silver takes more room."),
            ("user", "The bath spills.\nAnd the crown?"),
            ("assistant", "It is silver."),
        ],
        prompt=False,
    )
    ends = [number for number, piece in enumerate(made.pieces) if piece == "<|end|>"]
    assert [made.weights[number] for number in ends] == [0.0, 0.0, 0.0, 0.0, 1.0]
    assert [made.beats[number] for number in ends] == [0, -1, -1, 1, 2]
    (one, other) = made.recalled
    assert read(made, one.start, one.end).startswith(
        "Be long.\nIs it gold?<|end|>\n<|start|>assistant\nSilver"
    )
    assert read(made, other.start, other.end).strip() == "The bath spills."
    assert {proof.span: proof.text for proof in made.certificates} == {
        "question": "And the crown?",
        "answer": "is silver",
    }


def test_a_token_over_two_scenes_leads_into_the_first_of_them() -> None:
    """Tokens are laid by hand: one takes in the end of a recalled text and the start of the scene's own."""
    kinds = (Kind(0), Kind(-1, weighs=False, text=1))
    of_kind = ((1, 0, 1), (0, 1, 2))
    cells = cell_table(kinds, of_kind, [WrittenRun(1, 50, 51), WrittenRun(2, 60, 61)])
    recalled = RecalledBlocks("weighing", "weighing.scene", 0, 1)
    scene = SceneText((), cells, (), (), "little.scene", (recalled,))
    rendering = Rendering("abc", [], [], [0, 1, 2, 2], [(1, 3)])
    (grid,) = GridMaker(scene, (1.0,), Straddle.INCLUDE).lay(
        [(rendering, Tokenised([7, 8], [(0, 2), (2, 3)]))]
    )
    assert grid.sources == ((50, 51), (61, 62))
    assert scene.place_of((0, 1, 2)) == Span("weighing.scene", 50, 51)
    assert scene.place_of((1, 2)) == Span("little.scene", 60, 62)
    assert scene.place_of(()) is None
