"""Rules about signs, in every style of scalar, behind emoji, in files with CR LF, and at random."""

from __future__ import annotations

import string
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from looked_at import SOUND, covered, mended, said, subject_of

from scenelang.linting.rule import FileRule, registered_rules
from scenelang.linting.rules.double_blank import DoubleBlank
from scenelang.linting.rules.invisible_sign import InvisibleSign
from scenelang.linting.rules.lone_look_alike import LoneLookAlike
from scenelang.linting.rules.look_alike_names import LookAlikeNames
from scenelang.linting.rules.mixed_script import MixedScript
from scenelang.linting.rules.mixed_typography import MixedTypography
from scenelang.linting.rules.not_composed import NotComposed
from scenelang.linting.rules.odd_blank import OddBlank
from scenelang.linting.rules.presentation_form import PresentationForm
from scenelang.linting.rules.wrong_encoding import WrongEncoding
from scenelang.linting.texts.hidden_runs import hidden_runs
from scenelang.linting.texts.mixed_words import mixed_words
from scenelang.linting.texts.scripts import skeleton
from scenelang.plain import NotPlain, plain_text, scan

STYLES = {
    "literal": "  - fact: |\n      {}\n",
    "stripped": "  - fact: |-\n      Before.\n      {}\n",
    "folded": "  - fact: >\n      Before,\n      {}\n",
    "plain": "  - fact: {}\n",
    "plain over lines": "  - fact: Before,\n      {}\n",
    "single": "  - fact: 'It''s {}'\n",
    "double": '  - fact: "\\u00e9\\t{}"\n',
    "flow": "  - {{fact: {}}}\n",
    "long": "  - kind: fact\n    text: {}\n",
}
FAULTS = [
    (InvisibleSign(), "snow\u200blay", "\u200b", "snowlay"),
    (OddBlank(), "snow\u00a0lay", "\u00a0", "snow lay"),
    (DoubleBlank(), "snow  lay", "  ", "snow lay"),
    (MixedScript(), "the snоw lay", "snоw", "the snow lay"),
    (NotComposed(), "the cafe\u0301 lay", "cafe\u0301", "the café lay"),
    (WrongEncoding(), "the cafÃ© lay", "Ã©", "the café lay"),
    (PresentationForm(), "the ﬁrst lay", "ﬁ", "the first lay"),
]
FILE = "scene: 1\nid: a\narchetype: recall\nbeats:\n"


def in_style(style: str, text: str, line_break: str) -> str:
    return (FILE + STYLES[style].format(text)).replace("\n", line_break)


@pytest.mark.parametrize("line_break", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("rule", "text", "wrong", "right"), FAULTS, ids=[type(one[0]).__name__ for one in FAULTS]
)
def test_a_sign_is_found_and_mended_in_every_style_behind_an_emoji(
    rule: FileRule, text: str, wrong: str, right: str, *, style: str, line_break: str
) -> None:
    whole = in_style(style, f"👨\u200d👩\u200d👧 {text}", line_break)
    assert covered(rule, whole) == [wrong]
    assert mended(rule, whole) == in_style(style, f"👨\u200d👩\u200d👧 {right}", line_break)


def test_a_fix_never_makes_a_plain_text_into_something_else() -> None:
    for text in ("Snow\u00a0# lay", "Snow:\u00a0lay", "Snow\u00a0"):
        whole = f"{FILE}  - fact: {text}\n"
        assert len(said(OddBlank(), whole)) == 1
        assert mended(OddBlank(), whole) == whole


@pytest.mark.parametrize(
    "text",
    [
        "👨\u200d👩\u200d👧",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "🏳\ufe0f\u200d🌈",
        "می\u200cخواهم",
        "क्\u200dष",
        "שלום\u200f!",
        "葛\U000e0100",
    ],
)
def test_signs_that_a_script_or_an_emoji_needs_are_left_alone(text: str) -> None:
    assert list(hidden_runs(text)) == []


@pytest.mark.parametrize(
    "sign", ["\u200b", "\u200c", "\u200d", "\u2060", "\u00ad", "\u202e", "\ufe0f", "\u200e", "\u115f"]
)
def test_the_same_signs_between_latin_letters_are_found(sign: str) -> None:
    assert list(hidden_runs(f"sn{sign}ow")) == [(2, 3)]


@given(
    st.lists(
        st.sampled_from(["Snow", " ", "\u200b", "\u00ad", "❤", "\ufe0f", "a", "\u200d", "👩"]), max_size=30
    )
)
def test_a_text_without_what_was_found_has_nothing_more_to_find(parts: list[str]) -> None:
    text = "".join(parts)
    runs = list(hidden_runs(text))
    assert all(start < end for start, end in runs)
    assert all(first[1] < second[0] for first, second in pairwise(runs))
    for start, end in reversed(runs):
        text = text[:start] + text[end:]
    assert set("\u200b\u00ad").isdisjoint(text)


RUSSIAN = ["восток", "рука", "сахар", "крыльцо", "Нева", "охота", "Россия"]
SAME = str.maketrans("аеорсухВЕКМНОРСТ", "aeopcyxBEKMHOPCT")


@given(st.sampled_from(RUSSIAN), st.data())
def test_any_letter_typed_on_the_other_keyboard_is_found_and_put_back(word: str, data: st.DataObject) -> None:
    places = [index for index, letter in enumerate(word) if ord(letter) in SAME]
    wrong = data.draw(st.sets(st.sampled_from(places), min_size=1, max_size=min(len(places), len(word) - 1)))
    typed = "".join(letter.translate(SAME) if index in wrong else letter for index, letter in enumerate(word))
    whole = SOUND.replace("language: en", "language: ru").replace("Where is it dark?", f"Где {typed}?")
    assert covered(MixedScript(), whole) == [typed]
    assert mended(MixedScript(), whole) == whole.replace(typed, word)


@pytest.mark.parametrize(
    "word", ["ITшник", "VIPы", "PRщик", "iPhoneы", "Δt", "NFκB", "TNFα", "μm", "αβγ", "Aβ", "naïve"]
)
def test_words_that_are_meant_to_have_two_scripts_are_left_alone(word: str) -> None:
    assert list(mixed_words(f"Вот {word} here.", "ru")) == []


def test_a_word_that_markup_parts_is_one_word() -> None:
    whole = SOUND.replace("language: en", "language: ru").replace("Where is it dark?", "сн]{#x}[eг")
    (one,) = said(MixedScript(), whole)
    assert whole[one.place.start : one.place.end] == "сн]{#x}[eг"
    assert mended(MixedScript(), whole) == whole.replace("eг", "ег")


def test_a_name_with_a_letter_of_another_script_is_told_of_without_a_fix() -> None:
    whole = SOUND.replace("#lamp", "#lаmp")
    (one,) = said(MixedScript(), whole)
    assert (whole[one.place.start : one.place.end], one.code, one.fix()) == ("lаmp", "SL822", None)
    assert one.help_text == "type it anew in one script: `lamp`"


def test_the_twin_of_a_name_points_at_the_first_one() -> None:
    whole = SOUND.replace("#answer", "#Lamp")
    (one,) = said(LookAlikeNames(), whole)
    assert [whole[place.start : place.end] for place, _ in one.related()] == ["lamp"]
    assert one.label_text == "they differ in capital letters"


@given(st.text(string.ascii_letters + "абвеорсухАВЕО-._é", min_size=1))
def test_a_skeleton_has_no_case_no_joints_and_one_normalisation(name: str) -> None:
    assert skeleton(name) == skeleton(name.swapcase())
    assert skeleton(name) == skeleton(unicodedata.normalize("NFD", name))
    assert skeleton(name) == skeleton(name.replace("-", "_"))


@pytest.mark.parametrize(("text", "odd"), [("Where… a… b... c?", []), ("Where… a… b… c... d?", ["..."])])
def test_a_way_is_odd_where_the_other_is_three_times_as_common(text: str, odd: list[str]) -> None:
    assert covered(MixedTypography(), SOUND.replace("Where is it dark?", text)) == odd


@pytest.mark.parametrize(
    ("language", "text", "odd"),
    [
        ("ru", "Лампа - свет — и тьма", ["-"]),
        ("ru", "Лампа - свет - это — тьма", []),
        ("en", "Lamps - light — and dark", []),
        ("en", "Lamps — light — and — dark - here", ["-"]),
        ("en", "Lamps — light — and — dark - here > 0", []),
        ("en", "Lamps — light — and — x - y", []),
    ],
)
def test_a_dash_is_told_where_the_scene_or_its_language_has_another(
    language: str, text: str, odd: list[str]
) -> None:
    whole = SOUND.replace("language: en", f"language: {language}").replace("Where is it dark?", text)
    assert covered(MixedTypography(), whole) == odd


def test_two_scenes_of_one_file_may_each_have_a_typography_of_their_own() -> None:
    dots, sign = (SOUND.replace("Where is it", f"Where{way * 3} is it") for way in ("... ", "… "))
    assert said(MixedTypography(), f"{dots}---\n{sign}") == []


def test_latin_letters_of_a_formula_are_no_russian_words() -> None:
    russian = SOUND.replace("language: en", "language: ru")
    formula = russian.replace("Where is it dark?", "Если x больше y на крыльце, а c равно z?")
    assert said(LoneLookAlike(), formula) == []
    assert covered(LoneLookAlike(), russian.replace("Where is it dark?", "Снег c крыши?")) == ["c"]


def test_one_cyrillic_letter_between_english_words_is_told_and_cyrillic_texts_are_not() -> None:
    whole = SOUND.replace("Where is it dark?", "Is а lamp out?")
    assert covered(LoneLookAlike(), whole) == ["а"]
    assert mended(LoneLookAlike(), whole) == whole.replace("а", "a")
    assert said(LoneLookAlike(), whole.replace("out", "ночь")) == []
    assert said(LoneLookAlike(), whole.replace("language: en", "language: ru")) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Снег\u00a0— вода", 0),
        ("на\u00a0крыльце", 1),
        ("с\u00a0крыльца", 0),
        ("№\u202f5", 0),
        ("12\u202f000\u00a0км", 0),
        ("и т.\u00a0д.", 0),
        ("А.\u00a0С.\u00a0Пушкин", 0),
        ("Снег\u2003— вода", 1),
    ],
)
def test_blanks_of_good_russian_typography_are_left_alone(text: str, count: int) -> None:
    whole = SOUND.replace("language: en", "language: ru").replace("Where is it dark?", text)
    assert len(said(OddBlank(), whole)) == count


MY_RULES = [
    rule()
    for code, rule in registered_rules().items()
    if "SL801" <= code <= "SL829" and issubclass(rule, FileRule)
]
SNIPPETS = [
    "a", " a ", "c", "  ", " - ", "—", "...", "…", '"', "'", "«", "»", "Ã", "©", "Ñ»", "é", "а", "o",
    "о", "# ", "\n      # x", "\n      - turn: x", "\n      logic:", "\t", "\u200b", "\u00a0",
    " \n      ", "\n\n      ", "\n       ", "]{#Lamp}[", "Снег c ", " а ", " О ", "```",
]  # fmt: skip


@given(st.lists(st.tuples(st.integers(70, 320), st.sampled_from(SNIPPETS)), min_size=1, max_size=4))
def test_what_the_quick_look_clears_no_rule_here_speaks_of(pieces: list[tuple[int, str]]) -> None:
    text = SOUND
    for place, snippet in pieces:
        text = f"{text[:place]}{snippet}{text[place:]}"
    plain = plain_text(text.encode())
    try:
        scene = None if plain is None else scan(plain)
    except NotPlain:
        scene = None
    for rule in MY_RULES if scene is not None else ():
        assert scene is not None
        scene.fill_in()
        if not rule.may_fault(scene):
            assert list(rule.check(subject_of(text))) == []
