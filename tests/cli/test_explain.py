from __future__ import annotations

import subprocess
import sys

import pytest

from scenelang.cli import main
from scenelang.cli.explain import all_diagnostics
from scenelang.diagnostics import RETIRED_CODES, Diagnostic

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
    codes = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert codes == sorted(set(codes)) == list(all_diagnostics())
    assert {"SL501", "SL520", "SL701"} <= set(codes)


def test_explaining_loads_no_torch() -> None:
    code = (
        "import sys; from scenelang.cli import main; main(['explain', '--list']);"
        "assert not {'torch', 'transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
