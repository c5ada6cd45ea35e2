from __future__ import annotations

import json
import subprocess
import sys

import pytest

from scenelang.cli import main
from scenelang.cli.explain import all_diagnostics
from scenelang.diagnostics import RETIRED_CODES, Diagnostic
from scenelang.linting import FAMILIES, registered_rules

Capture = pytest.CaptureFixture[str]


def test_a_page_has_title_text_and_help(capsys: Capture) -> None:
    assert main(["explain", "sl506"]) == 0
    page = capsys.readouterr().out
    assert page.startswith(
        "SL506 (error): these shards were compiled with tokenizer <found>, but <expected> is to read them\n\n"
        "The shards were compiled with another tokenizer than the one that is to read them.\n\n"
    )
    assert page.endswith(
        "help: compile again with `--tokenizer` and the tokenizer of the model,"
        " or choose the model of these shards\n"
    )


def test_a_retired_code_says_why_nobody_meets_it(capsys: Capture) -> None:
    assert main(["explain", "sl410"]) == 0
    assert capsys.readouterr().out == (
        "SL410 is retired: `avoid` is trained: its tokens are made unlikely, and nothing is left to warn of\n"
    )
    assert RETIRED_CODES.keys().isdisjoint(all_diagnostics())


def test_a_retired_code_is_not_given_again() -> None:
    with pytest.raises(TypeError, match="SL410 is retired"):
        type("Again", (Diagnostic,), {"code": "SL410", "title": "x"})


def test_an_unknown_code_gets_its_nearest(capsys: Capture) -> None:
    assert main(["explain", "SL5O6"]) == 2
    assert capsys.readouterr().err == "scenelang: there is no message SL5O6; did you mean SL506?\n"
    assert main(["explain", "banana"]) == 2
    assert capsys.readouterr().err == (
        "scenelang: there is no message banana; `scenelang explain --list` shows all.\n"
    )
    assert main(["explain"]) == 2


def test_the_list_has_every_code_once_in_order(capsys: Capture) -> None:
    assert main(["explain", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    codes = [line.split()[0] for line in lines if line.startswith("  ")]
    assert codes == sorted(set(codes)) == list(all_diagnostics())
    assert {"SL501", "SL520", "SL701"} <= set(codes)


def test_explaining_loads_no_torch() -> None:
    code = (
        "import sys; from scenelang.cli import main; main(['explain', '--list']);"
        "assert not {'torch', 'transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_the_list_groups_rules_by_family_with_what_they_do(capsys: Capture) -> None:
    assert main(["explain", "--list"]) == 0
    out = capsys.readouterr().out
    groups = [line.removesuffix(":") for line in out.splitlines() if line and not line.startswith(" ")]
    assert len(groups) == len(set(groups))
    assert set(FAMILIES) <= set(groups)
    assert "  SL800  warning  on   unsafe fix  kept-blank-lines: " in out
    assert "  SL891  warning  off              suppression-without-reason: " in out
    assert "  SL890  warning  on   safe fix    unused-suppression: " in out


def test_a_rule_is_found_by_its_name(capsys: Capture) -> None:
    for word in ("kept-blank-lines", "Kept_Blank_Lines", "SL800"):
        assert main(["explain", word]) == 0
        page = capsys.readouterr().out
        assert page.startswith("SL800 kept-blank-lines (warning): ")
        assert "fix: unsafe, made by `scenelang lint --fix --unsafe-fixes`" in page
    assert main(["explain", "kept-blank-line"]) == 2
    assert capsys.readouterr().err == (
        "scenelang: there is no message kept-blank-line; did you mean kept-blank-lines?\n"
    )


def test_every_option_of_every_rule_is_explained(capsys: Capture) -> None:
    for code in registered_rules():
        assert main(["explain", code, "--output-format", "json"]) == 0
        rule = json.loads(capsys.readouterr().out)["rule"]
        assert rule["family"] in FAMILIES
        for option in rule["options"]:
            assert option["meaning"], (code, option["name"])
            assert "_" not in option["name"]


def test_a_page_as_json(capsys: Capture) -> None:
    assert main(["explain", "SL506", "--format", "json"]) == 0
    page = json.loads(capsys.readouterr().out)
    assert page["code"] == "SL506"
    assert page["severity"] == "error"
    assert page["rule"] is None
    assert page["page"].startswith("The shards were compiled")
    assert main(["explain", "--list", "--format", "json"]) == 0
    assert [one["code"] for one in json.loads(capsys.readouterr().out)] == list(all_diagnostics())


def test_no_code_at_all_is_answered_with_one(capsys: Capture) -> None:
    assert main(["explain", ""]) == 2
    assert capsys.readouterr().err == (
        "scenelang: which message? Write its code, such as SL201; `scenelang explain --list` shows all\n"
    )
