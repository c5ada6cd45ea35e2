"""Measures a model now and then while it trains, and stops when it is good enough.

Takes: a function from a model to named numbers. Gives: their history, and a stop at a target.
Never does: change the model or the random state, if the function does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from torch import nn
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

_MEASURED = "measured"
Measure = Callable[[nn.Module], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was measured after a step; `tokens_seen` counts from the start of the run, without padding."""

    step: int
    tokens_seen: int
    values: Mapping[str, float]


class MetricsCallback(TrainerCallback):
    """Calls a measure every so many steps and at the end.

    Args:
        measure: gives named numbers for a model.
        every: steps between measurements; None measures only at the end.
        target: a name and the value at which training stops.
        tell: called with each measurement, for bars and logs.
    """

    def __init__(
        self,
        measure: Measure,
        every: int | None = None,
        target: tuple[str, float] | None = None,
        tell: Callable[[Measurement], None] | None = None,
    ) -> None:
        self._measure = measure
        self._every = every
        self._target = target
        self._tell = tell
        self.history: list[Measurement] = []
        self.reached: Measurement | None = None

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **given: Any
    ) -> TrainerControl:
        """Takes up the measurements of a run that is gone on with."""
        del args, given
        for entry in state.log_history:
            if _MEASURED in entry:
                found = Measurement(int(entry["step"]), int(entry["tokens_seen"]), dict(entry[_MEASURED]))
                self._keep(found)
        return control

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **given: Any
    ) -> TrainerControl:
        """Measures when it is time, and asks for a stop at the target."""
        del args
        if self._every is not None and state.global_step % self._every == 0:
            self._take(state, given["model"])
            if self.reached is not None:
                control.should_training_stop = True
        return control

    def on_train_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **given: Any
    ) -> TrainerControl:
        """Measures once more where the last step was not measured."""
        del args
        if not self.history or self.history[-1].step != state.global_step:
            self._take(state, given["model"])
        return control

    def _take(self, state: TrainerState, model: nn.Module) -> None:
        found = Measurement(state.global_step, int(state.num_input_tokens_seen), dict(self._measure(model)))
        # The log is a part of every checkpoint.
        entry: dict[str, Any] = {"step": found.step, "tokens_seen": found.tokens_seen}
        state.log_history.append({**entry, _MEASURED: dict(found.values)})
        self._keep(found)
        if self._tell is not None:
            self._tell(found)

    def _keep(self, found: Measurement) -> None:
        self.history.append(found)
        if self._target is not None and self.reached is None:
            name, value = self._target
            self.reached = found if found.values[name] >= value else None
