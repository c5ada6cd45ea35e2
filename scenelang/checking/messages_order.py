"""What is said of order: premises and conclusions, keys and queries, beats and their pattern."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Related, Severity, advice, respelling
from scenelang.source import Span


class PremiseAfterConclusion(Diagnostic):
    """A premise does not end before its conclusion begins.

    A model reads from left to right: what produces the conclusion can only look at what was said before it.
    For a latent conclusion the place that counts is where it is held: at the next spoken conclusion that
    rests on it. Move the premise up in the text, or turn the step round.
    """

    code: ClassVar[str] = "SL212"
    title: ClassVar[str] = "the premise `{premise}` does not come before `{conclusion}`, which rests on it"
    label: ClassVar[str] = "must end before `{conclusion}` begins"
    help: ClassVar[str] = "move the premise up in the text, or turn the step round"

    premise: str
    conclusion: str
    premise_place: Span
    conclusion_place: Span

    def related(self) -> tuple[Related, ...]:
        """Where both stand in the text."""
        return (
            Related(self.conclusion_place, f"`{self.conclusion}` stands here"),
            Related(self.premise_place, f"`{self.premise}` stands here"),
        )


class LogicCycle(Diagnostic):
    """Steps rest on each other in a circle, so that none of them is ever founded.

    The message shows the whole way round. Take out the step that claims too much.
    """

    code: ClassVar[str] = "SL213"
    title: ClassVar[str] = "these steps go round in a circle: {path}"
    label: ClassVar[str] = "`{conclusion}` rests on `{premise}` here"
    help: ClassVar[str] = "take out the step that does not hold"

    path: str
    conclusion: str
    premise: str
    others: tuple[Related, ...]

    def related(self) -> tuple[Related, ...]:
        """The other steps of the circle."""
        return self.others


class UnusedConclusion(Diagnostic):
    """A conclusion that nothing rests on, and that is not the last one.

    Either a later step should use it, or it is beside the point of the scene. It is trained all the same.
    """

    code: ClassVar[str] = "SL214"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "nothing rests on the conclusion `{name}`, and it is not the last"
    label: ClassVar[str] = "never used again"
    help: ClassVar[str] = "use `{name}` as a premise of a later step, or take this step out"

    name: str


class HeldNowhere(Diagnostic):
    """A latent conclusion that no spoken conclusion rests on.

    What is not said is held in the layers where the next spoken conclusion that needs it is produced. If
    none needs it, there is no place to hold it at.
    """

    code: ClassVar[str] = "SL215"
    title: ClassVar[str] = "no spoken conclusion rests on `{name}`, so it is held nowhere"
    label: ClassVar[str] = "latent, and never used"
    help: ClassVar[str] = "add a step such as `{name}, … => SPAN`, or take this step out"

    name: str


class KeyAfterQuery(Diagnostic):
    """Something is to look at a place that it has not read yet.

    A model reads from left to right. The positions that produce a span can look at what ends before the span
    begins; `read(x)` and `last(x)` can also look inside `x`, before its end.
    """

    code: ClassVar[str] = "SL216"
    title: ClassVar[str] = "`{key}` does not come before `{query}`, which is to look at it"
    label: ClassVar[str] = "not read yet when `{query}` is"
    help: ClassVar[str] = "look at something that comes earlier, or swap the two"

    query: str
    key: str
    query_place: Span
    key_place: Span

    def related(self) -> tuple[Related, ...]:
        """Where both stand in the text."""
        return (
            Related(self.query_place, f"`{self.query}` stands here"),
            Related(self.key_place, f"`{self.key}` stands here"),
        )


class TargetIsItself(Diagnostic):
    """A span is to look at itself, or to refer to itself, which says nothing.

    `last(x) -> first(x)` is fine: the two ends are different tokens of `x`.
    """

    code: ClassVar[str] = "SL217"
    title: ClassVar[str] = "`{name}` refers to itself"
    label: ClassVar[str] = "the same span"
    help: ClassVar[str] = "name another span, one that comes earlier"

    name: str


class NothingBefore(Diagnostic):
    """`before x` names the position that produces the first token of `x`, and `x` begins the scene.

    No position stands before the first token, so nothing could be supervised there.
    """

    code: ClassVar[str] = "SL218"
    title: ClassVar[str] = "nothing stands before `{name}`, which begins the scene"
    label: ClassVar[str] = "no position before the first token"
    help: ClassVar[str] = "use `last({name})`, or put text before the span"

    name: str


class BeatOutOfOrder(Diagnostic):
    """A beat stands where the scene's archetype expects another.

    The archetype gives the order of beats as a pattern, such as `frame ask guess? (think | doubt)+ turn
    conclude reflect?`; `?` is perhaps, `+` once or more, `*` any number of times. Only the first beat that
    does not fit is reported, since what follows depends on it.
    """

    code: ClassVar[str] = "SL219"
    title: ClassVar[str] = "a beat `{kind}` does not fit here in the archetype `{archetype}`"
    label: ClassVar[str] = "another beat is expected"
    help: ClassVar[str] = "write one of the beats that the message lists"

    kind: str
    archetype: str
    expected: tuple[str, ...]
    known: tuple[str, ...]

    @property
    def label_text(self) -> str:
        """What could stand here instead."""
        return f"expected {_either(self.expected)}"

    @property
    def help_text(self) -> str:
        """What may stand here; for a kind that the archetype never has, the nearest that it has."""
        if self.kind in self.known:
            return f"write one of these here: {_listed(self.expected)}"
        return advice(self.kind, self.known, f"beats of `{self.archetype}`")

    def fix(self) -> Fix | None:
        """The kind that was surely meant, where the archetype never has the one that is written."""
        return None if self.kind in self.known else respelling(self.place, self.kind, self.known)


class BeatsEndEarly(Diagnostic):
    """The scene ends before the pattern of its archetype does.

    The archetype says which beats must follow the last one that is there; a scene of discovery that never
    concludes is not one.
    """

    code: ClassVar[str] = "SL220"
    title: ClassVar[str] = "the scene ends too early for the archetype `{archetype}`"
    label: ClassVar[str] = "the last beat"
    help: ClassVar[str] = "add one of the beats that the message lists"

    archetype: str
    expected: tuple[str, ...]

    @property
    def label_text(self) -> str:
        """What must still come."""
        return f"after this comes {_either(self.expected)}"

    @property
    def help_text(self) -> str:
        """What must still come, as something to type."""
        return f"add a beat: {_listed(self.expected)}"


class DeeperThanBands(Diagnostic):
    """A chain of logic is deeper than the archetype has layer bands for.

    An archetype may say under `depth_bands` where each depth of a chain is held: the first band for steps
    that rest on what was said, the second for steps that rest on those, and so on. Without `depth_bands` the
    depths share the layers evenly, however many there are.
    """

    code: ClassVar[str] = "SL222"
    title: ClassVar[str] = "this step is {depth} deep, and the archetype `{archetype}` has bands for {bands}"
    label: ClassVar[str] = "no band for this depth"
    help: ClassVar[str] = (
        "make the chain shorter, or add to `depth_bands` in the archetype (or take them out there)"
    )

    depth: int
    archetype: str
    bands: int


class AllWeightsZero(Diagnostic):
    """Nothing in the scene is learned: the loss weight of all its text is zero.

    Weights multiply: the stratum's, the archetype's for the kind of beat, the beat's own, `w=` of every span
    around the text; `read` and being revised make it 0. A scene that is meant to be context only belongs to
    `stratum: noise`.
    """

    code: ClassVar[str] = "SL221"
    title: ClassVar[str] = "all of this scene's text has the weight 0"
    label: ClassVar[str] = "nothing here is learned"
    help: ClassVar[str] = "raise a weight, or write `stratum: noise` if that is meant"


class AvoidsWhatWeighsNothing(Diagnostic):
    """A span is marked `avoid`, and its text weighs nothing whatever the tokens are.

    What `avoid` weighs is what its text would have weighed. In what `revises` takes back, in a `read` span or
    one of `w=0`, in a beat of weight 0 and in noise that is 0, so there is nothing to avoid. What `revises`
    takes back is not learned as it is; where it must be avoided too, take the `revises` line out.
    """

    code: ClassVar[str] = "SL271"
    title: ClassVar[str] = "`avoid` does nothing here: {reason}"
    label: ClassVar[str] = "weighs nothing"
    help: ClassVar[str] = "{what_to_do}"

    reason: str
    what_to_do: str


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _either(words: tuple[str, ...]) -> str:
    if not words:
        return "no further beat"
    *rest, last = (f"`{word}`" for word in words)
    return f"{', '.join(rest)} or {last}" if rest else last
