"""What is said of the outer form of a scene: keys, forms, names and numbers."""

# The expected messages stand here as they are printed.
# ruff: noqa: E501, W291

from __future__ import annotations

from collections.abc import Callable

from jar_scene import HEAD, JAR


def test_a_misspelt_key(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + "logik:\n  - shut => cold\n"
    expected = """
error[SL030]: a scene has no key `logik`
  --> a.scene:12:1
   |
12 | logik:
   | ^^^^^ not a key here
   = help: did you mean `logic`? keys here are `scene`, `id`, `archetype`, `stratum`, `language`, `tags`, `source`, `licence`, `split`, `use`, `cast`, `recall`, `expose`, `tension`, `beats`, `logic`, `self`, `anchors`, `layers`, `vary`
"""
    assert lint(scene) == expected.strip()


def test_a_key_of_an_older_spelling(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("cast:", "speakers:")
    expected = """
warning[SL153]: `speakers` is written `cast` now
 --> a.scene:4:1
  |
4 | speakers:
  | ^^^^^^^^ older spelling
  = help: write `cast`, or let `scenelang migrate a.scene` do it
"""
    assert lint(scene) == expected.strip()


def test_a_part_of_the_layers_that_there_is_not(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("  - ask: '", "  - kind: ask\n    expose: atention @ early\n    text: '")
    expected = """
error[SL151]: unknown part of the layers `atention`
 --> a.scene:9:13
  |
9 |     expose: atention @ early
  |             ^^^^^^^^ not a part of a layer
  = help: did you mean `attention`? allowed are `attention`, `mlp`; for both, write the layers alone, such as `early`
"""
    assert lint(scene) == expected.strip()


def test_required_keys_that_are_missing(lint: Callable[[str | bytes], str]) -> None:
    scene = "scene: 1\nid: jar\n"
    expected = """
error[SL032]: a scene needs the key `archetype`
 --> a.scene:1:1
  |
1 | scene: 1
  | ^^^^^ `archetype` is missing here
  = help: write `archetype: discovery`

error[SL032]: a scene needs the key `beats`
 --> a.scene:1:1
  |
1 | scene: 1
  | ^^^^^ `beats` is missing here
  = help: write `beats:` and below it a list of `- kind: text`
"""
    assert lint(scene) == expected.strip()


def test_a_list_where_a_mapping_belongs(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("cast:\n  ann: {role: thinker}\n", "cast: [ann]\n")
    expected = """
error[SL033]: `cast` takes a mapping, and this is a list
 --> a.scene:4:1
  |
4 | cast: [ann]
  | ^^^^ a list
  = help: write it as `{archimedes: {role: thinker}}`
"""
    assert lint(scene) == expected.strip()


def test_a_text_where_a_list_belongs(lint: Callable[[str | bytes], str]) -> None:
    scene = HEAD + "beats: none\n"
    expected = """
error[SL033]: `beats` takes a list, and this is a text
 --> a.scene:6:8
  |
6 | beats: none
  |        ^^^^ a text
  = help: write it as a list of `- kind: text`
"""
    assert lint(scene) == expected.strip()


def test_a_section_with_nothing_under_it(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + "logic:\n"
    expected = """
error[SL033]: `logic` takes a list, and this is empty
  --> a.scene:12:1
   |
12 | logic:
   | ^^^^^ empty
   = help: write it as a list of `- premise, premise => conclusion`
"""
    assert lint(scene) == expected.strip()


def test_a_version_that_does_not_stand_first(lint: Callable[[str | bytes], str]) -> None:
    scene = "id: jar\nscene: 1\n" + JAR.split("\n", 2)[2]
    expected = """
error[SL034]: `scene` must be the first key
 --> a.scene:2:8
  |
2 | scene: 1
  |        ^ another key stands before this one
  = help: move `scene: 1` to the top of the scene
"""
    assert lint(scene) == expected.strip()


def test_a_version_that_does_not_exist(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("scene: 1", "scene: 2")
    expected = """
error[SL035]: there is no version `2` of the scene language
 --> a.scene:1:8
  |
1 | scene: 2
  |        ^ unknown version
  = help: write `scene: 1`
"""
    assert lint(scene) == expected.strip()


def test_an_id_with_a_space(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("id: jar", "id: the jar")
    expected = """
error[SL036]: `the jar` cannot be the id of a scene
 --> a.scene:2:8
  |
2 | id: the jar
  |        ^ not allowed here
  = help: use letters of any script, digits and `_`, with a single `-` or `.` between them
"""
    assert lint(scene) == expected.strip()


def test_an_id_that_ends_with_a_joint(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("id: jar", "id: jar-")
    expected = """
error[SL036]: `jar-` cannot be the id of a scene
 --> a.scene:2:8
  |
2 | id: jar-
  |        ^ not allowed here
  = help: use letters of any script, digits and `_`, with a single `-` or `.` between them
"""
    assert lint(scene) == expected.strip()


def test_an_archetype_given_by_a_path(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("discovery", "../discovery")
    expected = """
error[SL036]: `../discovery` cannot be the name of an archetype
 --> a.scene:3:12
  |
3 | archetype: ../discovery
  |            ^ not allowed here
  = help: use letters of any script, digits and `_`, with a single `-` or `.` between them
"""
    assert lint(scene) == expected.strip()


def test_an_unknown_stratum(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("archetype:", "stratum: thinkin\narchetype:")
    expected = """
error[SL037]: there is no stratum `thinkin`
 --> a.scene:3:10
  |
3 | stratum: thinkin
  |          ^^^^^^^ unknown stratum
  = help: did you mean `thinking`? strata are `thinking`, `knowledge`, `noise`
"""
    assert lint(scene) == expected.strip()


def test_a_beat_without_a_text(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("'[Why will it not open?]{#why}'", "")
    expected = """
error[SL038]: `ask` has no text
 --> a.scene:8:5
  |
8 |   - ask: 
  |     ^^^ nothing is said here
  = help: write the text, or take `ask` out; a word that YAML reads as nothing needs quotes
"""
    assert lint(scene) == expected.strip()


def test_a_text_that_yaml_reads_as_nothing(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("'[Why will it not open?]{#why}'", "null")
    expected = """
error[SL038]: `ask` has no text
 --> a.scene:8:10
  |
8 |   - ask: null
  |          ^^^^ nothing is said here
  = help: write the text, or take `ask` out; a word that YAML reads as nothing needs quotes
"""
    assert lint(scene) == expected.strip()


def test_a_text_of_blanks_alone(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("'[Why will it not open?]{#why}'", "'  '")
    expected = """
error[SL038]: `ask` has no text
 --> a.scene:8:10
  |
8 |   - ask: '  '
  |          ^^^^ nothing is said here
  = help: write the text, or take `ask` out; a word that YAML reads as nothing needs quotes
"""
    assert lint(scene) == expected.strip()


def test_a_scene_without_beats(lint: Callable[[str | bytes], str]) -> None:
    scene = HEAD + "beats: []\n"
    expected = """
error[SL039]: `beats` is empty
 --> a.scene:6:8
  |
6 | beats: []
  |        ^^ at least one belongs here
  = help: write `- kind: text`, one item a beat
"""
    assert lint(scene) == expected.strip()


def test_a_forgotten_dash_between_two_beats(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("  - ask", "    ask")
    expected = """
error[SL055]: this is not a beat
 --> a.scene:8:5
  |
8 |     ask: '[Why will it not open?]{#why}'
  |     ^^^ a second key in one beat
  = help: write `- kind: text` or `- kind(speaker): text`; the long form has the keys `kind`, `speaker`, `text`, `weight`, `stratum` and `expose`
"""
    assert lint(scene) == expected.strip()


def test_a_beat_without_a_kind(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("  - ask: '[Why will it not open?]{#why}'", "  - Why?")
    expected = """
error[SL055]: this is not a beat
 --> a.scene:8:5
  |
8 |   - Why?
  |     ^^^^ a text without a kind
  = help: write `- kind: text` or `- kind(speaker): text`; the long form has the keys `kind`, `speaker`, `text`, `weight`, `stratum` and `expose`
"""
    assert lint(scene) == expected.strip()


def test_a_beat_whose_text_is_a_list(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("  - ask: '[Why will it not open?]{#why}'", "  - ask: [a, b]")
    expected = """
error[SL033]: `ask` takes a text, and this is a list
 --> a.scene:8:5
  |
8 |   - ask: [a, b]
  |     ^^^ a list
  = help: write it as a text, in a block under `|`
"""
    assert lint(scene) == expected.strip()


def test_a_long_beat_without_a_kind(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("  - ask: '", "  - speaker: ann\n    text: '")
    expected = """
error[SL032]: a beat in long form needs the key `kind`
 --> a.scene:8:5
  |
8 |   - speaker: ann
  |     ^^^^^^^ `kind` is missing here
  = help: write `kind: think`
"""
    assert lint(scene) == expected.strip()


def test_a_long_beat_with_a_misspelt_key(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("  - ask: '", "  - kind: ask\n    spaeker: ann\n    text: '")
    expected = """
error[SL030]: a beat in long form has no key `spaeker`
 --> a.scene:9:5
  |
9 |     spaeker: ann
  |     ^^^^^^^ not a key here
  = help: did you mean `speaker`? keys here are `kind`, `speaker`, `text`, `weight`, `stratum`, `expose`
"""
    assert lint(scene) == expected.strip()


def test_a_weight_in_words(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("  - ask: '", "  - kind: ask\n    weight: rather heavy\n    text: '")
    expected = """
error[SL121]: expected an operator or the end, found `heavy`
 --> a.scene:9:20
  |
9 |     weight: rather heavy
  |                    ^^^^^ expected an operator or the end
  = help: write it like `1 + doubt`
"""
    assert lint(scene) == expected.strip()


def test_a_weight_that_is_no_number(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("  - ask: '", "  - kind: ask\n    weight: .nan\n    text: '")
    expected = """
error[SL057]: `weight` must be a number from 0 to 1000, and `.nan` is not
 --> a.scene:9:13
  |
9 |     weight: .nan
  |             ^^^^ expected a number from 0 to 1000
  = help: write for example `weight: 0.5`
"""
    assert lint(scene) == expected.strip()


def test_rules_of_another_form(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + "self:\n  - [answer, why]\n  - {answer: why, cold: shut}\n  -\n"
    expected = """
error[SL056]: this is not a line of `self`
  --> a.scene:13:5
   |
13 |   - [answer, why]
   |     ^^^^^^^^^^^^^ a list
   = help: write `- answer answers question`

error[SL056]: this is not a line of `self`
  --> a.scene:14:5
   |
14 |   - {answer: why, cold: shut}
   |     ^^^^^^^^^^^^^^^^^^^^^^^^^ a mapping of several keys
   = help: write `- answer answers question`

error[SL056]: this is not a line of `self`
  --> a.scene:15:4
   |
15 |   -
   |    ^ empty
   = help: write `- answer answers question`
"""
    assert lint(scene) == expected.strip()


def test_two_steps_in_one_item(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + "logic:\n  - {a: shut => cold, b: cold => answer}\n"
    expected = """
error[SL056]: this is not a line of `logic`
  --> a.scene:13:5
   |
13 |   - {a: shut => cold, b: cold => answer}
   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a mapping of several keys
   = help: write `- premise, premise => conclusion`
"""
    assert lint(scene) == expected.strip()


def test_draws_without_one_source(lint: Callable[[str | bytes], str]) -> None:
    scene = (
        JAR.replace("[The jar", "[The ${a} ${b} ${c} jar")
        + "vary:\n  count: 3\n  draw:\n    a: Ann\n    b: {}\n    c: {from: x, range: 1..2}\n"
    )
    expected = """
error[SL058]: `a` must be drawn from one source
  --> a.scene:15:8
   |
15 |     a: Ann
   |        ^^^ no source
   = help: write `a: {from: lexicon/names}`, `a: {range: 2..9}` or `a: [one, two]`

error[SL058]: `b` must be drawn from one source
  --> a.scene:16:5
   |
16 |     b: {}
   |     ^ no source
   = help: write `b: {from: lexicon/names}`, `b: {range: 2..9}` or `b: [one, two]`

error[SL058]: `c` must be drawn from one source
  --> a.scene:17:5
   |
17 |     c: {from: x, range: 1..2}
   |     ^ two sources
   = help: write `c: {from: lexicon/names}`, `c: {range: 2..9}` or `c: [one, two]`
"""
    assert lint(scene) == expected.strip()


def test_a_draw_from_nothing(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("[The jar", "[The ${a} jar") + "vary:\n  count: 3\n  draw: {a: []}\n"
    expected = """
error[SL039]: `a` is empty
  --> a.scene:14:13
   |
14 |   draw: {a: []}
   |             ^^ at least one belongs here
   = help: write at least one value
"""
    assert lint(scene) == expected.strip()


def test_a_count_in_words_and_a_seed_below_zero(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + "vary:\n  count: many\n  seed: -1\n"
    expected = """
error[SL057]: `count` must be a whole number from 1 up, and `many` is not
  --> a.scene:13:10
   |
13 |   count: many
   |          ^^^^ expected a whole number from 1 up
   = help: write for example `count: 1000`

error[SL057]: `seed` must be a whole number from 0 up, and `-1` is not
  --> a.scene:14:9
   |
14 |   seed: -1
   |         ^^ expected a whole number from 0 up
   = help: write for example `seed: 7`
"""
    assert lint(scene) == expected.strip()


def test_a_vary_without_a_count(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR + "vary:\n  seed: 1\n"
    expected = """
error[SL032]: `vary` needs the key `count`
  --> a.scene:13:3
   |
13 |   seed: 1
   |   ^^^^ `count` is missing here
   = help: write `count: 1000`
"""
    assert lint(scene) == expected.strip()


def test_a_truth_value_of_another_language(lint: Callable[[str | bytes], str]) -> None:
    scene = (
        JAR.replace("[The jar", "[The ${a} jar")
        + "vary:\n  count: 3\n  draw: {a: {from: [x, y], distinct: yes}}\n"
    )
    expected = """
error[SL059]: `distinct` must be `true` or `false`
  --> a.scene:14:38
   |
14 |   draw: {a: {from: [x, y], distinct: yes}}
   |                                      ^^^ neither
   = help: write `distinct: true` or `distinct: false`
"""
    assert lint(scene) == expected.strip()


def test_computed_values_that_cannot_be(lint: Callable[[str | bytes], str]) -> None:
    scene = (
        JAR.replace("[The jar", "[The ${a} jar")
        + "vary:\n  count: 3\n  draw: {a: [x, y]}\n  let: {a-b: a, 2b: a, c: [a], d: }\n  holdout: {by: [], share: 10%}\n"
    )
    expected = """
error[SL036]: `a-b` cannot be a variable
  --> a.scene:15:10
   |
15 |   let: {a-b: a, 2b: a, c: [a], d: }
   |          ^ not allowed here
   = help: use letters of any script, digits and `_`, with no digit in front

error[SL036]: `2b` cannot be a variable
  --> a.scene:15:17
   |
15 |   let: {a-b: a, 2b: a, c: [a], d: }
   |                 ^ not allowed here
   = help: use letters of any script, digits and `_`, with no digit in front

error[SL033]: `c` takes a text, and this is a list
  --> a.scene:15:24
   |
15 |   let: {a-b: a, 2b: a, c: [a], d: }
   |                        ^ a list
   = help: write it as an expression such as `n * 12`

error[SL038]: `d` has no text
  --> a.scene:15:32
   |
15 |   let: {a-b: a, 2b: a, c: [a], d: }
   |                                ^ nothing is said here
   = help: write the text, or take `d` out; a word that YAML reads as nothing needs quotes

error[SL039]: `by` is empty
  --> a.scene:16:17
   |
16 |   holdout: {by: [], share: 10%}
   |                 ^^ at least one belongs here
   = help: write the variables whose bindings are held out, `[a, b]`
"""
    assert lint(scene) == expected.strip()


def test_members_of_the_cast_in_another_form(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("ann: {role: thinker}", "ann: thinker\n  bo: {}\n  al al: {role: rival}")
    expected = """
error[SL033]: `ann` takes a mapping, and this is a text
 --> a.scene:5:8
  |
5 |   ann: thinker
  |        ^^^^^^^ a text
  = help: write it as `{role: thinker}`

error[SL032]: a member of the cast needs the key `role`
 --> a.scene:6:7
  |
6 |   bo: {}
  |       ^^ `role` is missing here
  = help: write `role: thinker`

error[SL036]: `al al` cannot be the name of a speaker
 --> a.scene:7:5
  |
7 |   al al: {role: rival}
  |     ^ not allowed here
  = help: use letters of any script, digits and `_`, with a single `-` or `.` between them
"""
    assert lint(scene) == expected.strip()


def test_a_file_that_is_a_list(lint: Callable[[str | bytes], str]) -> None:
    scene = "- scene\n"
    expected = """
error[SL033]: `scene` takes a mapping of keys, and this is a list
 --> a.scene:1:1
  |
1 | - scene
  | ^^^^^^^ a list
  = help: write it as `scene: 1`, `id: …`
"""
    assert lint(scene) == expected.strip()


def test_tags_that_are_no_texts(lint: Callable[[str | bytes], str]) -> None:
    scene = JAR.replace("cast:", "tags: [a, [b], ~]\ncast:")
    expected = """
error[SL033]: `tags` takes texts alone, and this is a list
 --> a.scene:4:11
  |
4 | tags: [a, [b], ~]
  |           ^^^ a list
  = help: write it as one text an item

error[SL038]: `tags` has no text
 --> a.scene:4:16
  |
4 | tags: [a, [b], ~]
  |                ^ nothing is said here
  = help: write the text, or take `tags` out; a word that YAML reads as nothing needs quotes
"""
    assert lint(scene) == expected.strip()


def test_a_holdout_without_a_share(lint: Callable[[str | bytes], str]) -> None:
    scene = (
        JAR.replace("[The jar", "[The ${a} jar")
        + "vary:\n  count: 3\n  draw: {a: [x, y]}\n  holdout: {by: a}\n"
    )
    expected = """
error[SL032]: a `holdout` by values needs the key `share`
  --> a.scene:15:13
   |
15 |   holdout: {by: a}
   |             ^^ `share` is missing here
   = help: write `share: 10%`
"""
    assert lint(scene) == expected.strip()
