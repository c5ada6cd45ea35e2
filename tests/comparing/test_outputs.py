"""The three outputs of a comparison, whole, and the schema of the JSON."""

from __future__ import annotations

import json
from typing import Any

from conftest import ARCHETYPE, BELL, Compare
from jsonschema import Draft202012Validator

from scenelang.comparing import Comparison, diff_output_schema, render_json, render_markdown, render_text

CHIME = BELL.replace("id: bell", "id: chime")
GONG = BELL.replace("id: bell", "id: gong")
BEFORE = {
    "bell.scene": BELL,
    "chime.scene": CHIME,
    "gong.scene": GONG,
    "same.scene": BELL.replace("id: bell", "id: same"),
}
AFTER = {
    **BEFORE,
    "bell.scene": BELL.replace("at noon", "at | dusk").replace("w 0.5", "w 0.75"),
    "chime.scene": CHIME.replace("tags: [bells]", "tags: [<b>, bells]"),
    "gong.scene": GONG.replace("=> answer", "=> anser"),
}

TEXT = """\
bell.scene: bell: text, supervision
  text frame: "noon," -> "| dusk," (3 -> 5 tokens, line 9)
  weight of beat frame: 19 -> 21
  reads changed: `last wind @ middle: reads "wind" w 0.75`: weight 0.5 -> 0.75 (1 site)

chime.scene: chime: metadata
  tags: bells -> <b>, bells

gong.scene: gong: does not compile
  after: line 15: SL200 there is no span `anser`

old -> new: 2 scenes changed in text, 1 in metadata; 1 is the same
  tokens: 76 -> 78
  weight: 84 -> 86
  hidden weight: 1 -> 1.25"""

MARKDOWN = """\
### scenelang: 2 scenes changed in text, 1 in metadata; 1 is the same

`old` → `new`

| change | scenes |
| --- | ---: |
| text | 2 |
| supervision | 0 |
| metadata | 1 |
| none | 1 |

| in the scenes that changed | before | after |
| --- | ---: | ---: |
| tokens | 76 | 78 |
| weight | 84 | 86 |
| hidden weight | 1 | 1.25 |

#### text

<details><summary><code>bell</code> text, supervision</summary>

`bell.scene`

| beat | before | after | tokens |
| --- | --- | --- | --- |
| frame | `noon,` | `\\| dusk,` | 3 → 5 |

- weight of beat frame: 19 -\\> 21
- reads changed: `last wind @ middle: reads "wind" w 0.75`: weight 0.5 -\\> 0.75 (1 site)

</details>

<details><summary><code>gong</code> does not compile</summary>

`gong.scene`

- after: SL200 there is no span `anser`

</details>

#### metadata

<details><summary><code>chime</code> metadata</summary>

`chime.scene`

- tags: bells -\\> \\<b\\>, bells

</details>"""


def test_text_tells_each_scene_and_then_the_sums(compare: Compare) -> None:
    assert render_text(compare(BEFORE, AFTER)) == TEXT


def test_markdown_has_a_table_of_classes_and_parts_that_open(compare: Compare) -> None:
    assert render_markdown(compare(BEFORE, AFTER)) == MARKDOWN


def test_no_change_is_said_in_every_output(compare: Compare) -> None:
    same = compare(BEFORE, BEFORE)
    assert render_text(same) == "old -> new: no change: 4 scenes are the same"
    assert render_markdown(same).startswith("### scenelang: no change: 4 scenes are the same\n")
    assert _validated(same)["class"] == "none"


def test_json_is_what_its_schema_says(compare: Compare) -> None:
    whole = _validated(compare(BEFORE, AFTER))
    assert (whole["version"], whole["class"]) == (1, "text")
    assert whole["counts"] == {"none": 1, "metadata": 1, "supervision": 0, "text": 2}
    bell, chime, gong = whole["scenes"]
    assert bell["classes"] == ["supervision", "text"]
    assert bell["text"] == [
        {
            "beat": "frame",
            "before": "noon,",
            "after": "| dusk,",
            "tokens_before": 3,
            "tokens_after": 5,
            "line": 9,
            "times": 1,
        }
    ]
    assert bell["targets"][0]["differences"] == [{"name": "weight", "before": "0.5", "after": "0.75"}]
    assert chime["fields"] == [
        {"name": "tags", "before": "bells", "after": "<b>, bells", "class": "metadata"}
    ]
    assert gong["problems"] == [
        {"side": "after", "code": "SL200", "message": "there is no span `anser`", "line": 15}
    ]


def test_long_lists_are_counted_in_text_and_comment(compare: Compare) -> None:
    beats = "".join(f"  - frame: |\n      Word {number} rings.\n" for number in range(30))
    many = f"scene: 1\nid: many\narchetype: many\nbeats:\n{beats}"
    frames = ARCHETYPE.replace("archetype: bells", "archetype: many").replace("frame turn conclude", "frame+")
    archetype = {"archetypes/many.yaml": frames}
    found = compare({"m.scene": many, **archetype}, {"m.scene": many.replace("rings", "hums"), **archetype})
    assert "  ... and 18 more\n" in render_text(found)
    assert "| 10 more | | | |" in render_markdown(found)


def _validated(comparison: Comparison) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(render_json(comparison))
    Draft202012Validator(diff_output_schema()).validate(whole)
    return whole
