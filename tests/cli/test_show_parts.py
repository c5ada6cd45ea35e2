"""How `show` draws what other scenes and chat templates bring, what is avoided, and exposure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from scenelang.cli import main
from scenelang.cli.showing import show_program
from scenelang.cli.showing.sections import section_of_tokens
from scenelang.signals import LayerBand, Module
from scenelang.source import Span
from scenelang.tokens import (
    ExposedTokens,
    HiddenKind,
    HiddenTarget,
    RecalledText,
    Split,
    TokenProgram,
)

Write = Callable[..., Path]
Capture = pytest.CaptureFixture[str]
PLACE = Span("later.scene", 40, 50)
NOBODY = (-1, -1)
PIECES = ("Rain", ".", "\n", "So", " it", " is", ".")
INSTANCE = HiddenTarget((4,), LayerBand.percent(50), HiddenKind.CONCEPT, 0.0, "concept.x", PLACE, name="x")
PROGRAM = TokenProgram(
    scene="later", file="later.scene", instance=0, binding=(), split=Split.TRAIN, archetype="plain",
    stratum="thinking", language="en", tags=(), tokenizer="t", ids=tuple(range(7)), pieces=PIECES,
    weights=(0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0), beats=(-1, -1, -1, 0, 0, 1, 1),
    sources=((3, 7), (7, 8), NOBODY, (9, 11), (11, 14), (14, 17), (17, 18)), axes=("doubt",),
    tension=((0.5,), (0.25,)), curriculum=0.5, attention=(),
    hidden=(INSTANCE,),
    certificates=(), avoid=(0.0, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0),
    exposure=(
        ExposedTokens(3, 5, Module.ATTENTION, LayerBand.percent(0, 100 / 3), PLACE),
        ExposedTokens(5, 7, Module.ALL, LayerBand.index(2), PLACE),
    ),
    prerequisites=("earlier", "first"),
    recalled=(RecalledText("earlier", "earlier.scene", 0, 2), RecalledText("first", "first.scene", 2, 3)),
)  # fmt: skip


def decode(ids: Sequence[int]) -> str:
    return "".join(PIECES[one] for one in ids)


def shown(program: TokenProgram, capsys: Capture, *, colour: bool = False) -> list[str]:
    show_program(program, ["think", "turn (noise)"], decode, lambda _: None, colour=colour)
    return capsys.readouterr().out.splitlines()


def test_recalled_texts_stand_under_the_names_of_their_scenes(capsys: Capture) -> None:
    lines = shown(PROGRAM, capsys)
    start = lines.index("tokens")
    assert lines[start + 1 : start + 11] == [
        "  recalled earlier  earlier.scene",
        "        0  │Rain│.│",
        "  recalled first  first.scene",
        "        0  │↵│",
        "  think  doubt 0.50",
        "        1  │So│",
        "avoid 0.5  │ it│",
        "  turn (noise)  doubt 0.25",
        "        0  │ is│",
        "        1  │.│",
    ]
    assert "7 tokens, weight 2, avoid 0.5, curriculum 0.500" in lines
    assert "comes after earlier, first" in lines


def test_exposure_and_instances_have_lines_of_their_own(capsys: Capture) -> None:
    lines = shown(PROGRAM, capsys)
    start = lines.index("exposure")
    assert lines[start + 1 :] == [
        '  [3..5]  "So" .. " it": attention @ early  later.scene',
        '  [5..7]  " is" .. ".": all parts @ 2  later.scene',
    ]
    assert '  concept.x  at " it"[4]: an instance of x  @ 50%  w 0  later.scene' in lines


def test_a_program_without_them_shows_none_of_it(capsys: Capture) -> None:
    beats = (0,) * 5 + (1,) * 2
    bare = replace(PROGRAM, beats=beats, avoid=(), exposure=(), prerequisites=(), recalled=(), hidden=())
    text = "\n".join(shown(bare, capsys))
    assert not re.search("avoid|exposure|comes after|recalled|template|rendering", text)
    coloured = "\n".join(shown(bare, capsys, colour=True))
    assert not re.search("avoided|recalled|template", coloured)


CHAT_PIECES = ("<user>", "Who", "?", "<end>", "<bot>", "It", " is", ".", "<end>", "<bot>")
CHAT = replace(
    PROGRAM, ids=tuple(range(10)), pieces=CHAT_PIECES, weights=(0.0,) * 5 + (1.0,) * 4 + (0.0,),
    beats=(0, 0, 0, 0, 2, 1, 1, 2, 2, 2), avoid=(), exposure=(), prerequisites=(), recalled=(), hidden=(),
    sources=tuple(NOBODY if piece[0] == "<" else (9, 9) for piece in CHAT_PIECES), rendering="chat",
    tension=((0.5,), (0.25,), (0.0,)),
)  # fmt: skip


def test_a_template_s_text_stands_with_the_message_that_it_opens_or_closes(capsys: Capture) -> None:
    assert section_of_tokens(CHAT) == [0, 0, 0, 0, 1, 1, 1, 2, 2, 2]
    show_program(CHAT, ["ask", "think", "turn"], lambda _: "", lambda _: None, colour=False)
    lines = capsys.readouterr().out.splitlines()
    start = lines.index("tokens")
    assert lines[start + 1 : start + 13] == [
        "  ask  doubt 0.50",
        "        0  │<user>│  (template)",
        "        0  │Who│?│",
        "        0  │<end>│  (template)",
        "  think  doubt 0.25",
        "        0  │<bot>│  (template)",
        "        1  │It│ is│",
        "  turn  doubt 0.00",
        "        1  │.│",
        "        1  │<end>│  (template)",
        "        0  │<bot>│  (template)",
        "",
    ]
    assert lines[1].endswith(", rendering chat")


def test_colour_dims_other_scenes_and_tells_avoided_words_and_templates_apart(capsys: Capture) -> None:
    recalled = next(line for line in shown(PROGRAM, capsys, colour=True) if "Rain" in line)
    assert re.search(r"\x1b\[2;[0-9;]*mRain", recalled), "dim"
    coloured = "\n".join(shown(PROGRAM, capsys, colour=True))
    assert re.search(r"\x1b\[37;48;5;88m it", coloured)
    assert " avoided " in coloured
    assert " recalled " in coloured
    show_program(CHAT, ["ask", "think", "turn"], lambda _: "", lambda _: None, colour=True)
    coloured = capsys.readouterr().out
    assert re.search(r"\x1b\[3;[0-9;]*m<user>", coloured), "italic"
    assert " template " in coloured


def test_a_beat_of_another_stratum_than_its_scene_says_so(scene_file: Write, capsys: Capture) -> None:
    path = scene_file(replace=("  - ask: |\n", "  - kind: ask\n    stratum: noise\n    text: |\n"))
    assert main(["show", str(path), "--plain"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"^  ask \(noise\)$", out, re.MULTILINE)
    assert re.search(r"^  noise\.ask .* -/> .* heads each  w 0\.1", out, re.MULTILINE)
