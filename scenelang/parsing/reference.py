"""References: `answer answers question`, `answer recalls other-scene#span`.

Takes: one line of `self`. Gives: a `Reference`. May assume: nothing.
Never does: ask whether the span or the target exists.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from scenelang.diagnostics import Outcome, nearest
from scenelang.model import Name, Reference, Verb
from scenelang.parsing import messages_words
from scenelang.parsing.rules import REFERENCE
from scenelang.parsing.syntax import Node
from scenelang.parsing.transcript import Transcript, checked_syntax
from scenelang.parsing.wording import listed
from scenelang.source import ScalarText

_VERBS = tuple(verb.value for verb in Verb)


def parse_reference(
    text: ScalarText, renamed: Mapping[str, str] = MappingProxyType({})
) -> Outcome[Reference]:
    """Reads `span VERB target`.

    There is a value beside an unknown verb too, with the verb that was most likely meant, so that the names
    on the line can be looked up.

    Args:
        text: The line.
        renamed: Older spellings of verbs that are still read, each with its new one.
    """
    transcript = Transcript(text)
    syntax = checked_syntax(REFERENCE, transcript)
    value = None if syntax is None else _reference(syntax, transcript, renamed)
    return Outcome(value, transcript.findings.sorted())


def _reference(node: Node, transcript: Transcript, renamed: Mapping[str, str]) -> Reference:
    span, verb, target = transcript.name(node.leaf(0)), transcript.name(node.leaf(1)), node.node(2)
    name = Name("#".join(leaf.text for leaf in target.leaves()), transcript.place(target))
    return Reference(span, _verb(verb, transcript, renamed), name, transcript.scalar.place)


def _verb(written: Name, transcript: Transcript, renamed: Mapping[str, str]) -> Verb:
    """The verb of a word. What nobody can guess is taken for `names`, which asks least of its target."""
    new = renamed.get(written.text)
    if new is not None:
        transcript.report(messages_words.OlderSpelling(written.place, written.text, new))
        return Verb(new)
    if written.text in _VERBS:
        return Verb(written.text)
    transcript.report(messages_words.UnknownVerb(written.place, written.text, _VERBS, listed(_VERBS)))
    return Verb(nearest(written.text, _VERBS) or Verb.NAMES)
