"""References: `answer answers question`, `answer recalls other-scene#span`.

Takes: one line of `self`. Gives: a `Reference`. May assume: nothing.
Never does: ask whether the span or the target exists.
"""

from __future__ import annotations

from scenelang.diagnostics import Outcome, did_you_mean
from scenelang.model import Name, Reference, Verb
from scenelang.parsing import messages_words
from scenelang.parsing.rules import REFERENCE
from scenelang.parsing.syntax import Node
from scenelang.parsing.transcript import Transcript, read_rule
from scenelang.parsing.wording import listed
from scenelang.source import ScalarText

_VERBS = tuple(verb.value for verb in Verb)


def parse_reference(text: ScalarText) -> Outcome[Reference]:
    """Reads `span VERB target`."""
    return read_rule(REFERENCE, text, _reference)


def _reference(node: Node, transcript: Transcript) -> Reference | None:
    span, verb, target = transcript.name(node.leaf(0)), transcript.name(node.leaf(1)), node.node(2)
    if verb.text not in _VERBS:
        transcript.report(
            messages_words.UnknownVerb(verb.place, verb.text, did_you_mean(verb.text, _VERBS), listed(_VERBS))
        )
        return None
    name = Name("#".join(leaf.text for leaf in target.leaves()), transcript.place(target))
    return Reference(span, Verb(verb.text), name, transcript.scalar.place)
