"""A scene file becomes a scene: every part, every form, and what stays readable beside faults."""

from __future__ import annotations

from scenelang.model import InlineValues, IntegerRange, Latent, LexiconFile, Scene, Stratum
from scenelang.reading import read_scene
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


def test_a_beat_in_long_form_has_speaker_and_weight() -> None:
    scene = read(HEAD + "beats:\n  - {kind: ask, speaker: ann, weight: 0.5, text: Why?}\n")
    (beat,) = scene.beats
    assert (str(beat.kind), str(beat.speaker), beat.weight) == ("ask", "ann", 0.5)


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
