"""A scene file becomes a scene: every part, every form, and what stays readable beside faults."""

from __future__ import annotations

import pytest

from scenelang.model import (
    Binary,
    ChatRole,
    Constant,
    InlineValues,
    IntegerRange,
    Latent,
    LexiconFile,
    Recall,
    Scene,
    Stratum,
)
from scenelang.reading import read_scene
from scenelang.signals import Module
from scenelang.source import SourceText

HEAD = "scene: 1\nid: jar\narchetype: discovery\n"
BEAT = "beats:\n  - ask: Why?\n"


def read(text: str) -> Scene:
    outcome = read_scene(SourceText("a.scene", text))
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value


def read_broken(text: str) -> tuple[Scene | None, list[str]]:
    outcome = read_scene(SourceText("a.scene", text))
    return outcome.value, [found.code for found in outcome.diagnostics]


def test_a_scene_without_options_takes_the_defaults() -> None:
    scene = read(HEAD + BEAT)
    assert (scene.stratum, scene.language, scene.version) == (Stratum.THINKING, "en", 1)
    assert (scene.tags, scene.cast, scene.logic, scene.vary, scene.use) == ((), (), (), None, ())
    assert scene.unread == frozenset()


def test_every_section_is_read_and_keeps_its_place() -> None:
    text = (
        HEAD
        + "stratum: knowledge\nlanguage: no\ntags: [a, '2']\nuse: lexicon/names\n"
        + "cast:\n  ann: {role: thinker}\ntension:\n  doubt: 0.8\n"
        + "beats:\n  - ask(ann): '[Why]{#why}?'\n  - think: |\n      [So]{#so}.\n"
        + 'logic:\n  - why => so\n  - s1: why => (b = "x")\nself:\n  - so answers why\n'
        + 'anchors:\n  - so -> why\nlayers:\n  - at so @ late: reads "no"\n'
    )
    scene = read(text)
    source = SourceText("a.scene", text)
    assert (scene.stratum, scene.language) == (Stratum.KNOWLEDGE, "no")
    assert [tag.text for tag in scene.tags] == ["a", "2"]
    assert [source.text_of(tag.place) for tag in scene.tags] == ["a", "2"]
    assert [path.text for path in scene.use] == ["lexicon/names"]
    assert [(str(member.name), str(member.role)) for member in scene.cast] == [("ann", "thinker")]
    assert [str(axis.axis) for axis in scene.tension] == ["doubt"]
    assert [(str(beat.kind), beat.speaker and str(beat.speaker)) for beat in scene.beats] == [
        ("ask", "ann"),
        ("think", None),
    ]
    assert source.text_of(scene.beats[0].place) == "ask(ann): '[Why]{#why}?'"
    assert scene.logic[1].name is not None
    assert isinstance(scene.logic[1].conclusion, Latent)
    assert [len(part) for part in (scene.references, scene.anchors, scene.layers)] == [1, 1, 1]


def test_the_text_of_a_beat_is_what_is_written_whatever_yaml_makes_of_it() -> None:
    texts = ("3", "2024-01-01", "no", "true", "1e3", "0x10", "yes")
    scene = read(HEAD + "beats:\n" + "".join(f"  - fact: {text}\n" for text in texts))
    assert [beat.text.scalar.value for beat in scene.beats] == list(texts)


def test_a_beat_in_long_form_has_a_key_for_everything() -> None:
    text = HEAD + (
        "beats:\n  - {kind: ask, speaker: ann, weight: 0.5, stratum: noise, expose: mlp @ late, text: Why?}\n"
    )
    (beat,) = read(text).beats
    assert (str(beat.kind), str(beat.speaker), beat.stratum) == ("ask", "ann", Stratum.NOISE)
    assert isinstance(beat.weight, Constant)
    assert (beat.weight.value, SourceText("a.scene", text).text_of(beat.weight.place)) == (0.5, "0.5")
    assert [(part.module, str(part.layers)) for part in beat.expose] == [(Module.MLP, "late")]


def test_a_beat_in_short_form_leaves_all_to_its_scene() -> None:
    (beat,) = read(HEAD + BEAT).beats
    assert (beat.weight, beat.stratum, beat.expose) == (None, None, ())


@pytest.mark.parametrize("written", ["0", "1000", "0.5", "1e3", ".5", '"0.5"'])
def test_a_weight_from_0_to_1000_is_a_constant(written: str) -> None:
    (beat,) = read(HEAD + f"beats:\n  - {{kind: ask, weight: {written}, text: Why?}}\n").beats
    assert isinstance(beat.weight, Constant)
    assert beat.weight.value == float(written.strip('"'))


@pytest.mark.parametrize("written", ["-1", "1001", ".nan", ".inf", "true", '"-0x1"', "\"'a'\"", '"1001"'])
def test_any_other_constant_is_refused_as_a_weight(written: str) -> None:
    text = HEAD + f"beats:\n  - kind: ask\n    weight: {written}\n    text: Why?\n"
    scene, codes = read_broken(text)
    assert scene is not None
    assert scene.unread == {"beats"}
    assert codes in (["SL057"], ["SL121"])


def test_a_weight_may_be_an_expression_of_the_tension() -> None:
    text = HEAD + "beats:\n  - kind: ask\n    weight: 1 + doubt / 2\n    text: Why?\n"
    (beat,) = read(text).beats
    assert isinstance(beat.weight, Binary)
    assert SourceText("a.scene", text).text_of(beat.weight.place) == "1 + doubt / 2"


def test_a_scene_may_say_its_exposure_its_split_and_what_recalling_does() -> None:
    text = HEAD + "expose: attention @ early, 60%\nrecall: inline\nsplit: held_out\n" + BEAT
    scene = read(text)
    assert (scene.recall, scene.held_out) == (Recall.INLINE, True)
    assert [(part.module, str(part.layers)) for part in scene.expose] == [
        (Module.ATTENTION, "early"),
        (Module.ALL, "60%"),
    ]
    source = SourceText("a.scene", text)
    assert [source.text_of(part.place) for part in scene.expose] == ["attention @ early", "60%"]


def test_without_them_a_scene_is_trained_on_and_recalls_by_order() -> None:
    scene = read(HEAD + "recall: order\nsplit: train\n" + BEAT)
    assert (scene.recall, scene.held_out, scene.expose) == (Recall.ORDER, False, ())
    assert read(HEAD + BEAT).recall is Recall.ORDER


def test_exposure_may_be_a_list() -> None:
    scene = read(HEAD + "expose:\n  - attention @ early\n  - mlp @ late, 4..8\n  - -1\n" + BEAT)
    assert [f"{part.module} {part.layers}" for part in scene.expose] == [
        "attention early",
        "mlp late",
        "all 4..8",
        "all -1",
    ]


@pytest.mark.parametrize(
    ("line", "code", "covered"),
    [
        ("recall: inlin", "SL062", "inlin"),
        ("recall: 'inlin'", "SL062", "inlin"),
        ("split: held-out", "SL062", "held-out"),
        ("expose: [early, late, early]", "SL063", "early"),
        ("expose: early, late, 4..8, 4 .. 8", "SL063", "4 .. 8"),
        ("expose: [early, [late]]", "SL033", "[late]"),
        ("expose: {early: late}", "SL033", "expose"),
        ("expose: attention", "SL152", "attention"),
        ("expose: atention @ late", "SL151", "atention"),
        ("cast: {ann: {role: thinker, chat: bot}}", "SL062", "bot"),
    ],
)
def test_what_cannot_be_read_of_the_header_is_told_in_its_place(line: str, code: str, covered: str) -> None:
    text = HEAD + line + "\n" + BEAT
    (found,) = read_scene(SourceText("a.scene", text)).diagnostics
    assert (found.code, text[found.place.start : found.place.end]) == (code, covered)
    assert found.place.start == text.rindex(covered)
    scene, _ = read_broken(text)
    assert scene is not None
    assert scene.unread == {line.partition(":")[0]}


def test_the_words_of_a_choice_are_listed() -> None:
    (found,) = read_scene(SourceText("a.scene", HEAD + "recall: inlin\n" + BEAT)).diagnostics
    assert found.message == "`recall` cannot be `inlin`"
    assert found.help_text == "did you mean `inline`? words for `recall` are `order`, `inline`"


def test_what_is_exposed_twice_shows_the_first_place() -> None:
    text = HEAD + "expose: [early, early]\n" + BEAT
    (found,) = read_scene(SourceText("a.scene", text)).diagnostics
    (first,) = found.related()
    assert (first.place.start, first.label) == (text.index("early"), "first here")


def test_a_member_of_the_cast_may_have_a_voice_in_a_chat() -> None:
    scene = read(HEAD + "cast: {ann: {role: thinker, chat: assistant}, bo: {role: asker}}\n" + BEAT)
    assert [member.chat for member in scene.cast] == [ChatRole.ASSISTANT, None]


def test_a_long_beat_may_name_its_speaker_in_the_kind() -> None:
    scene = read(HEAD + "beats:\n  - {kind: ask(ann), text: Why?}\n")
    assert str(scene.beats[0].speaker) == "ann"


def test_ids_may_be_written_in_any_script() -> None:
    for name in ("корона", "王冠", "सत्य", "a-b.c_d2"):
        assert read(f"scene: 1\nid: {name}\narchetype: доказательство\n{BEAT}").id.text == name


def test_vary_reads_all_its_parts() -> None:
    scene = read(
        HEAD
        + BEAT.replace("Why?", "'${a} ${n} ${c} ${t}'")
        + "vary:\n  count: 20\n  seed: 7\n  draw:\n"
        + "    a, b: {from: lexicon/names, distinct: true}\n    n: {range: 2..9}\n    c: [Ann, 3]\n"
        + "    d: {from: [x, y]}\n"
        + "  let: {t: n * 12}\n  shuffle: ask\n  where: a != b\n  holdout: {by: a, share: 10%}\n"
    )
    vary = scene.vary
    assert vary is not None
    assert (vary.count, vary.seed) == (20, 7)
    sources = [draw.source for draw in vary.draws]
    assert [[str(name) for name in draw.names] for draw in vary.draws] == [["a", "b"], ["n"], ["c"], ["d"]]
    assert [draw.distinct for draw in vary.draws] == [True, False, False, False]
    assert isinstance(sources[0], LexiconFile)
    assert sources[0].path.text == "lexicon/names"
    assert isinstance(sources[1], IntegerRange)
    assert (sources[1].low, sources[1].high) == (2, 9)
    assert [[str(value) for value in s.values] for s in sources if isinstance(s, InlineValues)] == [
        ["Ann", "3"],
        ["x", "y"],
    ]
    assert [str(let.name) for let in vary.lets] == ["t"]
    assert [str(name) for name in vary.shuffle] == ["ask"]
    assert vary.where is not None
    assert vary.holdout is not None
    assert ([str(name) for name in vary.holdout.by], vary.holdout.share) == (["a"], 0.1)
    assert vary.holdout.where is None


VARY = HEAD + BEAT + "vary:\n  count: 20\n  draw: {n: {range: 2..9}}\n  holdout: "


def test_instances_may_be_held_out_by_a_condition() -> None:
    vary = read(VARY + "{where: n > 6}\n").vary
    assert vary is not None
    assert vary.holdout is not None
    assert (vary.holdout.by, vary.holdout.share) == ((), 0.0)
    assert isinstance(vary.holdout.where, Binary)


def test_instances_may_be_held_out_by_values_and_by_a_condition() -> None:
    vary = read(VARY + "{by: n, share: 10%, where: n > 6}\n").vary
    assert vary is not None
    assert vary.holdout is not None
    assert ([str(name) for name in vary.holdout.by], vary.holdout.share) == (["n"], 0.1)
    assert vary.holdout.where is not None


@pytest.mark.parametrize(
    ("holdout", "code", "message"),
    [
        ("{}", "SL039", "`holdout` is empty"),
        ("{by: n}", "SL032", "a `holdout` by values needs the key `share`"),
        ("{share: 10%}", "SL032", "a `holdout` by values needs the key `by`"),
        ("{share: 10%, where: n > 6}", "SL032", "a `holdout` by values needs the key `by`"),
        ("{by: [], share: 10%}", "SL039", "`by` is empty"),
        ("{by: n, share: 200%}", "SL143", "a share lies between 0 % and 100 %, and this is 200%"),
        ("{by: n, shar: 10%}", "SL030", "`holdout` has no key `shar`"),
        ("{where: n >}", "SL122", "an expression ends too early: expected a value"),
        ("{where: n > 6, by: }", "SL033", "`by` takes a list or one text, and this is empty"),
    ],
)
def test_a_holdout_that_cannot_be_read_is_told_once(holdout: str, code: str, message: str) -> None:
    outcome = read_scene(SourceText("a.scene", VARY + holdout + "\n"))
    assert [(found.code, found.message) for found in outcome.diagnostics] == [(code, message)]
    assert outcome.value is not None
    assert outcome.value.unread == {"vary"}
    assert outcome.value.vary is not None
    assert outcome.value.vary.holdout is None


def test_a_fault_in_one_part_leaves_the_others_readable() -> None:
    scene, codes = read_broken(HEAD + BEAT + "logic:\n  - a => \n  - b => c\ncast: 3\ntagz: [a]\n")
    assert scene is not None
    assert len(codes) == 3
    assert (len(scene.beats), len(scene.logic)) == (1, 1)
    assert scene.unread == {"logic", "cast", "tags"}


def test_a_beat_whose_text_is_broken_keeps_its_place_in_the_order() -> None:
    scene, codes = read_broken(HEAD + "beats:\n  - ask: '[Why'\n  - think: So.\n")
    assert scene is not None
    assert codes == ["SL100"]
    assert [str(beat.kind) for beat in scene.beats] == ["ask", "think"]
    assert scene.unread == {"beats"}


def test_a_file_that_is_no_yaml_gives_no_scene() -> None:
    scene, codes = read_broken("{")
    assert scene is None
    assert codes == ["SL011"]


def test_a_scene_without_a_name_still_gives_its_beats() -> None:
    scene, codes = read_broken("scene: 1\n" + BEAT)
    assert scene is not None
    assert codes == ["SL032", "SL032"]
    assert (scene.id.text, len(scene.beats)) == ("", 1)
    assert scene.unread == {"id", "archetype"}
