"""What the quick look clears, the full path clears too, with the same id and the same facts."""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quick_cases import LIBRARY, ROOT, Looks
from spoilt_texts import bench_scenes, slips

from scenelang.linting import lint_paths, registered_rules
from scenelang.linting.examples import Bad, unmarked
from scenelang.linting.quick import QuickLook
from scenelang.linting.rule import CorpusRule, FileRule, LintRule, SceneRule
from scenelang.linting.rule_set import RuleSet, default_rules
from scenelang.linting.rules.unfinished_text import UnfinishedText

SLIPS = 10_000
FEWEST_CLEARED = 18
"""Of the examples of rules: they are written to be short, and most have no span that is learned."""
FEWEST_CLEARED_IN_BLOCKS = 60
HERE = LIBRARY[0].parents[1] / "discovery" / "any.scene"
ANYTHING = """\
archetype: reflection
purpose: Beats of any kind in any order.
roles:
  optional: [thinker]
axes:
  doubt: 0.1 -> 0.9
beats: (frame | fact | ask | guess | doubt | think | turn | conclude | reflect)*
"""
_SHORT_TEXT = re.compile(r"""(?m)^(  - \w+(?:\(\w+\))?:|    text:) (?:"([^"\\\n]+)"|([^|>"'&*!\s][^\n]*))$""")
PLAIN = """\
# One line above everything.
scene: 1
id: tea
archetype: discovery
stratum: thinking
language: en
tags: [kitchen, night shift]

cast:
  ann: {role: thinker}
  bo: {role: companion, chat: user}

tension:
  doubt: 0.2 -> 0.8 @ turn -> 0.1
  stakes: rise(0.1, 0.9)

beats:
  - frame: |
      [The kettle is warm]{#warm}, and nobody is up yet. [The tap drips]{#drip .sound w=0.5}.
  - ask(ann): |
      [Who was in here before me]{#who}?
  - guess(bo): |
      [It was the cat, I would say]{#cat avoid}, said Bo, and laughed.
  - kind: think
    speaker: ann
    weight: 1 + doubt
    text: |
      But cats [do not boil water as far as I know]{#boil}, and
      the lid is [not where I left it last night]{#lid read}.
  - turn: |
      There is a second cup, and [it is wet inside, still warm to the hand]{#cup}.
  - conclude(ann): |
      So somebody got up before us, and [had a cup of tea with nobody else there]{#answer}.

logic:
  - warm, cup => (visit = "guest")
  - boil, visit ~> answer

self:
  - answer answers who
  - lid recalls drip

anchors:
  - answer -> last(warm), last(who) @ middle top 2 w 0.5
  - answer -/> cat @ late

layers:
  - last cup @ 60%: reads "guest" w 0.5
  - last answer: mirrors warm
"""


def test_the_plain_layout_is_cleared() -> None:
    looks = Looks()
    assert looks.is_proven(HERE, PLAIN)
    for text in bench_scenes(40):
        assert looks.is_proven(HERE, text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("scene: 1", "scene: 2"),
        ("id: tea", "id: no"),
        ("archetype: discovery", "archetype: nothing"),
        ("stratum: thinking", "stratum: noise"),
        ("[kitchen, night shift]", "[kitchen, Kitchen]"),
        ("# One line", "# scenelang: ignore-file[SL830]"),
        ("{role: thinker}", "{role: rival}"),
        ("  bo: {role", "  ann: {role"),
        ("0.8 @ turn", "0.8 @ trun"),
        ("rise(0.1, 0.9)", "rise(0.9, 0.1)"),
        ("0.2 -> 0.8", "0.2 -> 1.8"),
        ("doubt: 0.2", "worry: 0.2"),
        ("-> 0.1\n", "-> 0.1."),
        ("{role: thinker}\n", "{role: thinker}"),
        ("- ask(ann)", "- ask(eve)"),
        ("- turn: |", "- guess: |"),
        ("weight: 1 + doubt", "weight: 1 + wonder"),
        ("weight: 1 + doubt", "weight: 1"),
        ("weight: 1 + doubt", "weight: 1001"),
        ("{#who}", "{#warm}"),
        ("{#who}", "{#ask}"),
        ("{#who}", "{#}"),
        ("{#who}", "{}"),
        ("{#who}", "{#who\nwe}"),
        ("{#who}", "{#who\n    we}"),
        ("{#who}", "{#who\n      read\n      w=2 }"),
        ("{#who}", "{#who\n       read}"),
        ("{#who}", "{#who w=2000}"),
        ("{#who}", "{#who w=1}"),
        ("{#who}", "{#who read avoid}"),
        ("{#cat avoid}", "{#cat avoid w=0}"),
        ("[The tap drips]", "[The [tap] drips]"),
        ("[The tap drips]", "[The tap drips ]"),
        ("[The tap drips]", "[ ]"),
        ("The tap drips", "The tap  drips"),
        ("The tap drips", "The tap drips TODO"),
        ("      the lid", "       the lid"),
        ("      [The kettle", "       [The kettle"),
        ("      the lid", "     the lid"),
        ("yet. [The", "yet. ${a} [The"),
        ("yet. [The", "yet \\[sic\\]. [The"),
        ("yet.", "yet \u200b."),
        ("warm, cup =>", "warm, cip =>"),
        ("warm, cup =>", ", cup =>"),
        ("warm, cup =>", "answer, cup =>"),
        ("warm, cup =>", "warm, warm =>"),
        ("(visit =", "(warm ="),
        ("boil, visit ~>", "boil ~>"),
        ("boil, visit ~>", "boil, other#visit ~>"),
        ("boil, visit ~>", "boil, visit =/>"),
        ("answer answers who", "who answers answer"),
        ("answer answers who", "answer answers answer"),
        ("answer answers who", "answer answer who"),
        ("answer answers who", "answer answers warm"),
        ("answer -> last(warm)", "warm -> last(answer)"),
        ("answer -> last(warm)", "before frame -> last(warm)"),
        ("answer -> last(warm)", "last(who) -> answer"),
        ("top 2 w 0.5", "top 2 w 0"),
        ("@ middle top", "@ midle top"),
        ("-/> cat @ late", "-/> cat @ late # it is"),
        ('reads "guest"', 'reads ""'),
        ('reads "guest"', 'reads "gu  est"'),
        ('reads "guest"', 'reads "guest "'),
        ("mirrors warm", "mirrors answer"),
        ("mirrors warm", "tension wonder"),
        ("layers:", "recall: inline\nlayers:"),
        ("  - last answer: mirrors warm\n", "  - last answer: mirrors warm"),
    ],
)
def test_what_is_wrong_or_unusual_is_left_to_the_full_path(old: str, new: str) -> None:
    assert PLAIN.count(old) >= 1
    assert Looks().quick(HERE, PLAIN.replace(old, new, 1)) is None


def test_a_concept_of_another_scene_is_asked_for(tmp_path: Path) -> None:
    asking = PLAIN.replace('reads "guest"', "concept sound").replace("drip .sound", "drip")
    cleared = Looks().quick(HERE, asking)
    assert cleared is not None
    assert cleared.asks == ("sound",)
    (tmp_path / "asking.scene").write_text(asking.replace("id: tea", "id: asking"), encoding="utf-8")
    (found,) = lint_paths([tmp_path]).diagnostics
    assert found.code == "SL267"
    (tmp_path / "other.scene").write_text(PLAIN.replace("kettle", "old kettle"), encoding="utf-8")
    assert [one.code for one in lint_paths([tmp_path]).diagnostics if one.code == "SL267"] == []


def test_the_library_is_cleared_as_far_as_it_is_plain() -> None:
    looks = Looks()
    cleared = [path for path in LIBRARY if looks.is_proven(path, path.read_bytes())]
    assert len(cleared) >= 15


def test_no_bad_example_of_any_rule_is_cleared_and_no_good_one_wrongly(tmp_path: Path) -> None:
    here = tmp_path / "example.scene"
    (tmp_path / "archetypes").mkdir()
    (tmp_path / "archetypes" / "reflection.yaml").write_text(ANYTHING, encoding="utf-8")
    (tmp_path / "scenelang.toml").write_text("", encoding="utf-8")
    cleared = plainly = 0
    for rule in registered_rules().values():
        for example in rule.EXAMPLES if issubclass(rule, FileRule | SceneRule) else ():
            if example.settings or example.files:
                continue
            looks, text = Looks((here,), RuleSet.of((rule(**example.options),))), unmarked(example.text)[0]
            is_clear = looks.is_proven(here, text)
            assert not (is_clear and isinstance(example, Bad)), (rule.name(), text)
            cleared += is_clear
            plainly += looks.is_proven(here, _in_plain_layout(text))
    assert cleared >= FEWEST_CLEARED
    assert plainly >= FEWEST_CLEARED_IN_BLOCKS


def _in_plain_layout(text: str) -> str:
    """An example with its texts in blocks, and with something that is certainly learned."""
    blocks = _SHORT_TEXT.sub(lambda found: f"{found[1]} |\n      {found[2] or found[3]}", text)
    return blocks.replace(": |\n      ", ": |\n      [So it began]{#so-it-began w=2}. ", 1)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ((("last night]", "last night \n      ]"),), "SL805"),
        ((("      But cats", "       But cats"),), "SL016"),
        ((("0.2 -> 0.8 @ turn -> 0.1\n  stakes: rise(0.1, 0.9)", "0.1  stakes: 0.2"),), "SL012"),
        ((("  ann: {role", "    ann: {role"),), "SL016"),
        ((("it is wet inside, still warm to the hand", "do not boil water as far as I know"),), "SL835"),
        (
            (("it is wet inside, still warm", "Do not boil water as far"), ("to the hand]", "as I know.]")),
            "SL835",
        ),
        (
            (
                ("language: en", "language: de"),
                ("it is wet inside, still warm to the hand", "groß ist der Fluß im Mai"),
                ("had a cup of tea with nobody else there", "gross ist der Fluss im Mai"),
            ),
            "SL835",
        ),
        ((("{#drip .sound w=0.5}", "{#drip .sound note=TODO}"),), ""),
        ((("The tap drips", "The tap drips, TO[DO"), ("[The tap", "The tap")), "SL833"),
    ],
)
def test_what_slipped_through_once_does_so_no_more(changes: tuple[tuple[str, str], ...], code: str) -> None:
    looks, text = Looks(), PLAIN
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    assert [one.code for one in looks.full(HERE, text).found] == ([code] if code else [])
    assert looks.is_proven(HERE, text) is not bool(code)


def test_a_concept_of_another_project_is_none_of_this_one(tmp_path: Path) -> None:
    asking = PLAIN.replace('reads "guest"', "concept sound").replace("drip .sound", "drip")
    one, other = tmp_path / "one", tmp_path / "other"
    for folder, text in ((one, asking), (other, PLAIN.replace("id: tea", "id: carrier"))):
        folder.mkdir()
        (folder / "scenelang.toml").write_text("", encoding="utf-8")
        (folder / "any.scene").write_text(text, encoding="utf-8")
    for paths in ([one], [one, other], [other, one]):
        found = [each for each in lint_paths(paths).diagnostics if each.code == "SL267"]
        assert [Path(each.place.file).parent.name for each in found] == ["one"]
    (one / "more.scene").write_text(PLAIN.replace("id: tea", "id: more"), encoding="utf-8")
    assert [each.code for each in lint_paths([one, other]).diagnostics if each.code == "SL267"] == []


def test_no_spoilt_scene_of_the_mutation_corpus_is_cleared_wrongly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(ROOT / "tools" / "mutations"), *sys.path])
    import kinds  # noqa: F401, PLC0415 - it makes itself known to `draft`
    from draft import KINDS, Draft  # noqa: PLC0415 - it lies outside of the package

    from scenelang.reading import load_source, read_scenes  # noqa: PLC0415 - beside it

    looks, dice = Looks(), random.Random(5)
    plain = [path for path in LIBRARY if looks.quick(path, path.read_bytes()) is not None]
    for name, kind in KINDS.items():
        for path in dice.sample(plain, 3):
            source = load_source(path).value
            assert source is not None
            scenes = read_scenes(source).value
            assert scenes is not None
            try:
                mutation = kind(Draft(path, source.text, scenes[0], random.Random(f"{name} {path.name}")))
            except (IndexError, ValueError):  # this scene has nothing that could be spoilt so
                continue
            if mutation is not None:
                looks.is_proven(path, mutation.text)


def test_what_is_cleared_after_slips_of_the_hand_is_clean() -> None:
    looks, dice = Looks(), random.Random(20)
    plain = [path.read_text(encoding="utf-8") for path in LIBRARY if looks.quick(path, path.read_bytes())]
    texts = [PLAIN, *plain, *bench_scenes(60)]
    cleared = 0
    for number in range(SLIPS):
        text = next(slips(dice.choice(texts), dice))
        if number % 3 == 0:
            text = next(slips(text, dice)) if text else text
        cleared += looks.is_proven(HERE, text)
    assert cleared > SLIPS / 20


@given(st.integers(0, 2**32), st.integers(1, 6))
def test_what_is_cleared_after_any_slips_is_clean(seed: int, count: int) -> None:
    for number, text in enumerate(slips(PLAIN, random.Random(seed))):
        LOOKS.is_proven(HERE, text)
        if number == count:
            return


LOOKS = Looks()


@given(st.binary(max_size=300) | st.binary(max_size=60).map(lambda noise: PLAIN.encode() + noise))
def test_any_bytes_are_looked_at_without_a_word(content: bytes) -> None:
    LOOKS.quick(HERE, content)


def test_every_rule_that_is_on_vouches_for_plain_scenes() -> None:
    assert default_rules().may_fault is not None


def test_a_rule_that_never_vouches_leaves_all_to_the_full_path() -> None:
    class Strict(UnfinishedText):
        """A rule that was not written with plain scenes in mind."""

        may_fault = LintRule.may_fault

    looks = Looks(rules=RuleSet.of((Strict(),)))
    assert looks.quick(HERE, PLAIN) is None
    assert not issubclass(Strict, CorpusRule)
    assert isinstance(looks._quick, QuickLook)
