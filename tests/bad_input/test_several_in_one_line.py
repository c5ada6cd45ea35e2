"""One mistake in a line leaves the others in it to be told too."""

from __future__ import annotations

from collections.abc import Callable

from jar_scene import own


def test_a_misspelt_verb_hides_no_unknown_name(lint: Callable[[str | bytes], str]) -> None:
    scene = own("answr answrs whyy")
    said = lint(scene)
    assert {line for line in said.splitlines() if line.startswith("error")} == {
        "error[SL130]: unknown verb `answrs`",
        "error[SL200]: there is no span `answr`",
        "error[SL200]: there is no span `whyy`",
    }


def test_a_verb_that_nobody_can_guess_is_told_alone(lint: Callable[[str | bytes], str]) -> None:
    said = lint(own("answer xyzzy why"))
    assert [line for line in said.splitlines() if line.startswith("error")] == [
        "error[SL130]: unknown verb `xyzzy`"
    ]
