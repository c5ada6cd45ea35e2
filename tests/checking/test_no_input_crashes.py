"""Whatever stands in a file, reading and checking say what is wrong and never fail."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from scene_files import NOWHERE

from scenelang.checking import check_scene
from scenelang.reading import read_archetype, read_scene
from scenelang.source import SourceText

SCENE = """scene: 1
id: jar
archetype: discovery
use: lexicon
cast:
  ann: {role: thinker}
tension:
  doubt: peak(0.2, 0.9 @ turn)
beats:
  - frame: "[The ${a} jar is [shut]{#shut w=0.5}.]{#all}"
  - ask: "[Why?]{#why}"
  - {kind: think, speaker: ann, weight: 0.5, text: "[Cold air.]{#cold}"}
  - turn: "[It gives.]{#gives}"
  - conclude(ann): "[The warm air let go.]{#answer}"
vary:
  count: 2
  draw: {a: [x, y], n: {range: 1..4}}
  let: {t: n * 2}
  where: t > 1
  shuffle: [frame]
  holdout: {by: [a], share: 10%}
logic:
  - shut => (pull = "${a}")
  - s1: pull => cold
  - s1, gives => answer
self:
  - answer answers why
anchors:
  - answer -/> cold @ late top 2
layers:
  - before answer @ 60%: reads "no"
"""
WORDS = st.sampled_from(
    ["[", "]", "{", "}", "#", ":", "- ", "\n", "  ", "=>", "@", "null", "${", "0", "'", '"']
)


@settings(max_examples=400, deadline=None)
@given(st.integers(0, len(SCENE)), st.integers(0, 25), WORDS | st.text(max_size=4))
@example(0, len(SCENE), "{}")
@example(0, len(SCENE), "[]")
@example(0, len(SCENE), "scene:")
@example(0, len(SCENE), "beats: [{}]")
@example(0, len(SCENE), "beats: [{kind: [], text: {}}]")
def test_a_scene_with_any_piece_replaced_gets_findings_and_no_crash(
    start: int, length: int, new: str
) -> None:
    text = SCENE[:start] + new + SCENE[start + length :]
    source = SourceText("a.scene", text)
    outcome = read_scene(source)
    found = outcome.diagnostics
    if outcome.value is not None:
        checked = check_scene(outcome.value, NOWHERE)
        found += checked.diagnostics
        assert (checked.value is None) == any(one.severity == "error" for one in found)
    for one in found:
        assert 0 <= one.place.start <= one.place.end <= len(text)
        assert one.message
        assert one.help_text


@settings(max_examples=100, deadline=None)
@given(st.text("archetype: purposbeats\n[]{}-1", max_size=60))
def test_no_archetype_crashes(text: str) -> None:
    outcome = read_archetype(SourceText("small.yaml", text))
    assert outcome.value is not None or outcome.diagnostics
