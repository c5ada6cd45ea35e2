"""The checks of one scene against the model that it is compiled for.

Takes the map of a model, what the scene asks for and the tokenizer, once; then each token program. Gives what
does not fit. May assume nothing. Never says the same of a second instance.
"""

from __future__ import annotations

from scenelang.checking import CheckedScene
from scenelang.diagnostics import Diagnostic, Outcome, Severity
from scenelang.lowering.messages_model import VocabularyLarger
from scenelang.lowering.model_rows import row_problems
from scenelang.lowering.model_rules import rule_problems
from scenelang.lowering.scene_tokenizer import SceneTokenizer
from scenelang.lowering.supervision_plan import SupervisionPlan
from scenelang.signals import ModelMap
from scenelang.source import Span
from scenelang.tokens import TokenProgram

_TOKENIZER = Span("tokenizer", 0, 0)


class ModelChecks:
    """What a scene asks for, held against one model."""

    def __init__(
        self, model: ModelMap, checked: CheckedScene, plan: SupervisionPlan, tokenizer: SceneTokenizer
    ) -> None:
        self._model = model
        self._place = checked.scene.id.place
        self._rules = rule_problems(model, plan)
        self._broken = {one.place for one in self._rules if one.severity is Severity.ERROR}
        self._tokens = tokenizer.vocab_size
        self._said: set[tuple[str, Span]] = set()

    def of_scene(self) -> tuple[Diagnostic, ...]:
        """What does not fit whatever the instance."""
        if self._tokens <= self._model.vocabulary:
            return self._rules
        return (*self._rules, VocabularyLarger(_TOKENIZER, self._tokens, self._model.vocabulary))

    def of_instance(self, outcome: Outcome[TokenProgram]) -> Outcome[TokenProgram]:
        """The outcome of one instance, with what of it does not fit; an error leaves no program."""
        program = outcome.value
        if program is None:
            return outcome
        found = [
            one
            for one in row_problems(self._model, program, self._place, _found_in(program))
            if one.place not in self._broken
        ]
        if not found:
            return outcome
        new = {(one.code, one.place): one for one in found if (one.code, one.place) not in self._said}
        self._said.update(new)
        broken = any(one.severity is Severity.ERROR for one in found)
        return Outcome(None if broken else program, (*outcome.diagnostics, *new.values()))


def _found_in(program: TokenProgram) -> str:
    if not program.binding:
        return ""
    values = ", ".join(f"{name} = {value}" for name, value in program.binding)
    return f" (first seen in instance {program.instance}: {values})"
