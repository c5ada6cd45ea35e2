"""What is said of other scenes: those that are not there, that come too late, that cannot be read here."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Related, advice, did_you_mean, respelling
from scenelang.source import Span


class OtherScene(Diagnostic):
    """A line needs the text of another scene, and that text is not in the window.

    `answers`, `recalls` and `confirms` may point to another scene as it is: that scene then comes earlier in
    training. `revises`, `mirrors` and the premises of logic look at the very tokens. With `recall: inline`
    among the keys of the scene, the scenes that it refers to stand before it in the same window, so that it
    can look at them.
    """

    code: ClassVar[str] = "SL209"
    title: ClassVar[str] = "`{name}` lies in another scene, and its text is not in this window"
    label: ClassVar[str] = "{what} needs the text"
    help: ClassVar[str] = "write `recall: inline` above `beats`, or name a span of this scene, without `#`"

    name: str
    what: str


class UnknownScene(Diagnostic):
    """A reference to a scene that the project does not have.

    A scene is found by its id: in the same file, among the files on the command line, and in the project's
    sources (`sources` in `scenelang.toml`; without it the folder `scenes` of the project, or all of it).
    """

    code: ClassVar[str] = "SL258"
    title: ClassVar[str] = "the project has no scene `{name}`"
    label: ClassVar[str] = "no scene has this id"
    help: ClassVar[str] = "write the id of a scene of the project"

    name: str
    near: str

    @property
    def help_text(self) -> str:
        """The nearest id that there is."""
        meant = did_you_mean(self.name, (self.near,) if self.near else ())
        return f"{meant}{self.help}, and behind `#` a span of it"


class UnknownSpanElsewhere(Diagnostic):
    """A reference to a span that the other scene does not have.

    Behind `#` stands the name of a span of the other scene, or of one of its beats: `crown#spill`,
    `crown#turn`.
    """

    code: ClassVar[str] = "SL259"
    title: ClassVar[str] = "the scene `{scene}` has no span `{name}`"
    label: ClassVar[str] = "not in `{scene}`"
    help: ClassVar[str] = "write the name of a span or of a beat of that scene"

    name: str
    scene: str
    allowed: tuple[str, ...]
    there: Span

    @property
    def help_text(self) -> str:
        """The nearest span, and those there are."""
        return advice(self.name, self.allowed, f"spans of `{self.scene}`")

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.name, self.allowed)

    def related(self) -> tuple[Related, ...]:
        """Where the other scene begins."""
        return (Related(self.there, "this scene"),)


class OwnSceneById(Diagnostic):
    """A scene speaks of one of its own spans as if it lay in another scene.

    `scene-id#span` is a span of another scene. A scene's own spans go by their names alone.
    """

    code: ClassVar[str] = "SL260"
    title: ClassVar[str] = "`{scene}` is this scene"
    label: ClassVar[str] = "refers to itself by its id"
    help: ClassVar[str] = "write `{name}`, without the id and the `#`"

    scene: str
    name: str


class SceneHasErrors(Diagnostic):
    """A scene that this one refers to has errors of its own.

    What it would bring into this scene is not certain until they are mended. They are told where that scene
    is linted; here they are said once.
    """

    code: ClassVar[str] = "SL261"
    title: ClassVar[str] = "the scene `{scene}` has errors of its own"
    label: ClassVar[str] = "refers to it"
    help: ClassVar[str] = "run `scenelang lint {file}` and mend that scene first"

    scene: str
    file: str


class SceneIdAmbiguous(Diagnostic):
    """Two scenes of the project have the id that is referred to, and none of them is nearer.

    Ids are unique in a project. Where one stands twice all the same, the scene that shares more folders with
    the one that refers to it is meant.
    """

    code: ClassVar[str] = "SL262"
    title: ClassVar[str] = "the project has {count} scenes `{name}`"
    label: ClassVar[str] = "which of them?"
    help: ClassVar[str] = "give each of them an id of its own"

    name: str
    count: int
    places: tuple[Span, ...]

    def related(self) -> tuple[Related, ...]:
        """Where the id stands."""
        return tuple(Related(place, f"a scene `{self.name}`") for place in self.places)


class PrerequisiteCircle(Diagnostic):
    """Scenes refer to each other in a circle, so that none of them could come first.

    A reference to another scene makes that scene a prerequisite: it is read earlier. The message shows the
    whole way round; take out the reference that can be missed most easily.
    """

    code: ClassVar[str] = "SL263"
    title: ClassVar[str] = "these scenes refer to each other in a circle: {path}"
    label: ClassVar[str] = "`{scene}` refers to `{asked}` here"
    help: ClassVar[str] = "take one of these references out"

    path: str
    scene: str
    asked: str
    others: tuple[Related, ...]

    def related(self) -> tuple[Related, ...]:
        """The other references of the circle."""
        return self.others


class VaryingSceneRecalled(Diagnostic):
    """A scene with `recall: inline` refers to one that has `vary`.

    Such a scene has many instances and no text of its own, so there is nothing that could stand before this
    one. Without `recall: inline` it may be referred to: it then comes earlier in training.
    """

    code: ClassVar[str] = "SL264"
    title: ClassVar[str] = "`{scene}` varies, so its text cannot stand before this scene"
    label: ClassVar[str] = "has many instances"
    help: ClassVar[str] = "take `recall: inline` out, or refer to a scene without `vary`"

    scene: str


class RecallsNothing(Diagnostic):
    """`recall: inline` in a scene that refers to no other.

    It puts the texts of the scenes that this one refers to before it. Here it would do nothing.
    """

    code: ClassVar[str] = "SL265"
    title: ClassVar[str] = "nothing is recalled: this scene refers to no other"
    label: ClassVar[str] = "has nothing to do"
    help: ClassVar[str] = "take it out, or write a reference such as `SPAN recalls SCENE#SPAN` under `self`"


class NamesOtherScene(Diagnostic):
    """`names` with another scene as its target.

    `names` says that a scene speaks of itself: its target is a span of the scene, or the scene's own id.
    """

    code: ClassVar[str] = "SL266"
    title: ClassVar[str] = "`names` speaks of this scene, and `{name}` lies in another"
    label: ClassVar[str] = "in another scene"
    help: ClassVar[str] = "write `{own}`, or another verb such as `recalls`"

    name: str
    own: str


class ConceptOfNobody(Diagnostic):
    """A layer is to hold a concept that no span of the project is an instance of.

    `concept NAME` pulls a place toward the other instances of the concept: the spans that are marked with
    `.NAME`, in this scene or in any other of the project. Without one there is nothing to pull to.
    """

    code: ClassVar[str] = "SL267"
    title: ClassVar[str] = "no span of the project is marked `.{name}`"
    label: ClassVar[str] = "a concept without an instance"
    help: ClassVar[str] = "mark a span with it: `[…]{{.{name}}}`"

    name: str
    near: str

    @property
    def help_text(self) -> str:
        """The nearest concept that has an instance."""
        meant = did_you_mean(self.name, (self.near,) if self.near else ())
        return f"{meant}mark a span with it: `[…]{{.{self.name}}}`"


class OnlyInstance(Diagnostic):
    """A layer is to hold a concept, and its own span is the only instance of it.

    `concept NAME` pulls a place toward the other instances of the concept. Mark another span with it, in
    this scene or in any other of the project.
    """

    code: ClassVar[str] = "SL268"
    title: ClassVar[str] = "`{span}` is the only instance of `.{name}` in the project"
    label: ClassVar[str] = "nothing else to lie near"
    help: ClassVar[str] = "mark another span with it, `[…]{{.{name}}}`, or take this line out"

    name: str
    span: str
