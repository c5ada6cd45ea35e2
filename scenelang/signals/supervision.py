"""Which supervision a model can take, which not, and why: one answer for authors, compiler and trainer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scenelang.signals.layer_kind import ATTENDING, LayerKind
from scenelang.signals.model_map import ModelMap
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
    if not model.known:
        return Verdict(kind, Answer.UNKNOWN, "this family is not known", tuple(range(model.layer_count)))
    match kind:
        case Supervision.ATTENTION:
            what = "attention that can be supervised"
            return _in_layers(kind, model, model.attending, what, model.attention_gap.words)
        case Supervision.EXPOSE_ATTENTION:
            return _in_layers(kind, model, model.exposing(Module.ATTENTION), "an attention part")
        case Supervision.EXPOSE_MLP:
            return _in_layers(kind, model, model.exposing(Module.MLP), "a feed-forward part")
        case _:
            return _everywhere(kind, model)


def _everywhere(kind: Supervision, model: ModelMap) -> Verdict:
    """What is asked of all layers alike."""
    gap = model.residual_gap.words
    reasons = {
        Supervision.EXPOSE: "",
        Supervision.READS: model.reads_gap.words,
        Supervision.TEACHER: gap or _NO_TEACHER,
    }
    why = reasons.get(kind, gap)
    if why:
        return Verdict(kind, Answer.NO, why, ())
    return Verdict(kind, Answer.YES, "", tuple(range(model.layer_count)))


def _in_layers(
    kind: Supervision, model: ModelMap, layers: tuple[int, ...], what: str, gap: str = ""
) -> Verdict:
    """What only some layers may show; `gap` says why none does."""
    if gap:
        return Verdict(kind, Answer.NO, gap, ())
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
