"""Lowers scenes under every tokenizer of a project, and holds them against its models.

Takes: what a project names, loaded; then sound scenes.
Gives: what rules for tokens look at, and what lowering says by itself.
May assume: nothing of the scenes but that they are sound.
Never does: speak of a model's vocabulary under a tokenizer that is not the model's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import replace

from scenelang.checking import CheckedScene
from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.expanding import InstancePlan, plan_instances
from scenelang.linting.as_tokens.token_loading import Loaded
from scenelang.linting.as_tokens.token_views import view_names
from scenelang.linting.subjects import ProgramSubject, TokenView
from scenelang.lowering import SceneTokenizer, lower_scene
from scenelang.source import SourceText, Span
from scenelang.tokens import TokenProgram

_OF_MODELS = range(440, 450)
_OF_VOCABULARY = {"SL446", "SL447"}
_ENDING = "found_in"
"""The field in which messages of lowering say where they hold."""


def lowered_views(
    loaded: Loaded, source: SourceText, checked: CheckedScene, instances: int
) -> tuple[ProgramSubject | None, tuple[Diagnostic, ...]]:
    """The views of a scene, and what lowering said; no views where no instance can be made."""
    plan = plan_instances(checked).value
    if plan is None:
        return None, ()
    numbers = range(min(instances, len(plan)))
    views = tuple(
        _view(name, tokenizer, lower_scene(checked, plan, tokenizer, loaded.options, numbers))
        for name, tokenizer in loaded.tokenizers.items()
    )
    found = [*_merged(views), *_of_models(loaded, checked, plan, numbers)]
    subject = ProgramSubject(source, checked, tuple(view for view in views if view.programs), loaded.models)
    return subject, tuple(found)


def _view(name: str, tokenizer: SceneTokenizer, lowered: Iterator[Outcome[TokenProgram]]) -> TokenView:
    programs: list[TokenProgram] = []
    found: list[Diagnostic] = []
    for value, said in lowered:
        found += said
        if value is not None:
            programs.append(value)
    return TokenView(name, tokenizer, tuple(programs), tuple(found))


def _merged(views: tuple[TokenView, ...]) -> Iterator[Diagnostic]:
    """What lowering said under some tokenizer, once for each code and place, with the tokenizers' names."""
    first: dict[tuple[str, Span], Diagnostic] = {}
    under: dict[tuple[str, Span], list[str]] = {}
    for view in views:
        for one in view.found:
            first.setdefault((one.code, one.place), one)
            names = under.setdefault((one.code, one.place), [])
            if view.name not in names:
                names.append(view.name)
    for key, one in first.items():
        everywhere = len(under[key]) == len(views)
        yield one if everywhere else _said_of(one, f" under {view_names(under[key])}")


def _of_models(
    loaded: Loaded, checked: CheckedScene, plan: InstancePlan, numbers: range
) -> Iterator[Diagnostic]:
    """What of a scene does not fit a model, as `compile --model` says it."""
    for tokenizer, model, own in loaded.pairs:
        options = replace(loaded.options, model=loaded.models[model])
        for _, said in lower_scene(checked, plan, loaded.tokenizers[tokenizer], options, numbers):
            for one in said:
                if int(one.code[2:]) not in _OF_MODELS or (one.code in _OF_VOCABULARY and not own):
                    continue
                placed = replace(one, place=loaded.places[model]) if one.code == "SL447" else one
                yield _said_of(placed, f" in the model `{model}`") if len(loaded.models) > 1 else placed


def _said_of(found: Diagnostic, where: str) -> Diagnostic:
    """The finding with the words for where it was found, if it has a place for them."""
    ending: str | None = getattr(found, _ENDING, None)
    if ending is None:
        return found
    other = copy(found)
    object.__setattr__(other, _ENDING, where + ending)
    return other
