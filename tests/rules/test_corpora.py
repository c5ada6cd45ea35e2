"""What examples cannot show of rules for whole sets: sketches, the index of alike scenes, quick looks."""

from __future__ import annotations

import random
import re
import statistics
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordfreq import top_n_list, word_frequency

from scenelang.checking import find_project
from scenelang.linting import lint_paths, registered_rules
from scenelang.linting.alike.alike_scenes import alike_scenes, read_again, repeated_passages
from scenelang.linting.alike.sketch import (
    SIZE,
    exact_likeness,
    likeness,
    sketch_of,
    text_sketch,
    words_of,
)
from scenelang.linting.examples import Bad, unmarked
from scenelang.linting.rule_set import RuleSet
from scenelang.linting.rules.account_numbers import AccountNumbers
from scenelang.linting.rules.email_addresses import EmailAddresses
from scenelang.linting.rules.network_addresses import NetworkAddresses
from scenelang.linting.rules.phone_numbers import PhoneNumbers
from scenelang.linting.rules.secrets_in_files import SecretsInFiles
from scenelang.linting.rules.unwanted_licence import UnwantedLicence
from scenelang.linting.scene_facts import SceneFacts, beat_text, scene_text
from scenelang.plain import without_marks
from scenelang.reading import load_source, read_scenes
from scenelang.source import Span

WORDS = [
    f"{first}{last}"
    for first in ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z"]
    for last in ["a", "e", "i", "o", "u"]
]
VOCABULARY = [f"{one}{two}" for one in WORDS for two in WORDS]
HEAD = "scene: 1\nid: a\narchetype: recall\n"
BEATS = "beats:\n  - fact: It was dark.\n  - ask: Why?\n"
LIBRARY = Path(__file__).parents[2] / "scenes"


@dataclass(frozen=True)
class _Text:
    """As much of a plain scene as a look at its text needs."""

    text: str

    @property
    def rare(self) -> bytes:
        """All signs, as if each were rare."""
        return self.text.encode()


def _text(rng: random.Random, count: int) -> list[str]:
    """Words of which few are frequent, as in any language."""
    return [
        VOCABULARY[min(int(15 * (rng.paretovariate(0.8) - 1)), len(VOCABULARY) - 1)] for _ in range(count)
    ]


def _joined(sign: str, *parts: str) -> str:
    """A secret that no scanner of this file takes for one."""
    return sign.join(parts)


def _changed(rng: random.Random, words: list[str], count: int) -> list[str]:
    other = list(words)
    for _ in range(count):
        other[rng.randrange(len(other))] = rng.choice(VOCABULARY)
    return other


def _facts(name: str, text: str, *, held_out: bool = False, varies: bool = False) -> SceneFacts:
    words, digest, passages, sketch = text_sketch([text])
    return SceneFacts(
        name, Span(f"{name}.scene", 13, 14), "recall", "thinking", "en", held_out, varies,
        words=words, digest=digest, passages=passages, sketch=sketch,
    )  # fmt: skip


@cache
def _language(code: str) -> tuple[list[str], list[float]]:
    """Words of a language, and how often each is met."""
    words = [word for word in top_n_list(code, 5_000) if word.isalpha()]
    return words, [word_frequency(word, code) for word in words]


@pytest.mark.parametrize("language", ["en", "de", "fr", "pl", "ru"])
@pytest.mark.parametrize(("count", "changes"), [(60, 2), (120, 6), (250, 3), (250, 12), (250, 40), (600, 30)])
def test_estimates_are_as_near_to_the_truth_as_the_method_says(
    language: str, count: int, changes: int
) -> None:
    rng = random.Random(17)
    errors, truths = [], []
    for _ in range(100):
        left = rng.choices(*_language(language), k=count)
        right = list(left)
        for word in rng.choices(*_language(language), k=changes):
            right[rng.randrange(count)] = word
        one, two = " ".join(left), " ".join(right)
        truths.append(exact_likeness(one, two))
        errors.append(likeness(sketch_of(one), sketch_of(two)) - truths[-1])
    truth = statistics.mean(truths)
    bound = (truth * (1 - truth) / SIZE) ** 0.5
    assert abs(statistics.mean(errors)) < 0.03
    assert statistics.pstdev(errors) < 1.25 * bound + 0.01


@given(st.lists(st.sampled_from(VOCABULARY), max_size=200))
def test_a_text_is_like_itself_and_unlike_one_without_a_word_of_it(words: list[str]) -> None:
    text = " ".join(words)
    sketch = sketch_of(text)
    assert list(sketch) == sorted(set(sketch))
    assert len(sketch) <= SIZE
    assert likeness(sketch, sketch) == (1 if len(words) > 2 else 0)
    assert likeness(sketch, sketch_of(text.upper().replace(" ", ",\n  "))) in {0, 1}
    assert likeness(sketch, sketch_of(" ".join(f"{word}x" for word in words))) == 0


@given(st.lists(st.sampled_from(VOCABULARY), min_size=3, max_size=90), st.data())
def test_case_and_signs_and_layout_do_not_count(words: list[str], data: st.DataObject) -> None:
    signs = st.sampled_from(["{}", "{},", "“{}”", "({})", "{}…", "*{}*"])
    parted = st.sampled_from([" ", "\n", "  \n "])
    written = "".join(data.draw(signs).format(word.title()) + data.draw(parted) for word in words)
    assert sketch_of(written) == sketch_of(" ".join(words))
    assert text_sketch([written]) == text_sketch([" ".join(words)])


@given(st.text(max_size=300))
def test_any_text_has_a_sketch(text: str) -> None:
    assert text_sketch([text, text]).words == 2 * len(words_of(text))
    assert len(sketch_of(text)) <= SIZE


def test_scripts_without_blanks_are_taken_sign_by_sign() -> None:
    text = "月が出ていた。誰もそれを見ていなかったし、誰もそれを待っていなかった。"
    assert exact_likeness(text, text.replace("月", "日")) > 0.8
    assert exact_likeness(text, "鍵はコートの中にあり、コートは玄関に掛かっていると彼女は言った。") < 0.2


def test_sketches_are_the_same_in_every_process() -> None:
    code = (
        "from scenelang.linting.alike.sketch import text_sketch;"
        "print(tuple(text_sketch(['The lamp in the hall went out, and for a month nobody knew.'])))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1


def test_a_quick_look_at_raw_beats_gives_the_same_as_the_model_does() -> None:
    for path in sorted(LIBRARY.rglob("*.scene")):
        source = load_source(path).value
        assert source is not None
        for scene in read_scenes(source).value or ():
            raw = [beat.text.scalar.value for beat in scene.beats]
            if not any("\\" in text for text in raw):
                read = text_sketch(map(beat_text, scene.beats))
                assert text_sketch(map(without_marks, raw)) == read


def test_the_index_finds_the_pairs_that_a_look_at_all_pairs_finds() -> None:
    rng = random.Random(5)
    texts = [_text(rng, 150) for _ in range(120)]
    texts += [_changed(rng, words, rng.randrange(1, 16)) for words in texts]
    lines = [" ".join(words) for words in texts]
    facts = [_facts(f"s{number:03}", line) for number, line in enumerate(lines)]
    wanted = {
        (f"s{one:03}", f"s{two:03}")
        for two in range(len(lines))
        for one in range(two)
        if likeness(facts[one].sketch, facts[two].sketch) >= 0.8
    }
    found = {(pair.first.id, pair.second.id) for pair in alike_scenes(facts, 0.8)}
    assert len(wanted) > 30
    assert found == wanted


def test_many_copies_are_each_paired_with_the_first_alone() -> None:
    text = " ".join(_text(random.Random(1), 60))
    facts = [_facts(f"s{number}", text) for number in range(300)]
    pairs = alike_scenes(facts, 0.8)
    assert [(pair.first.id, pair.second.id, pair.same) for pair in pairs] == [
        ("s0", f"s{number}", True) for number in range(1, 300)
    ]


def test_many_scenes_of_one_mould_are_compared_with_a_few_of_them() -> None:
    rng = random.Random(2)
    mould = _text(rng, 200)
    facts = [_facts(f"s{number}", " ".join([*mould, f"ending{number}"])) for number in range(400)]
    pairs = alike_scenes(facts, 0.8)
    assert [pair.second.id for pair in pairs] == [f"s{number}" for number in range(1, 400)]
    assert all(pair.share > 0.9 and not pair.same for pair in pairs)


def test_scenes_that_vary_and_short_scenes_are_alike_to_none() -> None:
    long = " ".join(_text(random.Random(3), 60))
    short = " ".join(_text(random.Random(3), 19))
    facts = [_facts("a", long), _facts("b", long, varies=True), _facts("c", short), _facts("d", short)]
    assert alike_scenes(facts, 0.8) == ()


def test_a_copy_on_the_other_side_of_the_split_is_paired_with_either_side() -> None:
    text = " ".join(_text(random.Random(4), 60))
    facts = [_facts("a", text), _facts("b", text, held_out=True), _facts("c", text)]
    found = [(pair.first.id, pair.second.id) for pair in alike_scenes(facts, 0.8)]
    assert found == [("a", "b"), ("a", "c"), ("b", "c")]


def test_a_passage_counts_once_for_whole_copies_of_a_scene() -> None:
    passage = "Whoever speaks here says what was seen and heard and nothing else at all."
    copies = [_facts(name, passage) for name in "abc"]
    assert list(repeated_passages(copies, 2)) == []


def test_a_scene_whose_file_has_changed_is_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.scene"
    path.write_text("scene: 1\nid: lamp\narchetype: recall\nbeats:\n  - fact: It was dark.\n  - ask: Why?\n")
    source = load_source(path).value
    assert source is not None
    (scene,) = read_scenes(source).value or ()
    facts = SceneFacts("lamp", scene.id.place, "recall", "thinking", "en", held_out=False)
    again = read_again(facts)
    assert again is not None
    assert scene_text(again) == "It was dark.\nWhy?"
    path.write_text(path.read_text().replace("lamp", "coat"))
    assert read_again(facts) is None
    path.unlink()
    assert read_again(facts) is None


def test_pairs_name_the_other_scene_and_where_it_is(tmp_path: Path) -> None:
    beats = "beats:\n  - fact: |\n      {}\n  - ask: Who knew?\n"
    text = " ".join(_text(random.Random(8), 60))
    for name, head, last in (("a", "", ""), ("b", "", " indeed"), ("c", "split: held_out\n", "")):
        content = f"scene: 1\nid: {name}\narchetype: recall\n{head}{beats.format(text + last)}"
        (tmp_path / f"{name}.scene").write_text(content)
    (tmp_path / "scenelang.toml").write_text("")
    every = registered_rules()
    rules = RuleSet.of(every[code]() for code in ("SL900", "SL901", "SL903"))
    found = lint_paths([tmp_path], rules).diagnostics
    told = [
        (one.code, Path(one.place.file).stem, [Path(r.place.file).stem for r in one.related()])
        for one in found
    ]
    assert told == [("SL900", "b", ["a"]), ("SL903", "c", ["a"])]


LOOKS = {
    "SL905": lambda text: EmailAddresses().may_fault(_Text(text)),
    "SL906": lambda text: PhoneNumbers().may_fault(_Text(text)),
    "SL907": lambda text: AccountNumbers().may_fault(_Text(text)),
    "SL908": lambda text: NetworkAddresses().may_fault(_Text(text)),
    "SL909": lambda text: SecretsInFiles().may_fault(_Text(text)),
}


@pytest.mark.parametrize("code", LOOKS)
def test_a_quick_look_misses_nothing_that_the_rule_finds_fault_with(code: str) -> None:
    for example in registered_rules()[code].EXAMPLES:
        if isinstance(example, Bad):
            assert LOOKS[code](unmarked(example.text)[0])


@pytest.mark.parametrize("code", LOOKS)
def test_a_quick_look_clears_nearly_all_of_the_library(code: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in LIBRARY.rglob("*.scene")]
    assert sum(LOOKS[code](text) for text in texts) <= len(texts) / 10


@pytest.mark.parametrize(
    ("secret", "kind"),
    [
        (
            "-----BEGIN RSA PRIVATE KEY-----\n# MIIEpAIBAAKCAQEA1c7+9z5Pad7Oejec",
            "Private Key",
        ),
        (_joined("-", "xoxb", "123456789012", "1234567890123", "aaaabbbbccccddddeeeeffff"), "Slack Token"),
        (_joined("_", "sk", "live", "aaaabbbbccccddddeeeeffff"), "Stripe Access Key"),
        (
            _joined(".", "SG", "aaaabbbbccccddddeeeeff", "aaaabbbbccccddddeeeeffffgggghhhhiiiijjjjkkk"),
            "SendGrid API Key",
        ),
        (_joined("-", "glpat", "aaaaBBBBccccDDDDeeee"), "GitLab Token"),
        ("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", "OpenAI Token"),
    ],
)
def test_secrets_of_many_kinds_are_known_in_comments(secret: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.scene"
    path.write_text(f"# {secret}\n{HEAD}{BEATS}")
    (found,) = lint_paths([path], RuleSet.of([SecretsInFiles()])).diagnostics
    assert (found.code, kind in found.message) == ("SL909", True)
    assert re.sub(r"\W", "", path.read_text()[found.place.start : found.place.end])[:8] in re.sub(
        r"\W", "", secret
    )


@pytest.mark.parametrize(
    ("licence", "is_wanted"),
    [
        ("MIT", True), ("mit OR GPL-3.0-only", True), ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT AND CC0-1.0", True), ("(GPL-3.0-only OR MIT) AND CC0-1.0", True),
        ("(GPL-3.0-only OR MIT) AND (AGPL-3.0-only OR (MIT AND GPL-2.0-only))", False),
        ("Apache-2.0 WITH LLVM-exception", True), ("LicenseRef-house", False),
    ],
)  # fmt: skip
def test_an_expression_is_wanted_where_it_can_be_met(licence: str, is_wanted: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.scene"
    path.write_text(f"{HEAD}licence: {licence}\n{BEATS}")
    found = lint_paths([path], RuleSet.of([UnwantedLicence()])).diagnostics
    assert [one.code for one in found] == ([] if is_wanted else ["SL919"])


def test_rules_that_are_on_find_no_fault_with_the_library() -> None:
    every = registered_rules().values()
    rules = RuleSet.of(rule() for rule in every if rule.code()[:4] in {"SL90", "SL91"} and rule.is_on)
    assert find_project(LIBRARY / "any.scene")
    assert [one for one in lint_paths([LIBRARY], rules).diagnostics if one.code.startswith("SL9")] == []
