"""The faults that every author makes sooner or later, each with the whole message it gets."""

# The expected messages stand here as they are printed.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from jar_scene import JAR


def test_a_file_that_is_not_utf_8(lint: Callable[[str | bytes], str]) -> None:
    scene = b"scene: 1\nid: caf\xe9\n"
    expected = """
error[SL004]: this is not UTF-8: byte 0xE9 at offset 16 (line 2, column 8)
 --> a.scene: the first byte that cannot be read
  = help: save the file as UTF-8
"""
    assert lint(scene) == expected.strip()


def test_an_empty_file(lint: Callable[[str | bytes], str]) -> None:
    scene = ""
    expected = """
error[SL005]: this file has no content
 --> a.scene
  = help: write something into it, or leave it out
"""
    assert lint(scene) == expected.strip()


def test_a_tab_as_indentation(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("  - ask", "\t- ask")
    expected = """
error[SL007]: a tab is used as indentation
 --> a.scene:8:1
  |
8 | 	- ask: '[Why will it not open?]{#why}'
  | ^ a tab
  = help: indent with spaces
"""
    assert lint(scene) == expected.strip()


def test_a_key_given_twice(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + "cast:\n  bo: {role: thinker}\n"
    expected = """
error[SL020]: the key `cast` is here twice
  --> a.scene:12:1
   |
12 | cast:
   | ^^^^ the second one
  ::: a.scene:4:1
   |
 4 | cast:
   | ^^^^ the first one
   = help: rename one of the two, or put both values under one key
"""
    assert lint(scene) == expected.strip()


def test_text_lost_to_a_hash(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("'[Why will it not open?]{#why}'", "Why will jar #2 not open?")
    expected = """
error[SL008]: `#` starts a comment here, and the text is cut off
 --> a.scene:8:23
  |
8 |   - ask: Why will jar #2 not open?
  |                       ^^^^^^^^^^^^ YAML drops this
  = help: write the text as a `|` block on the next lines; there `#` is an ordinary character
"""
    assert lint(scene) == expected.strip()


def test_a_bracket_never_closed(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("open?]{#why}", "open?")
    expected = r"""
error[SL100]: this bracket is never closed
 --> a.scene:8:11
  |
8 |   - ask: '[Why will it not open?'
  |           ^ opens here
  = help: close it with `]` in the same beat, or write `\[` for a bracket in the text
"""
    assert lint(scene) == expected.strip()


def test_a_brace_never_closed(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("open?]{#why}", "open?]{#why")
    expected = """
error[SL104]: these braces are never closed
 --> a.scene:8:34
  |
8 |   - ask: '[Why will it not open?]{#why'
  |                                  ^ opens here
  = help: close them with `}`, as in `[text]{#id}`
"""
    assert lint(scene) == expected.strip()


def test_an_unknown_span(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + "self:\n  - answer answers whi\n"
    expected = """
error[SL200]: there is no span `whi`
  --> a.scene:13:20
   |
13 |   - answer answers whi
   |                    ^^^ nothing in the text has this name
   = help: did you mean `why`? spans here are `shut`, `why`, `cold`, `gives`, `answer`, `frame`, `ask`, `think`, `turn`, `conclude`
"""
    assert lint(scene) == expected.strip()


def test_an_unknown_axis(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + "tension:\n  dout: 0.2 -> 0.8\n"
    expected = """
error[SL202]: the archetype `discovery` has no axis `dout`
  --> a.scene:13:3
   |
13 |   dout: 0.2 -> 0.8
   |   ^^^^ unknown axis
   = help: did you mean `doubt`? axes of `discovery` are `doubt`, `stakes`, `wonder`
"""
    assert lint(scene) == expected.strip()


def test_an_unknown_archetype(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("discovery", "discovry")
    expected = """
error[SL203]: there is no archetype `discovry`
 --> a.scene:3:12
  |
3 | archetype: discovry
  |            ^^^^^^^^ unknown archetype
  = help: did you mean `discovery`? archetypes are `analogy`, `counterexample`, `definition`, `dilemma`, `discovery`, `doubt`, `error-and-repair`, `mentor`, `proof`, `recall`, `reckoning`, `reflection`
"""
    assert lint(scene) == expected.strip()


def test_an_unknown_verb(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + "self:\n  - answer anwers why\n"
    expected = """
error[SL130]: unknown verb `anwers`
  --> a.scene:13:12
   |
13 |   - answer anwers why
   |            ^^^^^^ not a verb of `self`
   = help: did you mean `answers`? allowed are `answers`, `recalls`, `revises`, `confirms`, `mirrors`, `names`
"""
    assert lint(scene) == expected.strip()


def test_an_unknown_layer_name(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + "anchors:\n  - answer -> why @ midle\n"
    expected = """
error[SL133]: unknown layers `midle`
  --> a.scene:13:21
   |
13 |   - answer -> why @ midle
   |                     ^^^^^ names no layers
   = help: did you mean `middle`? allowed are `early`, `middle`, `late`, `all`, or numbers such as `12`, `-1`, `60%`, `4..8`, `40%..70%`
"""
    assert lint(scene) == expected.strip()


def test_a_premise_after_its_conclusion(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + "logic:\n  - answer, cold => gives\n"
    expected = """
error[SL212]: the premise `answer` does not come before `gives`, which rests on it
  --> a.scene:13:5
   |
13 |   - answer, cold => gives
   |     ^^^^^^ must end before `gives` begins
  ::: a.scene:10:41
   |
10 |   - turn: '[Under hot water it gives.]{#gives}'
   |                                         ^^^^^ `gives` stands here
  ::: a.scene:11:45
   |
11 |   - conclude(ann): '[The warm air let go.]{#answer}'
   |                                             ^^^^^^ `answer` stands here
   = help: move the premise up in the text, or turn the step round
"""
    assert lint(scene) == expected.strip()


def test_steps_that_go_round_in_a_circle(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + "logic:\n  - shut => cold\n  - cold, answer => gives\n  - gives => answer\n"
    expected = """
error[SL213]: these steps go round in a circle: gives => answer => gives
  --> a.scene:14:21
   |
14 |   - cold, answer => gives
   |                     ^^^^^ `gives` rests on `answer` here
  ::: a.scene:15:14
   |
15 |   - gives => answer
   |              ^^^^^^ `answer` rests on `gives` here
   = help: take out the step that does not hold
"""
    assert lint(scene) == expected.strip()


def test_a_key_after_its_query(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + "anchors:\n  - why -> gives\n"
    expected = """
error[SL216]: `gives` does not come before `why`, which is to look at it
  --> a.scene:13:12
   |
13 |   - why -> gives
   |            ^^^^^ not read yet when `why` is
  ::: a.scene:8:36
   |
 8 |   - ask: '[Why will it not open?]{#why}'
   |                                    ^^^ `why` stands here
  ::: a.scene:10:41
   |
10 |   - turn: '[Under hot water it gives.]{#gives}'
   |                                         ^^^^^ `gives` stands here
   = help: look at something that comes earlier, or swap the two
"""
    assert lint(scene) == expected.strip()


def test_a_span_that_no_token_can_carry(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("The jar is shut.]", "]").replace("'[]", "'The jar. []")
    expected = """
error[SL211]: this span holds no text
 --> a.scene:7:22
  |
7 |   - frame: 'The jar. []{#shut}'
  |                      ^^^^^^^^^ nothing between the brackets
  = help: put the words between `[` and `]`, or take the brackets and braces out
"""
    assert lint(scene) == expected.strip()


def test_a_scene_whose_weights_are_all_zero(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("]{#", "]{read #")
    expected = """
error[SL221]: all of this scene's text has the weight 0
 --> a.scene:2:5
  |
2 | id: jar
  |     ^^^ nothing here is learned
  = help: raise a weight, or write `stratum: noise` if that is meant
"""
    assert lint(scene) == expected.strip()


def test_an_alias_bomb(lint: Callable[[str | bytes], str]) -> None:
    scene = "scene: 1\na: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n"
    expected = """
error[SL022]: YAML anchors, aliases and merge keys are not allowed (9 in this file)
 --> a.scene:2:4
  |
2 | a: &a [x, x]
  |    ^^ `&a` is one
  = help: write the value out; if this is text, put it in quotes or write it as a `|` block
"""
    assert lint(scene) == expected.strip()


def test_nesting_ten_thousand_deep(lint: Callable[[str | bytes], str]) -> None:
    scene = "scene: " + "[" * 10000
    expected = """
error[SL026]: this is nested more than 64 levels deep
 --> a.scene:1:71
  |
1 | …[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[…
  |                                         ^ one level too many
  = help: nothing needs more than 64 levels; if this is text, write it as a `|` block
"""
    assert lint(scene) == expected.strip()


def test_a_lexicon_path_that_leaves_the_project(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + "vary:\n  count: 3\n  draw:\n    a: {from: ../../names}\n"
    expected = """
warning[SL233]: the variable `a` is never used
  --> a.scene:15:5
   |
15 |     a: {from: ../../names}
   |     ^ never used
   = help: write `${a}` where it is meant, or take it out

error[SL250]: `../../names` lies outside the project
  --> a.scene:15:15
   |
15 |     a: {from: ../../names}
   |               ^^^^^^^^^^^ leaves the project
   = help: put the file into the project and write its path from there, such as `lexicon/names`
"""
    assert lint(scene) == expected.strip()


def test_a_use_that_leaves_the_project(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + "use: [/etc/passwd, ../secrets]\n"
    expected = """
error[SL250]: `/etc/passwd` lies outside the project
  --> a.scene:12:7
   |
12 | use: [/etc/passwd, ../secrets]
   |       ^^^^^^^^^^^ leaves the project
   = help: put the file into the project and write its path from there, such as `lexicon/names`

error[SL250]: `../secrets` lies outside the project
  --> a.scene:12:20
   |
12 | use: [/etc/passwd, ../secrets]
   |                    ^^^^^^^^^^ leaves the project
   = help: put the file into the project and write its path from there, such as `lexicon/names`
"""
    assert lint(scene) == expected.strip()


def test_a_use_of_something_that_is_not_there(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + "use: lexicon/nams\n"
    expected = """
error[SL252]: the project has no `lexicon/nams`
  --> a.scene:12:6
   |
12 | use: lexicon/nams
   |      ^^^^^^^^^^^^ no such file or folder
   = help: write a path from the scene's folder or one above it, or take the line out
"""
    assert lint(scene) == expected.strip()


def test_a_scalar_of_fifty_megabytes(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.encode().replace(b"Why", b"x" * 50_000_000)
    expected = """
error[SL003]: `a.scene` has 50000303 bytes; 4194304 are allowed
 --> a.scene
  = help: split the file; for many instances of one thought write one scene with `vary`
"""
    assert lint(scene) == expected.strip()


def test_a_link_that_leaves_the_project(
    lint: Callable[[str | bytes], str], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "names.txt").write_text("Ann\nBo\n")
    (tmp_path / "lexicon").symlink_to(outside)
    scene = JAR.replace("The jar", "The ${a}") + "vary:\n  count: 2\n  draw:\n    a: {from: lexicon/names}\n"
    expected = """
error[SL250]: `lexicon/names` lies outside the project
  --> a.scene:15:15
   |
15 |     a: {from: lexicon/names}
   |               ^^^^^^^^^^^^^ leaves the project
   = help: put the file into the project and write its path from there, such as `lexicon/names`
"""
    assert lint(scene) == expected.strip()
