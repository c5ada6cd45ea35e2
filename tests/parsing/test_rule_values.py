"""What the rules mean: each small language gives the model's values with exact places."""

from __future__ import annotations

import pytest
from parsing_scalars import FILE, plain, spread

from scenelang import parsing
from scenelang.model import (
    At,
    AttentionRule,
    Binary,
    Call,
    ConceptTarget,
    Constant,
    Expression,
    Keyframe,
    Label,
    Latent,
    LayerRule,
    Literal,
    LogicStep,
    Mirrors,
    Name,
    Operator,
    Path,
    PatternBeat,
    PatternChoice,
    PatternSequence,
    Positions,
    Reads,
    Reference,
    Repeat,
    Shape,
    Spoken,
    Teacher,
    Template,
    TensionTarget,
    Unary,
    Variable,
    VariableUse,
    Verb,
)
from scenelang.signals import NAMED_BANDS, HeadRule, HeadRuleKind, LayerBand
from scenelang.source import Span


def at(start: int, end: int) -> Span:
    return Span(FILE, start, end)


def name(text: str, start: int) -> Name:
    return Name(text, at(start, start + len(text)))


AXIS = Name("doubt", Span(FILE, 0, 0))


def test_a_head_gives_kind_and_speaker() -> None:
    head = parsing.parse_beat_head(plain("ask(hiero)", start=6)).value
    assert head == parsing.BeatHead(name("ask", 6), name("hiero", 10))
    assert parsing.parse_beat_head(plain("turn")).value == parsing.BeatHead(name("turn", 0), None)


def test_a_path_gives_its_keyframes() -> None:
    axis = parsing.parse_trajectory(AXIS, plain("0.2 -> 0.9 @ turn")).value
    assert axis is not None
    first = Keyframe(0.2, None, at(0, 3))
    assert axis.trajectory == Path((first, Keyframe(0.9, name("turn", 13), at(7, 17))))
    assert (axis.axis, axis.place) == (AXIS, at(0, 17))


@pytest.mark.parametrize("text", [example for _, example in parsing.SHAPES.values()])
def test_a_shape_gives_its_values(text: str) -> None:
    axis = parsing.parse_trajectory(AXIS, plain(text)).value
    assert axis is not None
    shape = axis.trajectory
    assert isinstance(shape, Shape)
    assert (shape.name.text, len(shape.arguments)) == (text[:4], parsing.SHAPES[text[:4]][0])


def test_a_step_gives_premises_and_conclusion() -> None:
    step = parsing.parse_logic_step(plain("s1: a, other#b ~> c")).value
    assert step == LogicStep(
        name("s1", 0),
        (name("a", 4), name("other#b", 7)),
        Operator.SUGGESTS,
        Spoken(name("c", 18)),
        at(0, 19),
    )


@pytest.mark.parametrize("operator", list(Operator))
def test_every_arrow_is_an_operator(operator: Operator) -> None:
    step = parsing.parse_logic_step(plain(f"a {operator.value} b")).value
    assert step is not None
    assert (step.name, step.operator) == (None, operator)


def test_a_latent_conclusion_gives_its_template() -> None:
    step = parsing.parse_logic_step(plain(r'a => (k = "x\"${b} y")')).value
    assert step is not None
    pieces = (Literal("x", 11), Literal('"', 13), Variable(name("b", 16), 14, 18), Literal(" y", 18))
    assert step.conclusion == Latent(name("k", 6), Template(pieces, at(10, 21)), at(5, 22))


def test_a_step_whose_name_stands_apart_spans_both() -> None:
    step = parsing.parse_logic_step_named(plain("s1"), plain("a => b", start=4)).value
    assert step is not None
    assert (step.name, step.place) == (name("s1", 0), at(0, 10))


@pytest.mark.parametrize("verb", list(Verb))
def test_a_reference_gives_its_verb(verb: Verb) -> None:
    text = f"ответ {verb.value} scene#span"
    target = name("scene#span", 7 + len(verb.value))
    expected = Reference(name("ответ", 0), verb, target, at(0, len(text)))
    assert parsing.parse_reference(plain(text)).value == expected


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("12", LayerBand.index(12)),
        ("-1", LayerBand.index(-1)),
        ("4..8", LayerBand.index(4, 8)),
        ("4..-1", LayerBand.index(4, -1)),
        ("60%", LayerBand.percent(60)),
        ("40%..70.5%", LayerBand.percent(40, 70.5)),
        *NAMED_BANDS.items(),
    ],
)
def test_a_band_gives_its_layers(text: str, band: LayerBand) -> None:
    assert parsing.parse_layer_band(plain(text)).value == band


def test_the_default_of_a_query_is_produce_and_of_a_key_last() -> None:
    rule = parsing.parse_attention_rule(plain("a -> b, first(c)")).value
    keys = (Positions(At.LAST, name("b", 5), at(5, 6)), Positions(At.FIRST, name("c", 14), at(8, 16)))
    query = Positions(At.PRODUCE, name("a", 0), at(0, 1))
    assert rule == AttentionRule(query, keys, False, None, None, 1.0, at(0, 16))


def test_staying_away_keeps_layers_and_weight() -> None:
    rule = parsing.parse_attention_rule(plain("before a -/> read(b) @ late w 0.5")).value
    assert rule is not None
    assert (rule.query.at, rule.keys[0].at, rule.away) == (At.BEFORE, At.READ, True)
    assert (rule.layers, rule.weight) == (NAMED_BANDS["late"], 0.5)


@pytest.mark.parametrize(
    "heads",
    [
        HeadRule(HeadRuleKind.ANY),
        HeadRule(HeadRuleKind.EACH),
        HeadRule(HeadRuleKind.MEAN),
        HeadRule(HeadRuleKind.TOP, count=2),
        HeadRule(HeadRuleKind.NAMED, heads=(0, 3)),
    ],
    ids=str,
)
def test_head_rules_read_as_they_print(heads: HeadRule) -> None:
    rule = parsing.parse_attention_rule(plain(f"a -> b @ 4..8 {heads}")).value
    assert rule is not None
    assert rule.heads == heads


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("reads 'K'", Reads(Template((Literal("K", 7),), at(6, 9)))),
        ("concept density", ConceptTarget(name("density", 8))),
        ("mirrors first", Mirrors(name("first", 8))),
        ("label metal = silver", Label(name("metal", 6), name("silver", 14))),
        ("label metal = ${m}", Label(name("metal", 6), name("${m}", 14))),
        (r'label m = "pure \"gold\""', Label(name("m", 6), Name('pure "gold"', at(10, 25)))),
        ("tension doubt", TensionTarget(name("doubt", 8))),
        ("teacher", Teacher()),
    ],
)
def test_a_layer_rule_gives_its_target(text: str, target: object) -> None:
    rule = parsing.parse_layer_rule(plain("at x", start=100), plain(f"{text} w 2")).value
    where = Positions(At.READ, Name("x", at(103, 104)), at(100, 104))
    assert rule == LayerRule(where, None, target, 2.0, at(0, 104))


def test_a_layer_rule_in_one_string_is_the_same_rule() -> None:
    rule = parsing.parse_layer_rule_whole(plain('before answer @ 60%: reads "not"')).value
    assert rule is not None
    assert (rule.where.at, rule.layers, rule.weight) == (At.BEFORE, LayerBand.percent(60), 1.0)
    assert rule.target == Reads(Template((Literal("not", 28),), at(27, 32)))


def test_a_pattern_keeps_order_choice_and_repeats() -> None:
    pattern = parsing.parse_beat_pattern(plain("a? (b | c)+ (d)")).value
    choice = PatternChoice(
        (PatternBeat(name("b", 4), Repeat.ONCE), PatternBeat(name("c", 8), Repeat.ONCE)), Repeat.SOME
    )
    last = PatternBeat(name("d", 13), Repeat.ONCE)
    assert pattern == PatternSequence((PatternBeat(name("a", 0), Repeat.MAYBE), choice, last), Repeat.ONCE)


def test_a_repeat_of_a_repeat_keeps_both() -> None:
    pattern = parsing.parse_beat_pattern(plain("(a+)?")).value
    assert pattern == PatternSequence((PatternBeat(name("a", 1), Repeat.SOME),), Repeat.MAYBE)


def test_the_short_forms_of_vary() -> None:
    assert parsing.parse_draw_names(plain("a, имя")).value == (name("a", 0), name("имя", 3))
    span = parsing.parse_range(plain(" -5..9 ")).value
    assert span is not None
    assert (span.low, span.high, span.place) == (-5, 9, at(1, 6))
    assert parsing.parse_share(plain("12.5 %")).value == 0.125
    assert parsing.parse_share(plain("1")).value == 1.0


def show(expression: Expression) -> str:
    """The expression with all its brackets."""
    match expression:
        case Constant(value=value):
            return repr(value)
        case VariableUse(name=variable):
            return variable.text
        case Unary():
            return f"({expression.operator} {show(expression.operand)})"
        case Binary():
            return f"({show(expression.left)} {expression.operator} {show(expression.right)})"
        case Call():
            return f"{expression.function}({', '.join(map(show, expression.arguments))})"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1 + 2 * 3", "(1 + (2 * 3))"),
        ("(1 + 2) * 3", "((1 + 2) * 3)"),
        ("9 - 3 - 2", "((9 - 3) - 2)"),
        ("8 // 3 % 2 / 1", "(((8 // 3) % 2) / 1)"),
        ("-n - -2.50", "((- n) - (- 2.5))"),
        ("not a == b and c or d", "(((not (a == b)) and c) or d)"),
        ("a or b and c", "(a or (b and c))"),
        ('"el" in upper(a + "x")', "('el' in upper((a + 'x')))"),
        ("min(n, 3, m) >= 2", "(min(n, 3, m) >= 2)"),
        ("true != false", "(True != False)"),
        (r"'it\'s'", '"it\'s"'),
    ],
)
def test_operators_bind_as_the_reference_says(text: str, shown: str) -> None:
    expression = parsing.parse_expression(plain(text)).value
    assert expression is not None
    assert show(expression) == shown


def test_a_whole_number_stays_whole_and_a_point_makes_a_fraction() -> None:
    whole, fraction = (parsing.parse_expression(plain(text)).value for text in ("12", "12.0"))
    assert isinstance(whole, Constant)
    assert isinstance(fraction, Constant)
    assert (type(whole.value), type(fraction.value)) == (int, float)


def test_places_go_through_the_map_of_the_scalar() -> None:
    step = parsing.parse_logic_step(spread("ab => c")).value
    assert step is not None
    assert step.premises[0].place == Span(FILE, 1000, 1007)
    assert isinstance(step.conclusion, Spoken)
    assert step.conclusion.span.place == Span(FILE, 1024, 1027)


@pytest.mark.parametrize("word", ["answer", "first-guess", "шаг.2", "क्षेत्र", "名前", "e\u0301tude", "7", "_x"])
def test_ids_may_be_of_any_script(word: str) -> None:
    step = parsing.parse_logic_step(plain(f"{word}=>{word}")).value
    assert step is not None
    assert step.premises[0].text == word
    text = parsing.parse_beat_text(plain(f"[a]{{#{word} .{word}}}"))
    assert text.diagnostics == ()
    assert text.value is not None
    (span,) = text.value.spans()
    assert (str(span.id), [str(concept) for concept in span.concepts]) == (word, [word])
