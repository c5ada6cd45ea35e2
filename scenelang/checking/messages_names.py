"""What is said of names that stand for nothing, or for two things."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Related, advice, respelling
from scenelang.source import Span


class UnknownSpan(Diagnostic):
    """A rule names a span that the scene does not have.

    A span is a piece of a beat's text that was given a name, `[The crown spills more]{#spill}`, or a whole
    beat by its kind: `turn`, or `think.1` and `think.2` where a kind stands twice.
    """

    code: ClassVar[str] = "SL200"
    title: ClassVar[str] = "there is no span `{name}`"
    label: ClassVar[str] = "nothing in the text has this name"
    help: ClassVar[str] = "write the name of a span or of a beat"

    name: str
    allowed: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest span, and those there are."""
        return advice(self.name, self.allowed, "spans here")

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.name, self.allowed)


class UnknownPremise(Diagnostic):
    """A step rests on something that is neither a span nor a conclusion.

    A premise is the name of a span, of a latent conclusion (`(bridge = "Kel")`), or of a step.
    """

    code: ClassVar[str] = "SL201"
    title: ClassVar[str] = "there is no span, step or latent conclusion `{name}`"
    label: ClassVar[str] = "nothing has this name"
    help: ClassVar[str] = "write the name of a span, a step or a latent conclusion"

    name: str
    allowed: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest name, and those there are."""
        return advice(self.name, self.allowed, "possible premises")

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.name, self.allowed)


class UnknownAxis(Diagnostic):
    """A tension axis that neither the scene's archetype nor its project has.

    An archetype lists its axes, so that the same word means the same thing in all its scenes. A project may
    declare further ones for all of its scenes, under `[axes]` in `scenelang.toml`.
    """

    code: ClassVar[str] = "SL202"
    title: ClassVar[str] = "the archetype `{archetype}` has no axis `{name}`"
    label: ClassVar[str] = "unknown axis"
    help: ClassVar[str] = "write one of the axes of the archetype"

    name: str
    archetype: str
    allowed: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest axis, and those of the archetype."""
        return advice(self.name, self.allowed, f"axes of `{self.archetype}`")

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.name, self.allowed)


class UnknownArchetype(Diagnostic):
    """An archetype that neither the project nor the shipped library has.

    An archetype is a file `archetypes/NAME.yaml`, in the scene's folder, in one above it up to the project's
    root, or in the library that comes with scenelang.
    """

    code: ClassVar[str] = "SL203"
    title: ClassVar[str] = "there is no archetype `{name}`"
    label: ClassVar[str] = "unknown archetype"
    help: ClassVar[str] = "write the name of an archetype that is there"

    name: str
    allowed: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest archetype, and those there are."""
        return advice(self.name, self.allowed, "archetypes")

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.name, self.allowed)


class UnknownRole(Diagnostic):
    """A member of the cast has a role that the scene's archetype does not have.

    An archetype lists the roles that it needs and those that it allows, so that one word means one thing in
    all its scenes.
    """

    code: ClassVar[str] = "SL204"
    title: ClassVar[str] = "the archetype `{archetype}` has no role `{name}`"
    label: ClassVar[str] = "unknown role"
    help: ClassVar[str] = "write one of the roles of the archetype"

    name: str
    archetype: str
    allowed: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest role, and those of the archetype."""
        return advice(self.name, self.allowed, f"roles of `{self.archetype}`")

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.name, self.allowed)


class MissingRole(Diagnostic):
    """Nobody in the cast has a role that the scene's archetype needs.

    A scene of discovery without anyone who thinks is not one. Give the role to a member of the cast:
    `archimedes: {role: thinker}`.
    """

    code: ClassVar[str] = "SL205"
    title: ClassVar[str] = "the archetype `{archetype}` needs a `{role}`, and nobody has that role"
    label: ClassVar[str] = "needs a `{role}` in the cast"
    help: ClassVar[str] = "write under `cast`: `NAME: {{role: {role}}}`"

    role: str
    archetype: str


class SpeakerNotInCast(Diagnostic):
    """A beat is spoken by someone who is not in the cast.

    Every speaker stands under `cast` with a role: `ann: {role: thinker}`. Often the name is misspelt in
    one of the two places.
    """

    code: ClassVar[str] = "SL206"
    title: ClassVar[str] = "`{name}` speaks, and is not in the cast"
    label: ClassVar[str] = "not in the cast"
    help: ClassVar[str] = "write the name of somebody in the cast, or add them to it"

    name: str
    allowed: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest member of the cast, and all of them."""
        if not self.allowed:
            return f"write under `cast`: `{self.name}: {{role: ROLE}}`"
        return advice(self.name, self.allowed, "in the cast")

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.name, self.allowed)


class SpanTwice(Diagnostic):
    """Two spans of a scene have one name, so that no rule could tell which is meant.

    Names count for the whole scene, not for one beat: `[…]{#test}` may stand once.
    """

    code: ClassVar[str] = "SL207"
    title: ClassVar[str] = "two spans are named `{name}`"
    label: ClassVar[str] = "the second `{name}`"
    help: ClassVar[str] = "give one of them another name"

    name: str
    first: Span

    def related(self) -> tuple[Related, ...]:
        """Where the name stands first."""
        return (Related(self.first, f"the first `{self.name}`"),)


class ConclusionNameTwice(Diagnostic):
    """A step or a latent conclusion has a name that is taken.

    Spans, steps and latent conclusions can all be premises, so their names must differ.
    """

    code: ClassVar[str] = "SL208"
    title: ClassVar[str] = "the name `{name}` is taken"
    label: ClassVar[str] = "the second `{name}`"
    help: ClassVar[str] = "spans, steps and latent conclusions share their names: choose another here"

    name: str
    first: Span

    def related(self) -> tuple[Related, ...]:
        """Where the name stands first."""
        return (Related(self.first, f"`{self.name}` is already this"),)


class SceneAsTarget(Diagnostic):
    """A verb that turns back to a place has the scene itself as its target.

    Only `names` speaks of the whole scene. The other verbs need a place to look back to.
    """

    code: ClassVar[str] = "SL210"
    title: ClassVar[str] = "`{verb}` needs a span, and `{name}` is this scene"
    label: ClassVar[str] = "the scene itself"
    help: ClassVar[str] = "name a span of this scene; only `names` takes the scene"

    name: str
    verb: str


class EmptySpan(Diagnostic):
    """A marked span holds no text.

    No token could carry what is said of it: a weight, a concept or a target on it would do nothing.
    """

    code: ClassVar[str] = "SL211"
    title: ClassVar[str] = "this span holds no text"
    label: ClassVar[str] = "nothing between the brackets"
    help: ClassVar[str] = "put the words between `[` and `]`, or take the brackets and braces out"
