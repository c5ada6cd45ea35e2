"""Scenes of every shape, for properties: values as reading could have given them."""

from __future__ import annotations

from hypothesis import strategies as st

from scenelang.model import (
    At,
    AttentionRule,
    Attribute,
    Beat,
    BeatText,
    Binary,
    Call,
    CastMember,
    ChatRole,
    ConceptTarget,
    Constant,
    Draw,
    Exposure,
    Expression,
    Holdout,
    InlineValues,
    IntegerRange,
    Keyframe,
    Label,
    Latent,
    LayerRule,
    Let,
    LexiconFile,
    Literal,
    LogicStep,
    MarkedSpan,
    Mirrors,
    Name,
    Operator,
    Path,
    Positions,
    Reads,
    Recall,
    Reference,
    Scene,
    Shape,
    Spoken,
    Stratum,
    Teacher,
    Template,
    TensionAxis,
    TensionTarget,
    Unary,
    Variable,
    VariableUse,
    Vary,
    Verb,
)
from scenelang.signals import NAMED_BANDS, HeadRule, HeadRuleKind, LayerBand, Module
from scenelang.source import ScalarText, Span

HERE = Span("scene", 0, 0)
EMPTY = ScalarText("", HERE, (), ())
SIGNS = st.characters(exclude_categories=("Cs",)) | st.sampled_from(
    "[]{}$\\\n\t #:'\"|>-\u2028\u0085\ufeff🙂é"
)
TEXTS = st.text(SIGNS, min_size=1, max_size=12)
WORDS = st.text("abcxyzжщéβ", min_size=1, max_size=5)
NAMES = st.builds(Name, WORDS, st.just(HERE))
VARIABLES = st.builds(Variable, NAMES, st.just(0), st.just(0))
UNIT = st.sampled_from([0.0, 0.25, 0.3, 1.0, 0.123456789]) | st.floats(0, 1).map(
    lambda value: round(value, 9)
)
WEIGHTS = st.sampled_from([1.0, 0.5, 2.0, 1e-3, 999.75])
BANDS = (
    st.sampled_from(list(NAMED_BANDS.values()))
    | st.builds(LayerBand.index, st.integers(-9, 99))
    | st.tuples(st.integers(0, 50), st.integers(51, 100)).map(lambda pair: LayerBand.percent(*pair))
    | UNIT.map(lambda share: LayerBand.percent(round(share * 100, 6)))
)
HEADS = st.one_of(
    st.sampled_from([HeadRuleKind.ANY, HeadRuleKind.EACH, HeadRuleKind.MEAN]).map(HeadRule),
    st.integers(1, 9).map(lambda count: HeadRule(HeadRuleKind.TOP, count=count)),
    st.sets(st.integers(0, 20), min_size=1, max_size=3).map(
        lambda heads: HeadRule(HeadRuleKind.NAMED, heads=tuple(sorted(heads)))
    ),
)


def some(strategy: st.SearchStrategy[object], least: int = 0) -> st.SearchStrategy[tuple[object, ...]]:
    """A few of something."""
    return st.lists(strategy, min_size=least, max_size=3).map(tuple)


LITERALS = st.builds(Literal, TEXTS, st.just(0))
TEMPLATES = st.builds(Template, some(LITERALS | VARIABLES, 1), st.just(HERE)).filter(
    lambda template: any(not isinstance(piece, Literal) or piece.text.strip() for piece in template.pieces)
)
CONSTANTS = st.builds(
    Constant,
    st.integers(0, 10**9)
    | UNIT
    | st.booleans()
    | st.text(SIGNS.filter(lambda sign: sign != "$"), max_size=6),
    st.just(HERE),
)
FUNCTIONS = st.sampled_from(["abs", "lower", "len", "str"]).map(lambda word: Name(word, HERE))


def _operators(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    words = ["+", "-", "*", "/", "//", "%", "==", "!=", "<", "<=", ">", ">=", "and", "or", "in"]
    binary = st.sampled_from(words).map(lambda word: Name(word, HERE))
    unary = st.sampled_from(["-", "+", "not"]).map(lambda word: Name(word, HERE))
    return st.one_of(
        st.builds(Binary, binary, inner, inner, st.just(HERE)),
        st.builds(Unary, unary, inner, st.just(HERE)),
        st.builds(Call, FUNCTIONS, st.tuples(inner), st.just(HERE)),
    )


RESERVED = {"and", "or", "not", "in", "true", "false"}
USES = st.builds(VariableUse, NAMES.filter(lambda name: name.text not in RESERVED))
EXPRESSIONS: st.SearchStrategy[Expression] = st.recursive(CONSTANTS | USES, _operators, max_leaves=6)


@st.composite
def marked_spans(draw: st.DrawFn, inner: st.SearchStrategy[object]) -> MarkedSpan:
    """One marked span, its flags never both set."""
    flag = draw(st.sampled_from(["", "read", "avoid"]))
    concepts = draw(st.lists(NAMES, max_size=2, unique_by=str))
    values = st.builds(Name, st.text("ab c=#.\n", min_size=1, max_size=4), st.just(HERE))
    keys = NAMES.filter(lambda name: name.text not in {"w", "id", "class", "concept", "weight", "W"})
    pairs = draw(st.lists(st.builds(Attribute, keys, values), max_size=2, unique_by=lambda one: one.key.text))
    return MarkedSpan(
        draw(st.none() | NAMES), tuple(concepts), tuple(pairs), draw(WEIGHTS), flag == "read",
        flag == "avoid", tuple(draw(st.lists(inner, min_size=1, max_size=3))), HERE,
    )  # fmt: skip


PIECES = st.recursive(LITERALS | VARIABLES, marked_spans, max_leaves=5)
BEAT_TEXTS = st.builds(
    lambda first, pieces: BeatText(EMPTY, (Literal(first, 0), *pieces)),
    TEXTS.filter(lambda text: bool(text.strip())),
    some(PIECES),
)
EXPOSURES = st.lists(
    st.builds(Exposure, st.sampled_from(Module), BANDS, st.just(HERE)),
    max_size=3,
    unique_by=lambda one: (one.module, one.layers),
).map(tuple)
NUMBERS = st.builds(Constant, st.sampled_from([0, 1, 3, 0.5, 0.125]), st.just(HERE))
BEATS = st.builds(
    Beat,
    NAMES,
    st.none() | NAMES,
    BEAT_TEXTS,
    st.none() | NUMBERS | EXPRESSIONS.filter(lambda one: not isinstance(one, Constant)),
    st.just(HERE),
    st.none() | st.sampled_from(Stratum),
    EXPOSURES,
)
KEYFRAMES = st.builds(Keyframe, UNIT, st.none() | NAMES, st.just(HERE))


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    """A shape with as many values as it takes."""
    name = draw(st.sampled_from(["rise", "fall", "peak", "hold"]))
    free = st.builds(Keyframe, UNIT, st.none(), st.just(HERE))
    values = [draw(free) for _ in range(1 if name == "hold" else 2)]
    if name == "peak":
        values[1] = draw(KEYFRAMES)
    return Shape(Name(name, HERE), tuple(values))


AXES = st.builds(TensionAxis, NAMES, st.builds(Path, some(KEYFRAMES, 1)) | shapes(), st.just(HERE))
ELSEWHERE = st.builds(lambda scene, span: Name(f"{scene}#{span}", HERE), WORDS, WORDS)
CONCLUSIONS = st.builds(Spoken, NAMES) | st.builds(Latent, NAMES, TEMPLATES, st.just(HERE))
STEPS = st.builds(
    LogicStep,
    st.none() | NAMES,
    some(NAMES | ELSEWHERE, 1),
    st.sampled_from(Operator),
    CONCLUSIONS,
    st.just(HERE),
)
REFERENCES = st.builds(Reference, NAMES, st.sampled_from(Verb), NAMES | ELSEWHERE, st.just(HERE))
POSITIONS = st.builds(Positions, st.sampled_from(At), NAMES, st.just(HERE))


@st.composite
def attention_rules(draw: st.DrawFn) -> AttentionRule:
    """A rule; heads stand only behind layers."""
    layers = draw(st.none() | BANDS)
    heads = None if layers is None else draw(st.none() | HEADS)
    keys = tuple(draw(st.lists(POSITIONS, min_size=1, max_size=3)))
    return AttentionRule(draw(POSITIONS), keys, draw(st.booleans()), layers, heads, draw(WEIGHTS), HERE)


LABEL_VALUES = st.builds(
    Name, st.text(SIGNS.filter(lambda sign: sign != "$"), min_size=1, max_size=6), st.just(HERE)
)
TARGETS = st.one_of(
    st.builds(Reads, TEMPLATES),
    st.builds(ConceptTarget, NAMES),
    st.builds(Mirrors, NAMES),
    st.builds(Label, NAMES, LABEL_VALUES),
    st.builds(TensionTarget, NAMES),
    st.just(Teacher()),
)
LAYER_RULES = st.builds(LayerRule, POSITIONS, st.none() | BANDS, TARGETS, WEIGHTS, st.just(HERE))
SOURCES = st.one_of(
    st.builds(InlineValues, some(st.builds(Name, TEXTS, st.just(HERE)), 1), st.just(HERE)),
    st.builds(LexiconFile, NAMES),
    st.tuples(st.integers(-9, 9), st.integers(10, 99)).map(lambda ends: IntegerRange(*ends, HERE)),
)


def draws(number: int) -> st.SearchStrategy[Draw]:
    """A draw whose names no other draw has."""
    names = (Name(f"a{number}", HERE), Name(f"b{number}", HERE))
    return st.builds(Draw, st.sampled_from([names, names[:1]]), SOURCES, st.booleans(), st.just(HERE))


HOLDOUTS = st.one_of(
    st.builds(Holdout, some(NAMES, 1), UNIT, st.just(HERE), st.none() | EXPRESSIONS),
    st.builds(Holdout, st.just(()), st.just(0.0), st.just(HERE), EXPRESSIONS),
)
VARIES = st.builds(
    Vary,
    st.integers(1, 10**6),
    st.just(HERE),
    st.integers(0, 99),
    st.integers(0, 2).flatmap(lambda count: st.tuples(*map(draws, range(count)))),
    st.lists(
        st.builds(Let, NAMES, EXPRESSIONS, st.just(HERE)), max_size=2, unique_by=lambda one: one.name.text
    ).map(tuple),
    some(NAMES),
    st.none() | EXPRESSIONS,
    st.none() | HOLDOUTS,
    st.just(HERE),
)


def unique(strategy: st.SearchStrategy[object], key: str) -> st.SearchStrategy[tuple[object, ...]]:
    """A few of something, no two of one name."""
    return st.lists(strategy, max_size=3, unique_by=lambda one: getattr(one, key).text).map(tuple)


CAST = unique(st.builds(CastMember, NAMES, NAMES, st.none() | st.sampled_from(ChatRole)), "name")
SCENES = st.builds(
    Scene,
    st.just("scene"),
    st.just(1),
    NAMES,
    NAMES,
    st.sampled_from(Stratum),
    st.sampled_from(["en", "ru", "no", "zh-Hant"]),
    some(NAMES),
    CAST,
    unique(AXES, "axis"),
    some(BEATS, 1),
    some(STEPS),
    some(REFERENCES),
    some(attention_rules()),
    some(LAYER_RULES),
    st.none() | VARIES,
    st.just(HERE),
    some(NAMES),
    EXPOSURES,
    st.sampled_from(Recall),
    st.booleans(),
)
