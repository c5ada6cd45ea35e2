"""Where keys and values of TOML stand: every place covers what the parser found there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping

from hypothesis import given
from hypothesis import strategies as st

from scenelang.reading.toml_places import TomlPath, toml_places

WORDS = st.text("abcXYZ019_-", min_size=1, max_size=6)
TEXTS = st.text("ab \\\"'#[]{}=,.\té😀", max_size=8)


def basic(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'


STRINGS = st.one_of(
    TEXTS.map(basic),
    TEXTS.filter(lambda text: "'" not in text).map(lambda text: f"'{text}'"),
    TEXTS.filter(lambda text: "\\" not in text and '"' not in text).map(lambda text: f'"""\n{text}\n"""'),
    TEXTS.filter(lambda text: "'" not in text).map(lambda text: f"'''{text}'''"),
    st.just('"""a ""b"" c"""""'),
)
PLAIN = st.sampled_from(["1", "-2.5", "true", "1979-05-27", "1979-05-27 07:32:00", "0xFF", "1e3", "inf"])
KEYS = st.one_of(WORDS, TEXTS.filter(bool).map(basic))
SPACES = st.sampled_from(["", " ", "\n", " # it [is] = {so}\n", "\r\n\t"])
VALUES = st.recursive(
    st.one_of(STRINGS, PLAIN),
    lambda inner: st.one_of(
        st.lists(st.tuples(SPACES, inner, SPACES), max_size=3).map(
            lambda items: "[" + ",".join("".join(item) for item in items) + "]"
        ),
        st.dictionaries(WORDS, inner.filter(lambda text: "\n" not in text), max_size=3).map(
            lambda table: "{" + ", ".join(f"{key} = {value}" for key, value in table.items()) + "}"
        ),
    ),
    max_leaves=6,
)
LINES = st.tuples(
    KEYS, st.sampled_from(["=", " = ", "\t="]), VALUES, st.sampled_from(["", " # so", " "])
).map("".join)
HEADERS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=2).map(lambda keys: f"[ {' . '.join(keys)} ]"),
    WORDS.map(lambda key: f"[[{key}]] # here"),
)
FILES = st.lists(st.one_of(LINES, HEADERS, st.sampled_from(["", "# = ["])), max_size=8).map("\n".join)


def leaves(value: object, path: TomlPath = ()) -> Iterator[tuple[TomlPath, object]]:
    """Every value that is no table, by its path."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    else:
        yield path, value
        for index, inner in enumerate(value if isinstance(value, list) else ()):
            yield from leaves(inner, (*path, index))


@given(FILES)
def test_every_value_reads_back_from_its_place(text: str) -> None:
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    places = toml_places(text)
    for path, value in leaves(values):
        start, end = places[path].value
        written = text[start:end]
        if written.startswith("[["):  # a list of tables is written header by header
            continue
        assert tomllib.loads(f"x = {written}") == {"x": value} or value != value  # noqa: PLR0124 - nan
        if isinstance(path[-1], str):
            start, end = places[path].key
            assert tomllib.loads(f"{text[start:end]} = 1") == {path[-1]: 1}


def test_dotted_keys_and_lists_of_tables_have_paths() -> None:
    text = 'a . "b.c" = 1\n[[d]]\ne = 2\n[[d]]\ne = 3\n[d.f]\ng = 4\n'
    places = toml_places(text)
    keys = {path: text[slice(*place.key)] for path, place in places.items()}
    assert keys["a", "b.c"] == '"b.c"'
    assert [text[slice(*places["d", number, "e"].value)] for number in (0, 1)] == ["2", "3"]
    assert text[slice(*places["d", 1, "f", "g"].value)] == "4"
    assert text[slice(*places["d", 1, "f"].value)] == "[d.f]"
