"""Grammars are found in a checkout and in a wheel, and parsers are kept between runs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scenelang.parsing import archetype_folder, grammar_cache, grammar_files, grammar_folder
from scenelang.parsing.rules import RULES, STARTS


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("SCENELANG_CACHE", str(tmp_path))
    grammar_cache.parser.cache_clear()
    yield tmp_path / "parsers"
    grammar_cache.parser.cache_clear()


def test_a_parser_is_built_once_and_stored(empty_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = grammar_cache.parser("head", ("head",))
    (stored,) = empty_cache.iterdir()
    assert stored.name.startswith("head-")
    grammar_cache.parser.cache_clear()
    monkeypatch.setattr(grammar_cache, "_build", lambda *_: pytest.fail("built again"))
    assert grammar_cache.parser("head", ("head",)).parse("ask(x)") == built.parse("ask(x)")


def test_a_damaged_parser_is_built_anew(empty_cache: Path) -> None:
    grammar_cache.parser("head", ("head",))
    (stored,) = empty_cache.iterdir()
    whole = stored.read_bytes()
    for damage in (b"", b"\x80\x05rubbish", whole[: len(whole) // 2]):
        stored.write_bytes(damage)
        grammar_cache.parser.cache_clear()
        assert grammar_cache.parser("head", ("head",)).parse("ask").data == "head"
        grammar_cache._load(stored).parse("ask")


def test_a_changed_grammar_has_another_key(empty_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grammar_cache.parser("head", ("head",))
    texts = {**grammar_files.grammar_texts(), "terminals": grammar_files.grammar_texts()["terminals"] + "\n"}
    monkeypatch.setattr(grammar_cache, "grammar_texts", lambda: texts)
    grammar_cache.parser.cache_clear()
    grammar_cache.parser("head", ("head",))
    assert len(list(empty_cache.iterdir())) == 2


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("SCENELANG_CACHE", str(tmp_path / "file"))
    grammar_cache.parser.cache_clear()
    assert grammar_cache.parser("head", ("head",)).parse("ask").data == "head"
    grammar_cache.parser.cache_clear()


def test_a_store_that_fails_half_way_leaves_nothing(empty_cache: Path) -> None:
    class Broken:
        def save(self, file: object) -> None:
            raise OSError("disk full")

    grammar_cache._store(Broken(), empty_cache / "x.parser")  # type: ignore[arg-type]
    assert list(empty_cache.iterdir()) == []


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {"XDG_CACHE_HOME": "/caches"}, "/caches/scenelang/parsers"),
        ("linux", {"XDG_CACHE_HOME": "not/absolute"}, "/home/u/.cache/scenelang/parsers"),
        ("linux", {}, "/home/u/.cache/scenelang/parsers"),
        ("darwin", {}, "/home/u/Library/Caches/scenelang/parsers"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/scenelang/parsers"),
        ("win32", {}, "/home/u/AppData/Local/scenelang/parsers"),
        ("linux", {"SCENELANG_CACHE": "/own"}, "/own/parsers"),
        ("linux", {"SCENELANG_CACHE": ""}, None),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="the expected paths are written the POSIX way")
def test_the_cache_lies_where_the_platform_keeps_caches(
    platform: str, environment: dict[str, str], folder: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for known in ("XDG_CACHE_HOME", "LOCALAPPDATA", "SCENELANG_CACHE"):
        monkeypatch.delenv(known, raising=False)
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/u"))
    assert grammar_cache.cache_folder() == (None if folder is None else Path(folder))


def test_a_user_without_a_home_has_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("no home")

    for known in ("XDG_CACHE_HOME", "SCENELANG_CACHE"):
        monkeypatch.delenv(known, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "home", homeless)
    assert grammar_cache.cache_folder() is None
    grammar_cache.parser.cache_clear()
    assert grammar_cache.parser("head", ("head",)).parse("ask").data == "head"
    grammar_cache.parser.cache_clear()


def test_the_wheel_folder_comes_before_a_stranger_beside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "scenelang" / "_shipped"
    for folder in (shipped / "grammar", shipped / "archetypes", tmp_path / "grammar"):
        folder.mkdir(parents=True)
        (folder / "terminals.lark").touch()
    monkeypatch.setattr(grammar_files, "_PACKAGE", tmp_path / "scenelang")
    assert grammar_folder.__wrapped__() == shipped / "grammar"
    assert archetype_folder.__wrapped__() == shipped / "archetypes"


def test_a_checkout_has_its_grammars_and_archetypes_at_the_top() -> None:
    root = Path(__file__).parents[2]
    assert grammar_folder() == root / "grammar"
    assert archetype_folder() == root / "scenes" / "archetypes"


def test_a_broken_installation_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar_files, "_PACKAGE", tmp_path / "scenelang")
    with pytest.raises(FileNotFoundError, match=r"scenelang is not whole: it has no grammar folder"):
        grammar_folder.__wrapped__()


def test_every_grammar_file_has_its_rules() -> None:
    grammars = {path.stem for path in grammar_folder().glob("*.lark")} - {"terminals"}
    assert set(STARTS) == grammars
    assert len({(rule.grammar, rule.start) for rule in RULES}) == len(RULES)


def test_importing_the_room_imports_no_lark() -> None:
    code = (
        "import sys, scenelang.parsing\n"
        "assert 'lark' not in sys.modules\n"
        "assert not {'numpy', 'torch', 'pyarrow', 'pydantic'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
