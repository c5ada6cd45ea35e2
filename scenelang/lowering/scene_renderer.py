"""From an instance to the text that the model reads of it, in the form that was asked for.

Takes a scene's text once, then instances. Gives a `Rendering` of each, with what is wrong with it.
May assume that instances are of that scene. Never tokenises.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from scenelang.checking import CheckedScene
from scenelang.diagnostics import Diagnostic
from scenelang.expanding import Instance
from scenelang.lowering.chat_messages import opening_beats
from scenelang.lowering.compile_text import compile_text
from scenelang.lowering.lower_options import LowerOptions, RenderingKind
from scenelang.lowering.render_text import Rendering, TextRenderer
from scenelang.lowering.scene_tokenizer import SceneTokenizer
from scenelang.lowering.special_tokens import special_tokens_in
from scenelang.lowering.supervision_plan import SupervisionPlan

if TYPE_CHECKING:
    from scenelang.lowering.chat_rendering import ChatRendering


class SceneRenderer:
    """Renders the instances of one scene; `scene` is its text, all cells included.

    `found_in` gives the end of a message about an instance.
    """

    def __init__(
        self,
        checked: CheckedScene,
        plan: SupervisionPlan,
        tokenizer: SceneTokenizer,
        options: LowerOptions,
        found_in: Callable[[Instance], str],
    ) -> None:
        self._found_in = found_in
        self._specials = None if options.allow_special_tokens else tokenizer.special_pattern
        self._chat: ChatRendering | None = None
        in_chat = options.rendering is RenderingKind.CHAT
        self.scene = compile_text(checked, plan, opening_beats(checked) if in_chat else 0)
        if in_chat:
            # Only here: plain text needs no template language.
            from scenelang.lowering.chat_rendering import ChatRendering  # noqa: PLC0415

            self._chat = ChatRendering(checked, self.scene, tokenizer, options)
            self.scene = self._chat.scene
        self._texts = TextRenderer(self.scene)

    def render(self, instance: Instance) -> Rendering:
        """The text of one instance."""
        plain = self._texts.render(instance)
        found_in = partial(self._found_in, instance)
        said: tuple[Diagnostic, ...] = ()
        if self._specials is not None and self._specials.search(plain.text):
            said = tuple(special_tokens_in(plain, self.scene, self._specials, found_in))
        if self._chat is not None and not said:
            return self._chat.render(plain, found_in)
        return plain._replace(problems=said) if said else plain
