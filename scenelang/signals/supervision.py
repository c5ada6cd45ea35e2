"""Which supervision a model can take, which not, and why: one answer for authors, compiler and trainer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scenelang.signals.layer_kind import ATTENDING, LayerKind
from scenelang.signals.model_map import Gap, ModelMap
from scenelang.signals.module import Module
from scenelang.signals.number_runs import runs_text


_NO_TEACHER = "it needs a second model, and training has no loss for it"


class Supervision(StrEnum):
    """What a scene can ask of a model, beside the next token."""

    ATTENTION = "attention"
    READS = "reads"
    MIRRORS = "mirrors"
    CONCEPT = "concept"
    LABEL = "label"
    TENSION = "tension"
    TEACHER = "teacher"
    EXPOSE = "expose"
    EXPOSE_ATTENTION = "expose attention"
    EXPOSE_MLP = "expose mlp"


class Answer(StrEnum):
    """Whether a model can take a kind of supervision; `partly` means in some of its layers."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one kind of supervision, and why it is not a plain yes."""

    kind: Supervision
    answer: Answer
    why: str
    layers: tuple[int, ...]


def verdicts(model: ModelMap) -> tuple[Verdict, ...]:
    """What a model can take, one verdict for each kind."""
    return tuple(verdict(model, kind) for kind in Supervision)


def verdict(model: ModelMap, kind: Supervision) -> Verdict:
    """What a model can take of one kind."""
    everywhere = tuple(range(model.layer_count))
    if not model.known:
        return Verdict(kind, Answer.UNKNOWN, "this family is not known", everywhere)
    if kind is Supervision.ATTENTION:
        return _in_layers(
            kind, model, model.attending, model.attention_gap, "attention that can be supervised"
        )
    if kind is Supervision.EXPOSE_ATTENTION:
        return _in_layers(kind, model, model.exposing(Module.ATTENTION), Gap.NONE, "an attention part")
    if kind is Supervision.EXPOSE_MLP:
        return _in_layers(kind, model, model.exposing(Module.MLP), Gap.NONE, "a feed-forward part")
    if kind is Supervision.EXPOSE:
        return Verdict(kind, Answer.YES, "", everywhere)
    if kind is Supervision.TEACHER and model.residual_gap is Gap.NONE:
        return Verdict(kind, Answer.NO, _NO_TEACHER, ())
    gap = model.reads_gap if kind is Supervision.READS else model.residual_gap
    answer = Answer.YES if gap is Gap.NONE else Answer.NO
    return Verdict(kind, answer, gap.words, everywhere if answer is Answer.YES else ())


def _in_layers(kind: Supervision, model: ModelMap, layers: tuple[int, ...], gap: Gap, what: str) -> Verdict:
    if gap is not Gap.NONE:
        return Verdict(kind, Answer.NO, gap.words, ())
    if len(layers) == model.layer_count:
        return Verdict(kind, Answer.YES, "", layers)
    if not layers:
        return Verdict(kind, Answer.NO, f"no layer shows {what}", ())
    others = sorted({layer.kind for number, layer in enumerate(model.layers) if number not in layers})
    are = f"; the others are {' and '.join(_called(other) for other in others)}" if _differ(others) else ""
    alone = "layer" if len(layers) == 1 else "layers"
    has = "has" if len(layers) == 1 else "have"
    return Verdict(kind, Answer.PARTLY, f"{alone} {runs_text(layers)} alone {has} {what}{are}", layers)


def _differ(kinds: list[LayerKind]) -> bool:
    return not any(kind in ATTENDING for kind in kinds)


def _called(kind: LayerKind) -> str:
    return "linear (a running state)" if kind is LayerKind.LINEAR else kind.value
