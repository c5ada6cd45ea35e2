"""What is said of the meaning of a scene: names, order, tension, variables."""

# The expected messages stand here as they are printed.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jar_scene import JAR, TENSION, VARYING, anchors, layers, logic, own


def test_an_unknown_role(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("role: thinker", "role: thinkr")
    expected = """
error[SL204]: the archetype `discovery` has no role `thinkr`
 --> a.scene:5:15
  |
5 |   ann: {role: thinkr}
  |               ^^^^^^ unknown role
  = help: did you mean `thinker`? roles of `discovery` are `thinker`, `questioner`, `companion`, `rival`
"""
    assert lint(scene) == expected.strip()


def test_a_required_role_that_nobody_has(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("role: thinker", "role: rival")
    expected = """
error[SL205]: the archetype `discovery` needs a `thinker`, and nobody has that role
 --> a.scene:3:12
  |
3 | archetype: discovery
  |            ^^^^^^^^^ needs a `thinker` in the cast
  = help: write under `cast`: `NAME: {role: thinker}`
"""
    assert lint(scene) == expected.strip()


def test_a_scene_without_the_cast_it_needs(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("cast:\n  ann: {role: thinker}\n", "").replace("(ann)", "")
    expected = """
error[SL205]: the archetype `discovery` needs a `thinker`, and nobody has that role
 --> a.scene:3:12
  |
3 | archetype: discovery
  |            ^^^^^^^^^ needs a `thinker` in the cast
  = help: write under `cast`: `NAME: {role: thinker}`
"""
    assert lint(scene) == expected.strip()


def test_a_speaker_who_is_not_in_the_cast(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("think(ann)", "think(anne)")
    expected = """
error[SL206]: `anne` speaks, and is not in the cast
 --> a.scene:9:11
  |
9 |   - think(anne): '[Cold air pulls the lid.]{#cold}'
  |           ^^^^ not in the cast
  = help: did you mean `ann`? in the cast are `ann`
"""
    assert lint(scene) == expected.strip()


def test_speakers_in_a_scene_without_a_cast(lint: Callable[[str | bytes], str]) -> None:
    scene = (
        JAR.replace("cast:\n  ann: {role: thinker}\n", "")
        .replace("discovery", "proof")
        .replace("turn:", "think:")
        .replace("frame:", "fact:")
    )
    expected = """
error[SL206]: `ann` speaks, and is not in the cast
 --> a.scene:7:11
  |
7 |   - think(ann): '[Cold air pulls the lid.]{#cold}'
  |           ^^^ not in the cast
  = help: write under `cast`: `ann: {role: ROLE}`

error[SL206]: `ann` speaks, and is not in the cast
 --> a.scene:9:14
  |
9 |   - conclude(ann): '[The warm air let go.]{#answer}'
  |              ^^^ not in the cast
  = help: write under `cast`: `ann: {role: ROLE}`
"""
    assert lint(scene) == expected.strip()


def test_two_spans_of_one_name(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("{#cold}", "{#why}")
    expected = """
error[SL207]: two spans are named `why`
 --> a.scene:9:45
  |
9 |   - think(ann): '[Cold air pulls the lid.]{#why}'
  |                                             ^^^ the second `why`
 ::: a.scene:8:36
  |
8 |   - ask: '[Why will it not open?]{#why}'
  |                                    ^^^ the first `why`
  = help: give one of them another name
"""
    assert lint(scene) == expected.strip()


def test_an_unknown_premise(lint: Callable[[str | bytes], str]) -> None:
    scene = logic("shutt, cold => answer")
    expected = """
error[SL201]: there is no span, step or latent conclusion `shutt`
  --> a.scene:13:5
   |
13 |   - shutt, cold => answer
   |     ^^^^^ nothing has this name
   = help: did you mean `shut`? possible premises are `shut`, `why`, `cold`, `gives`, `answer`, `frame`, `ask`, `think`, `turn`, `conclude`
"""
    assert lint(scene) == expected.strip()


def test_an_unknown_conclusion(lint: Callable[[str | bytes], str]) -> None:
    scene = logic("shut, cold => anwser")
    expected = """
error[SL200]: there is no span `anwser`
  --> a.scene:13:19
   |
13 |   - shut, cold => anwser
   |                   ^^^^^^ nothing in the text has this name
   = help: did you mean `answer`? spans here are `shut`, `why`, `cold`, `gives`, `answer`, `frame`, `ask`, `think`, `turn`, `conclude`
"""
    assert lint(scene) == expected.strip()


def test_names_of_steps_that_are_taken(lint: Callable[[str | bytes], str]) -> None:
    scene = logic("why: shut => cold", 'cold => (k = "x")', 'k => (k = "y")', "k => answer")
    expected = """
error[SL208]: the name `why` is taken
  --> a.scene:13:5
   |
13 |   - why: shut => cold
   |     ^^^ the second `why`
  ::: a.scene:8:36
   |
 8 |   - ask: '[Why will it not open?]{#why}'
   |                                    ^^^ `why` is already this
   = help: spans, steps and latent conclusions share their names: choose another here

error[SL208]: the name `k` is taken
  --> a.scene:15:11
   |
15 |   - k => (k = "y")
   |           ^ the second `k`
  ::: a.scene:14:14
   |
14 |   - cold => (k = "x")
   |              ^ `k` is already this
   = help: spans, steps and latent conclusions share their names: choose another here
"""
    assert lint(scene) == expected.strip()


def jug() -> None:
    """Another scene of the project."""
    Path("jug.scene").write_text(JAR.replace("id: jar", "id: jug"), encoding="utf-8")


def test_a_premise_in_another_scene_needs_its_text(lint: Callable[[str | bytes], str]) -> None:
    jug()
    scene = logic("jug#cold => answer") + "self:\n  - answer revises jug#shut\n  - answer recalls jug#cold\n"
    expected = """
error[SL209]: `jug#cold` lies in another scene, and its text is not in this window
  --> a.scene:13:5
   |
13 |   - jug#cold => answer
   |     ^^^^^^^^ a premise needs the text
   = help: write `recall: inline` above `beats`, or name a span of this scene, without `#`

error[SL209]: `jug#shut` lies in another scene, and its text is not in this window
  --> a.scene:15:20
   |
15 |   - answer revises jug#shut
   |                    ^^^^^^^^ `revises` needs the text
   = help: write `recall: inline` above `beats`, or name a span of this scene, without `#`
"""
    assert lint(scene) == expected.strip()
    assert lint("scene: 1\nrecall: inline\n" + scene.partition("\n")[2]) == ""


def test_a_scene_and_a_span_that_are_not_there(lint: Callable[[str | bytes], str]) -> None:
    jug()
    expected = """
error[SL258]: the project has no scene `jg`
  --> a.scene:13:20
   |
13 |   - answer recalls jg#cold
   |                    ^^ no scene has this id
   = help: did you mean `jug`? write the id of a scene of the project, and behind `#` a span of it

error[SL259]: the scene `jug` has no span `colt`
  --> a.scene:14:24
   |
14 |   - answer answers jug#colt
   |                        ^^^^ not in `jug`
  ::: jug.scene:2:5
   |
 2 | id: jug
   |     ^^^ this scene
   = help: did you mean `cold`? spans of `jug` are `shut`, `why`, `cold`, `gives`, `answer`, `frame`, `ask`, `think`, `turn`, `conclude`
"""
    assert lint(own("answer recalls jg#cold", "answer answers jug#colt")) == expected.strip()


def test_words_for_other_scenes_that_mean_this_one_or_nothing(lint: Callable[[str | bytes], str]) -> None:
    jug()
    expected = """
error[SL260]: `jar` is this scene
  --> a.scene:13:20
   |
13 |   - answer recalls jar#cold
   |                    ^^^ refers to itself by its id
   = help: write `cold`, without the id and the `#`

error[SL266]: `names` speaks of this scene, and `jug` lies in another
  --> a.scene:14:18
   |
14 |   - answer names jug
   |                  ^^^ in another scene
   = help: write `jar`, or another verb such as `recalls`
"""
    assert lint(own("answer recalls jar#cold", "answer names jug")) == expected.strip()


def test_recall_that_does_nothing(lint: Callable[[str | bytes], str]) -> None:
    expected = """
error[SL265]: nothing is recalled: this scene refers to no other
 --> a.scene:3:9
  |
3 | recall: inline
  |         ^^^^^^ has nothing to do
  = help: take it out, or write a reference such as `SPAN recalls SCENE#SPAN` under `self`
"""
    assert lint(JAR.replace("id: jar\n", "id: jar\nrecall: inline\n")) == expected.strip()


def test_a_concept_that_nobody_carries(lint: Callable[[str | bytes], str]) -> None:
    jug()
    path = Path("jug.scene")
    path.write_text(path.read_text().replace("{#cold}", "{#cold .heat}"), encoding="utf-8")
    expected = """
error[SL267]: no span of the project is marked `.heet`
  --> a.scene:13:22
   |
13 |   - at cold: concept heet
   |                      ^^^^ a concept without an instance
   = help: did you mean `heat`? mark a span with it: `[…]{.heet}`

error[SL268]: `shut` is the only instance of `.lid` in the project
  --> a.scene:14:22
   |
14 |   - at shut: concept lid
   |                      ^^^ nothing else to lie near
   = help: mark another span with it, `[…]{.lid}`, or take this line out
"""
    scene = layers(
        "at cold: concept heet", "at shut: concept lid", "at gives: concept lid", "at why: concept heat"
    )
    assert lint(scene.replace("{#shut}", "{#shut .lid}")) == expected.strip()


def test_a_verb_that_cannot_speak_of_the_scene(lint: Callable[[str | bytes], str]) -> None:
    scene = own("answer recalls jar")
    expected = """
error[SL210]: `recalls` needs a span, and `jar` is this scene
  --> a.scene:13:20
   |
13 |   - answer recalls jar
   |                    ^^^ the scene itself
   = help: name a span of this scene; only `names` takes the scene
"""
    assert lint(scene) == expected.strip()


def test_a_span_that_names_the_scene_is_fine(lint: Callable[[str | bytes], str]) -> None:
    assert lint(own("answer names jar")) == ""


def test_a_scene_that_names_nothing_may_name_itself(lint: Callable[[str | bytes], str]) -> None:
    said = lint(own("answer names jarr"))
    assert said.startswith("error[SL200]: there is no span `jarr`")
    assert "= help: did you mean `jar`? spans here are " in said
    assert "`jar`" not in lint(own("answer recalls jarr")).partition("spans here are")[2]


def test_a_reference_to_itself(lint: Callable[[str | bytes], str]) -> None:
    scene = own("answer recalls answer")
    expected = """
error[SL217]: `answer` refers to itself
  --> a.scene:13:20
   |
13 |   - answer recalls answer
   |                    ^^^^^^ the same span
   = help: name another span, one that comes earlier
"""
    assert lint(scene) == expected.strip()


def test_a_reference_to_what_comes_later(lint: Callable[[str | bytes], str]) -> None:
    scene = own("why recalls answer")
    expected = """
error[SL216]: `answer` does not come before `why`, which is to look at it
  --> a.scene:13:17
   |
13 |   - why recalls answer
   |                 ^^^^^^ not read yet when `why` is
  ::: a.scene:8:36
   |
 8 |   - ask: '[Why will it not open?]{#why}'
   |                                    ^^^ `why` stands here
  ::: a.scene:11:45
   |
11 |   - conclude(ann): '[The warm air let go.]{#answer}'
   |                                             ^^^^^^ `answer` stands here
   = help: look at something that comes earlier, or swap the two
"""
    assert lint(scene) == expected.strip()


def test_a_reference_to_what_it_stands_in(lint: Callable[[str | bytes], str]) -> None:
    scene = own("answer recalls conclude")
    expected = """
error[SL216]: `conclude` does not come before `answer`, which is to look at it
  --> a.scene:13:20
   |
13 |   - answer recalls conclude
   |                    ^^^^^^^^ not read yet when `answer` is
  ::: a.scene:11:45
   |
11 |   - conclude(ann): '[The warm air let go.]{#answer}'
   |                                             ^^^^^^ `answer` stands here
  ::: a.scene:11:5
   |
11 |   - conclude(ann): '[The warm air let go.]{#answer}'
   |     ^^^^^^^^ `conclude` stands here
   = help: look at something that comes earlier, or swap the two
"""
    assert lint(scene) == expected.strip()


def test_a_latent_conclusion_that_is_held_nowhere(lint: Callable[[str | bytes], str]) -> None:
    scene = logic('shut => (k = "x")')
    expected = """
error[SL215]: no spoken conclusion rests on `k`, so it is held nowhere
  --> a.scene:13:14
   |
13 |   - shut => (k = "x")
   |              ^ latent, and never used
   = help: add a step such as `k, … => SPAN`, or take this step out
"""
    assert lint(scene) == expected.strip()


def test_a_latent_step_whose_premise_comes_late(lint: Callable[[str | bytes], str]) -> None:
    scene = logic('gives => (k = "x")', "k => cold", "cold => answer")
    expected = """
error[SL212]: the premise `gives` does not come before `cold`, which rests on it
  --> a.scene:13:5
   |
13 |   - gives => (k = "x")
   |     ^^^^^ must end before `cold` begins
  ::: a.scene:9:45
   |
 9 |   - think(ann): '[Cold air pulls the lid.]{#cold}'
   |                                             ^^^^ `cold` stands here
  ::: a.scene:10:41
   |
10 |   - turn: '[Under hot water it gives.]{#gives}'
   |                                         ^^^^^ `gives` stands here
   = help: move the premise up in the text, or turn the step round
"""
    assert lint(scene) == expected.strip()


def test_a_conclusion_that_nobody_uses(lint: Callable[[str | bytes], str]) -> None:
    scene = logic("shut => cold", "gives => answer")
    expected = """
warning[SL214]: nothing rests on the conclusion `cold`, and it is not the last
  --> a.scene:13:13
   |
13 |   - shut => cold
   |             ^^^^ never used again
   = help: use `cold` as a premise of a later step, or take this step out
"""
    assert lint(scene) == expected.strip()


def test_a_conclusion_that_a_reference_uses_is_fine(lint: Callable[[str | bytes], str]) -> None:
    assert lint(logic("shut => cold", "gives => answer") + "self:\n  - answer recalls cold\n") == ""


def test_a_step_that_rests_on_itself(lint: Callable[[str | bytes], str]) -> None:
    scene = logic("cold, shut => cold")
    expected = """
error[SL213]: these steps go round in a circle: cold => cold
  --> a.scene:13:19
   |
13 |   - cold, shut => cold
   |                   ^^^^ `cold` rests on `cold` here
   = help: take out the step that does not hold
"""
    assert lint(scene) == expected.strip()


def test_a_circle_of_three_steps(lint: Callable[[str | bytes], str]) -> None:
    scene = logic("shut, answer => cold", "cold => gives", "gives => answer")
    expected = """
error[SL213]: these steps go round in a circle: cold => gives => answer => cold
  --> a.scene:13:21
   |
13 |   - shut, answer => cold
   |                     ^^^^ `cold` rests on `answer` here
  ::: a.scene:14:13
   |
14 |   - cold => gives
   |             ^^^^^ `gives` rests on `cold` here
  ::: a.scene:15:14
   |
15 |   - gives => answer
   |              ^^^^^^ `answer` rests on `gives` here
   = help: take out the step that does not hold
"""
    assert lint(scene) == expected.strip()


def test_an_anchor_on_itself(lint: Callable[[str | bytes], str]) -> None:
    scene = anchors("answer -> answer")
    expected = """
error[SL217]: `answer` refers to itself
  --> a.scene:13:15
   |
13 |   - answer -> answer
   |               ^^^^^^ the same span
   = help: name another span, one that comes earlier
"""
    assert lint(scene) == expected.strip()


def test_a_rule_before_the_first_token(lint: Callable[[str | bytes], str]) -> None:
    scene = layers('before shut @ late: reads "x"')
    expected = """
error[SL218]: nothing stands before `shut`, which begins the scene
  --> a.scene:13:5
   |
13 |   - before shut @ late: reads "x"
   |     ^^^^^^^^^^^ no position before the first token
   = help: use `last(shut)`, or put text before the span
"""
    assert lint(scene) == expected.strip()


def test_a_layer_rule_on_an_unknown_span(lint: Callable[[str | bytes], str]) -> None:
    scene = layers('at shot @ late: reads "x"')
    expected = """
error[SL200]: there is no span `shot`
  --> a.scene:13:8
   |
13 |   - at shot @ late: reads "x"
   |        ^^^^ nothing in the text has this name
   = help: did you mean `shut`? spans here are `shut`, `why`, `cold`, `gives`, `answer`, `frame`, `ask`, `think`, `turn`, `conclude`
"""
    assert lint(scene) == expected.strip()


def test_layer_rules_that_cannot_be(lint: Callable[[str | bytes], str]) -> None:
    scene = layers("at cold @ late: mirrors answer", "at cold: mirrors cold", "at cold: tension fear")
    expected = """
error[SL216]: `answer` does not come before `cold`, which is to look at it
  --> a.scene:13:29
   |
13 |   - at cold @ late: mirrors answer
   |                             ^^^^^^ not read yet when `cold` is
  ::: a.scene:9:45
   |
 9 |   - think(ann): '[Cold air pulls the lid.]{#cold}'
   |                                             ^^^^ `cold` stands here
  ::: a.scene:11:45
   |
11 |   - conclude(ann): '[The warm air let go.]{#answer}'
   |                                             ^^^^^^ `answer` stands here
   = help: look at something that comes earlier, or swap the two

error[SL217]: `cold` refers to itself
  --> a.scene:14:22
   |
14 |   - at cold: mirrors cold
   |                      ^^^^ the same span
   = help: name another span, one that comes earlier

error[SL202]: the archetype `discovery` has no axis `fear`
  --> a.scene:15:22
   |
15 |   - at cold: tension fear
   |                      ^^^^ unknown axis
   = help: axes of `discovery` are `doubt`, `stakes`, `wonder`
"""
    assert lint(scene) == expected.strip()


def test_a_head_rule_of_no_head(lint: Callable[[str | bytes], str]) -> None:
    scene = anchors("answer -> why @ late top 0")
    expected = """
error[SL137]: unknown heads `0`
  --> a.scene:13:30
   |
13 |   - answer -> why @ late top 0
   |                              ^ counts no heads
   = help: allowed are `any`, `each`, `mean`, `top 2`, or heads by number such as `h0, h3`
"""
    assert lint(scene) == expected.strip()


def test_a_beat_out_of_order(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("- turn:", "- reflect:")
    expected = """
error[SL219]: a beat `reflect` does not fit here in the archetype `discovery`
  --> a.scene:10:5
   |
10 |   - reflect: '[Under hot water it gives.]{#gives}'
   |     ^^^^^^^ expected `think`, `doubt`, `recall` or `turn`
   = help: write one of these here: `think`, `doubt`, `recall`, `turn`
"""
    assert lint(scene) == expected.strip()


def test_a_beat_kind_that_the_archetype_does_not_have(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("- turn:", "- trun:")
    expected = """
error[SL219]: a beat `trun` does not fit here in the archetype `discovery`
  --> a.scene:10:5
   |
10 |   - trun: '[Under hot water it gives.]{#gives}'
   |     ^^^^ expected `think`, `doubt`, `recall` or `turn`
   = help: did you mean `turn`? beats of `discovery` are `frame`, `ask`, `guess`, `think`, `doubt`, `recall`, `turn`, `conclude`, `reflect`
"""
    assert lint(scene) == expected.strip()


def test_a_scene_that_ends_too_early(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.split("  - turn")[0]
    expected = """
error[SL220]: the scene ends too early for the archetype `discovery`
 --> a.scene:9:5
  |
9 |   - think(ann): '[Cold air pulls the lid.]{#cold}'
  |     ^^^^^ after this comes `think`, `doubt`, `recall` or `turn`
  = help: add a beat: `think`, `doubt`, `recall`, `turn`
"""
    assert lint(scene) == expected.strip()


def test_a_scene_that_begins_in_the_middle(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("- frame:", "- turn:")
    expected = """
error[SL219]: a beat `turn` does not fit here in the archetype `discovery`
 --> a.scene:7:5
  |
7 |   - turn: '[The jar is shut.]{#shut}'
  |     ^^^^ expected `frame`
  = help: write one of these here: `frame`
"""
    assert lint(scene) == expected.strip()


def test_tension_at_an_unknown_beat(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + TENSION + "0.2 @ frame -> 0.9 @ trun\n"
    expected = """
error[SL223]: there is no beat `trun`
  --> a.scene:13:31
   |
13 |   doubt: 0.2 @ frame -> 0.9 @ trun
   |                               ^^^^ unknown beat
   = help: did you mean `turn`? beats here are `frame`, `ask`, `think`, `turn`, `conclude`
"""
    assert lint(scene) == expected.strip()


def test_tension_points_out_of_order(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + TENSION + "0.2 @ turn -> 0.9 @ ask\n"
    expected = """
error[SL224]: this point does not come after the one before it
  --> a.scene:13:24
   |
13 |   doubt: 0.2 @ turn -> 0.9 @ ask
   |                        ^^^^^^^^^ at `ask`
  ::: a.scene:13:10
   |
13 |   doubt: 0.2 @ turn -> 0.9 @ ask
   |          ^^^^^^^^^^ the point before it, at `turn`
   = help: key each point to a later beat than the one before it
"""
    assert lint(scene) == expected.strip()


def test_a_free_point_and_a_keyed_one_at_the_same_beat(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + TENSION + "0.2 -> 0.9 @ frame\n"
    expected = """
error[SL224]: this point does not come after the one before it
  --> a.scene:13:17
   |
13 |   doubt: 0.2 -> 0.9 @ frame
   |                 ^^^^^^^^^^^ at `frame`
  ::: a.scene:13:10
   |
13 |   doubt: 0.2 -> 0.9 @ frame
   |          ^^^ the point before it, at the first beat
   = help: key each point to a later beat than the one before it
"""
    assert lint(scene) == expected.strip()


def test_a_rise_that_falls(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + TENSION + "rise(0.9, 0.2)\n"
    expected = """
error[SL225]: `rise` goes from 0.9 to 0.2
  --> a.scene:13:20
   |
13 |   doubt: rise(0.9, 0.2)
   |                    ^^^ must be above 0.9
   = help: swap the values, or write another shape
"""
    assert lint(scene) == expected.strip()


def test_a_fall_that_rises(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + TENSION + "fall(0.2, 0.9)\n"
    expected = """
error[SL225]: `fall` goes from 0.2 to 0.9
  --> a.scene:13:20
   |
13 |   doubt: fall(0.2, 0.9)
   |                    ^^^ must be below 0.2
   = help: swap the values, or write another shape
"""
    assert lint(scene) == expected.strip()


def test_a_variable_without_vary(lint: Callable[[str | bytes], str]) -> None:
    scene = VARYING
    expected = r"""
error[SL231]: `a` has no value, since the scene has no `vary`
 --> a.scene:7:20
  |
7 |   - frame: '[The ${a} jar is shut.]{#shut}'
  |                    ^ a variable
  = help: draw `a` under `vary: draw:`, or write `\$` for a plain dollar sign
"""
    assert lint(scene) == expected.strip()


def test_an_unknown_variable(lint: Callable[[str | bytes], str]) -> None:
    scene = VARYING + "vary:\n  count: 2\n  draw: {aa: [x, y]}\n"
    expected = """
error[SL230]: there is no variable `a`
 --> a.scene:7:20
  |
7 |   - frame: '[The ${a} jar is shut.]{#shut}'
  |                    ^ neither drawn nor computed
  = help: did you mean `aa`? variables here are `aa`
"""
    assert lint(scene) == expected.strip()


def test_unknown_variables_inside_vary(lint: Callable[[str | bytes], str]) -> None:
    scene = (
        VARYING
        + "vary:\n  count: 2\n  draw: {a: [x, y]}\n  where: a != b\n  let: {c: c, d: e + a, e: d}\n  holdout: {by: [f], share: 10%}\n"
    )
    expected = """
error[SL230]: there is no variable `b`
  --> a.scene:15:15
   |
15 |   where: a != b
   |               ^ neither drawn nor computed
   = help: variables here are `a`, `c`, `d`, `e`; for the text, write `"b"`

error[SL234]: `c` is computed from itself
  --> a.scene:16:12
   |
16 |   let: {c: c, d: e + a, e: d}
   |            ^ has no value yet
  ::: a.scene:16:9
   |
16 |   let: {c: c, d: e + a, e: d}
   |         ^ `c` is computed here
   = help: use another variable here, or give the new value another name than `c`

error[SL234]: `e` is computed only later
  --> a.scene:16:18
   |
16 |   let: {c: c, d: e + a, e: d}
   |                  ^ has no value yet
  ::: a.scene:16:25
   |
16 |   let: {c: c, d: e + a, e: d}
   |                         ^ `e` is computed here
   = help: move the line of `e` up

error[SL230]: there is no variable `f`
  --> a.scene:17:18
   |
17 |   holdout: {by: [f], share: 10%}
   |                  ^ neither drawn nor computed
   = help: variables here are `a`, `c`, `d`, `e`
"""
    assert lint(scene) == expected.strip()


def test_variables_given_twice(lint: Callable[[str | bytes], str]) -> None:
    scene = VARYING + "vary:\n  count: 2\n  draw: {a: [x, y], 'b, a': [x, z]}\n  let: {b: a}\n"
    expected = """
warning[SL233]: the variable `b` is never used
  --> a.scene:14:22
   |
14 |   draw: {a: [x, y], 'b, a': [x, z]}
   |                      ^ never used
   = help: write `${b}` where it is meant, or take it out

error[SL232]: the variable `a` is given twice
  --> a.scene:14:25
   |
14 |   draw: {a: [x, y], 'b, a': [x, z]}
   |                         ^ the second `a`
  ::: a.scene:14:10
   |
14 |   draw: {a: [x, y], 'b, a': [x, z]}
   |          ^ the first `a`
   = help: give one of them another name

error[SL232]: the variable `b` is given twice
  --> a.scene:15:9
   |
15 |   let: {b: a}
   |         ^ the second `b`
  ::: a.scene:14:22
   |
14 |   draw: {a: [x, y], 'b, a': [x, z]}
   |                      ^ the first `b`
   = help: give one of them another name
"""
    assert lint(scene) == expected.strip()


def test_shuffles_of_nothing(lint: Callable[[str | bytes], str]) -> None:
    scene = VARYING + "vary:\n  count: 2\n  draw: {a: [x, y]}\n  shuffle: [frame, fram]\n"
    expected = """
error[SL235]: the beat `frame` has 1 line, and one line has only one order
  --> a.scene:15:13
   |
15 |   shuffle: [frame, fram]
   |             ^^^^^ nothing to shuffle
  ::: a.scene:7:5
   |
 7 |   - frame: '[The ${a} jar is shut.]{#shut}'
   |     ^^^^^ this beat
   = help: write its text in a block under `|`, one line each, or take it out of `shuffle`

error[SL223]: there is no beat `fram`
  --> a.scene:15:20
   |
15 |   shuffle: [frame, fram]
   |                    ^^^^ unknown beat
   = help: did you mean `frame`? beats here are `frame`, `ask`, `think`, `turn`, `conclude`
"""
    assert lint(scene) == expected.strip()


def test_a_span_across_shuffled_lines(lint: Callable[[str | bytes], str]) -> None:
    scene = (
        VARYING.replace("frame: '", 'frame: "').replace("shut.]{#shut}'", 'shut.\\nTight.]{#shut}"')
        + "vary:\n  count: 2\n  draw: {a: [x, y]}\n  shuffle: frame\n"
    )
    expected = r"""
error[SL236]: this span runs over a line of the beat `frame`, whose lines are shuffled
  --> a.scene:7:13
   |
 7 |   - frame: "[The ${a} jar is shut.\nTight.]{#shut}"
   |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ more than one line
  ::: a.scene:15:12
   |
15 |   shuffle: frame
   |            ^^^^^ shuffled here
   = help: close the span before its line ends, or take `frame` out of `shuffle`
"""
    assert lint(scene) == expected.strip()


def test_a_holdout_of_everything(lint: Callable[[str | bytes], str]) -> None:
    scene = VARYING + "vary:\n  count: 2\n  draw: {a: [x, y]}\n  holdout: {by: a, share: 100%}\n"
    expected = """
error[SL237]: a holdout's share lies between 0 % and 100 %, and this is 100 %
  --> a.scene:15:12
   |
15 |   holdout: {by: a, share: 100%}
   |            ^^^^^^^^^^^^^^^^^^^^ leaves one side empty
   = help: write for example `share: 10%`
"""
    assert lint(scene) == expected.strip()


def test_a_lexicon_that_is_missing(lint: Callable[[str | bytes], str]) -> None:
    scene = VARYING + "vary:\n  count: 2\n  draw: {a: {from: lexicon/names}}\n"
    expected = """
error[SL251]: there is no lexicon `lexicon/names`
  --> a.scene:14:20
   |
14 |   draw: {a: {from: lexicon/names}}
   |                    ^^^^^^^^^^^^^ no such file
   = help: looked for `lexicon/names.txt` from the scene's folder up to the project's root
"""
    assert lint(scene) == expected.strip()


def test_a_scene_whose_only_learned_span_is_revised(lint: Callable[[str | bytes], str]) -> None:
    scene = (
        JAR.replace("]{#", "]{read #").replace("{read #answer", "{#answer")
        + "  - reflect: '[So it is.]{read #so}'\nself:\n  - so revises answer\n"
    )
    expected = """
error[SL221]: all of this scene's text has the weight 0
 --> a.scene:2:5
  |
2 | id: jar
  |     ^^^ nothing here is learned
  = help: raise a weight, or write `stratum: noise` if that is meant
"""
    assert lint(scene) == expected.strip()


def test_a_chain_deeper_than_the_archetype_has_bands(
    lint: Callable[[str | bytes], str], tmp_path: Path
) -> None:
    (tmp_path / "archetypes").mkdir()
    (tmp_path / "archetypes" / "flat.yaml").write_text(
        "archetype: flat\npurpose: One step.\nroles: {optional: [thinker]}\n"
        "beats: (frame | ask | think | turn | conclude)+\ndepth_bands: [middle]\n"
    )
    scene = logic("shut => cold", "cold => answer").replace("discovery", "flat")
    expected = """
error[SL222]: this step is 2 deep, and the archetype `flat` has bands for 1
  --> a.scene:14:13
   |
14 |   - cold => answer
   |             ^^^^^^ no band for this depth
   = help: make the chain shorter, or add to `depth_bands` in the archetype (or take them out there)
"""
    assert lint(scene) == expected.strip()
