"""A configuration is read without torch; what is wrong with it is said at its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenelang.diagnostics import Diagnostic
from scenelang.reading import read_model_config, read_written_config
from scenelang.reading.config_map import READ_NAMES
from scenelang.reading.model_family import family_names, find_family
from scenelang.signals import LayerKind, ModelMap
from scenelang.source import Span

LITTLE = {
    "model_type": "llama",
    "hidden_size": 64,
    "num_hidden_layers": 6,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "vocab_size": 200,
}


def read(tmp_path: Path, text: str) -> tuple[ModelMap | None, tuple[Diagnostic, ...]]:
    path = tmp_path / "config.json"
    path.write_text(text, encoding="utf-8")
    return read_model_config(path)


def read_values(tmp_path: Path, **values: Any) -> ModelMap:
    model, found = read(tmp_path, json.dumps({**LITTLE, **values}))
    assert model is not None, [one.message for one in found]
    return model


def windows(model: ModelMap) -> list[int]:
    return [layer.window for layer in model.layers]


def kinds(model: ModelMap) -> str:
    return "".join(layer.kind.value[0] for layer in model.layers)


FAULTS = [
    ("no JSON", '{"model_type": "llama"', "SL091", "`{path}` is not the configuration of a model", '"'),
    ("a list", "[1, 2]", "SL091", "`{path}` is not the configuration of a model", ""),
    ("no family", '{"hidden_size": 4}', "SL092", "the configuration does not say which family", ""),
    (
        "a word for a number",
        json.dumps({**LITTLE, "num_hidden_layers": "twelve"}),
        "SL093",
        '`num_hidden_layers` cannot be "twelve"',
        '"twelve"',
    ),
    (
        "a truth value for a number",
        json.dumps({**LITTLE, "vocab_size": True}),
        "SL093",
        "`vocab_size` cannot be true",
        "true",
    ),
    ("no layers at all", json.dumps({**LITTLE, "num_hidden_layers": 0}), "SL093", "cannot be 0", "0"),
    (
        "heads that do not divide",
        json.dumps({**LITTLE, "num_key_value_heads": 3}),
        "SL094",
        "4 attention heads do not share 3 key-value heads evenly",
        "3",
    ),
    (
        "too few kinds of layers",
        json.dumps({**LITTLE, "layer_types": ["full_attention"]}),
        "SL094",
        "`layer_types` lists 1 layers, and the model has 6",
        '["full_attention"]',
    ),
    (
        "a kind that is none",
        json.dumps({**LITTLE, "layer_types": ["full", *["full_attention"] * 5]}),
        "SL094",
        "`full` is no kind of layer that is known",
        '["full", "full_attention", "full_attention", "full_attention", "full_attention", "full_attention"]',
    ),
    (
        "more layers than any model has",
        json.dumps({**LITTLE, "num_hidden_layers": 1_000_000}),
        "SL094",
        "a model cannot have 1000000 layers; up to 4096 are read",
        "1000000",
    ),
    ("an encoder", json.dumps({"model_type": "t5"}), "SL096", "`t5` is no causal language model", '"t5"'),
    ("another encoder", json.dumps({"model_type": "bert"}), "SL096", "`bert` is no causal", '"bert"'),
]


@pytest.mark.parametrize(
    ("text", "code", "message", "marked"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_a_fault_is_said_at_its_place(
    tmp_path: Path, text: str, code: str, message: str, marked: str
) -> None:
    model, found = read(tmp_path, text)
    assert model is None
    (one,) = found
    assert one.code == code
    assert message.format(path=(tmp_path / "config.json").as_posix()) in one.message
    assert one.place.file == (tmp_path / "config.json").as_posix()
    assert text[one.place.start : one.place.end].startswith(marked)
    assert one.help_text


def test_all_faults_of_a_file_show_in_one_run(tmp_path: Path) -> None:
    _, found = read(tmp_path, '{"model_type": "mystery", "hidden_size": -1, "vocab_size": null}')
    assert [one.code for one in found] == ["SL095", "SL092", "SL093", "SL092"]
    assert [one.message for one in found if one.code == "SL092"] == [
        "the configuration does not say how many layers the model has",
        "the configuration does not say how many tokens the model knows",
    ]


def test_a_misspelt_family_is_read_from_the_usual_names_with_a_warning(tmp_path: Path) -> None:
    text = json.dumps({**LITTLE, "model_type": "lama"})
    model, (found,) = read(tmp_path, text)
    assert found.code == "SL095"
    assert found.help_text.startswith("did you mean `llama`? ")
    assert text[found.place.start : found.place.end] == '"lama"'
    assert model is not None
    assert (model.family, model.layer_count, model.head_size, model.known) == ("lama", 6, 16, False)


def test_an_unknown_family_may_use_the_older_names(tmp_path: Path) -> None:
    text = '{"model_type": "mygpt", "n_layer": 3, "n_embd": 32, "n_head": 2, "vocab_size": 9, "n_ctx": 64}'
    model, _ = read(tmp_path, text)
    assert model is not None
    assert (model.layer_count, model.width, model.heads, model.context) == (3, 32, 2, 64)


def test_a_folder_without_a_configuration_is_said_with_the_one_inside(tmp_path: Path) -> None:
    (_, (found,)) = read_model_config(tmp_path)
    assert (found.code, found.message) == ("SL090", f"the folder `{tmp_path}` has no config.json")
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "config.json").write_text("{}", encoding="utf-8")
    (_, (found,)) = read_model_config(tmp_path)
    assert found.help_text.endswith(f"did you mean `{tmp_path / 'small'}`?")
    (_, (found,)) = read_model_config(tmp_path / "small" / "confg.json")
    assert found.code == "SL001"


def test_a_slip_in_the_name_of_the_file_is_seen(tmp_path: Path) -> None:
    (tmp_path / "confg.json").write_text("{}", encoding="utf-8")
    (_, (found,)) = read_model_config(tmp_path)
    assert found.help_text.endswith(f"did you mean `{tmp_path / 'confg.json'}`?")


def test_a_configuration_written_in_settings_is_read_too() -> None:
    place = Span("scenelang.toml", 10, 40)
    model, found = read_written_config(LITTLE, place)
    assert found == ()
    assert model is not None
    assert model.layer_count == 6
    _, (wrong,) = read_written_config({**LITTLE, "hidden_size": "wide"}, place)
    assert (wrong.code, wrong.place) == ("SL093", place)


def test_older_ways_to_name_the_layers_that_slide(tmp_path: Path) -> None:
    slides = {"sliding_window": 8, "use_sliding_window": True, "max_window_layers": 4}
    assert windows(read_values(tmp_path, model_type="qwen2", **slides)) == [0, 0, 0, 0, 8, 8]
    assert (
        windows(read_values(tmp_path, model_type="qwen2", **{**slides, "use_sliding_window": False}))
        == [0] * 6
    )
    pattern = {"model_type": "gemma3_text", "sliding_window": 8, "sliding_window_pattern": 3}
    assert windows(read_values(tmp_path, **pattern)) == [8, 8, 0, 8, 8, 0]
    assert (
        kinds(read_values(tmp_path, model_type="jamba", attn_layer_period=3, attn_layer_offset=1)) == "lfllfl"
    )
    assert kinds(read_values(tmp_path, model_type="bamba", attn_layer_indices=[5])) == "lllllf"
    assert kinds(read_values(tmp_path, model_type="lfm2", full_attn_idxs=[0])) == "fccccc"
    assert kinds(read_values(tmp_path, model_type="nemotron_h", hybrid_override_pattern="M-*E")) == "lfff"


def test_a_pattern_of_signs_says_how_many_layers_there_are(tmp_path: Path) -> None:
    values = {**LITTLE, "model_type": "nemotron_h", "hybrid_override_pattern": "M-*E"}
    del values["num_hidden_layers"]
    model, _ = read(tmp_path, json.dumps(values))
    assert model is not None
    assert [layer.kind for layer in model.layers] == [
        LayerKind.LINEAR, LayerKind.FEED_FORWARD, LayerKind.FULL, LayerKind.FEED_FORWARD,
    ]  # fmt: skip


def test_null_is_none_and_not_the_default(tmp_path: Path) -> None:
    assert windows(read_values(tmp_path, model_type="mistral", sliding_window=None)) == [0] * 6
    assert windows(read_values(tmp_path, model_type="mistral", sliding_window=-1)) == [0] * 6
    assert set(windows(read_values(tmp_path, model_type="mistral"))) == {4096}
    assert read_values(tmp_path, model_type="gemma2", attn_logit_softcapping=None).softcap is None
    assert read_values(tmp_path, model_type="gemma2").softcap == 50.0


def test_known_families_have_all_they_need() -> None:
    names = family_names()
    assert len(names) > 110
    assert {"llama", "qwen3", "gemma3_text", "gemma3", "gpt2", "gpt_neox", "mistral", "phi3"} <= set(names)
    for name in names:
        family = find_family(name)
        if family is not None:
            own = set(family.names.values())
            assert set(family.defaults) <= READ_NAMES | own, name
            assert family.layers, name


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
configurations = st.dictionaries(
    st.sampled_from([*sorted(READ_NAMES), "text_config", "hybrid_override_pattern"]), json_values, max_size=8
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(configurations, st.sampled_from([*family_names(), "mystery"]), st.booleans())
def test_no_configuration_makes_the_reader_fail(
    tmp_path: Path, values: dict[str, Any], family: str, whole: bool
) -> None:
    text = json.dumps({**(LITTLE if whole else {}), **values, "model_type": family})
    model, found = read(tmp_path, text)
    assert (model is None) == any(one.severity.value == "error" for one in found)
    for one in found:
        assert 0 <= one.place.start <= one.place.end <= len(text)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_fail(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "config.json"
    path.write_bytes(content)
    model, found = read_model_config(path)
    assert model is None
    assert found


def test_depth_without_end_is_no_crash(tmp_path: Path) -> None:
    _, (found,) = read(tmp_path, "[" * 200_000)
    assert found.code == "SL091"
    _, (found,) = read(tmp_path, '{"model_type": "llama", "vocab_size": ' + "9" * 5000 + "}")
    assert found.code == "SL091"
