"""From a validator's errors to messages at the places they are about.

Takes: the tree, the model, the errors. Gives: at most one message for a cause. May assume: the tree is what
was validated. Never does: show a class, a type's name or a validator's sentence; only reasons that the
project's own validators give are passed on.

An error's path names keys and list places, and between them the branch of a union that was tried. A branch
is told from a key by the tree: what is no key there is a branch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from scenelang.diagnostics import Diagnostic, did_you_mean, nearest
from scenelang.reading.messages_settings import MissingSetting, SettingsDisagree, UnknownSetting, WrongSetting
from scenelang.reading.settings_values import allowed_settings, is_type_error, list_words, wanted_value
from scenelang.reading.yaml_tree import ScalarKind, YamlMapping, YamlNode, YamlScalar, YamlSequence
from scenelang.source import Span

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

_LONGEST_SHOWN = 40
_REASONS = frozenset({"value_error", "assertion_error"})
_DISCRIMINATED = frozenset({"union_tag_invalid", "union_tag_not_found"})
_MISSING = frozenset({"missing", "union_tag_not_found"})


@dataclass(frozen=True, slots=True)
class _Found:
    """One error with what its path leads to."""

    kind: str
    context: Mapping[str, Any]
    path: tuple[int | str, ...]
    branches: tuple[tuple[int, str], ...]
    node: YamlNode
    key: YamlScalar | None
    name: str


def explain_setting(
    tree: YamlMapping, model: type[BaseModel], errors: Sequence[ErrorDetails]
) -> tuple[Diagnostic, ...]:
    """The messages for what a validator refused, in the order of the file."""
    found = [_follow(tree, error) for error in errors]
    by_place: dict[tuple[str, Span, str], list[_Found]] = {}
    for each in _of_best_branches(_without_short_lists(found)):
        topic = "value" if _is_value(each) else each.kind
        by_place.setdefault((topic, _place(each), each.name), []).append(each)
    messages = [
        _message(group, model) for group in by_place.values() if not _is_misspelt(group[0], found, model)
    ]
    return tuple(sorted(messages, key=lambda each: (each.place, each.code)))


def _without_short_lists(found: Sequence[_Found]) -> list[_Found]:
    """Leaves out lists that count as too short only because a faulty item of theirs does not count."""
    inner = [each.path for each in found]
    return [
        each
        for each in found
        if each.kind != "too_short"
        or not any(len(path) > len(each.path) and path[: len(each.path)] == each.path for path in inner)
    ]


def _is_misspelt(missing: _Found, found: Sequence[_Found], model: type[BaseModel]) -> bool:
    """True when a missing setting is there under a misspelt name, which has its own message."""
    if missing.kind not in _MISSING:
        return False
    unknown = [each for each in found if each.kind == "extra_forbidden" and each.path[:-1] == missing.path]
    return any(
        nearest(each.name, allowed_settings(model, each.path[:-1])) == missing.name for each in unknown
    )


def _follow(tree: YamlMapping, error: ErrorDetails) -> _Found:
    node: YamlNode = tree
    key: YamlScalar | None = None
    path: list[int | str] = []
    branches: list[tuple[int, str]] = []
    for step in error["loc"]:
        entry = node.entry(str(step)) if isinstance(node, YamlMapping) else None
        if entry is not None:
            node, key = entry.value, entry.key
            path.append(entry.name)
        elif isinstance(node, YamlSequence) and isinstance(step, int) and step < len(node.items):
            node, key = node.items[step], None
            path.append(step)
        else:
            branches.append((len(path), str(step)))
    found = _Found(error["type"], error.get("ctx", {}), tuple(path), tuple(branches), node, key, _name(path))
    if found.kind == "missing":
        return _missing(found)
    return _discriminated(found) if found.kind in _DISCRIMINATED else found


def _missing(found: _Found) -> _Found:
    """What is missing is the last step of the path: a key, or a place in a list of fixed length."""
    *branches, (_, name) = found.branches
    if isinstance(found.node, YamlSequence):
        least = {"min_length": int(name) + 1 if name.isdecimal() else 1}
        return replace(found, kind="too_short", context=least, branches=tuple(branches))
    return replace(found, branches=tuple(branches), name=name)


def _discriminated(found: _Found) -> _Found:
    """A union whose branch is told by a key: the error is about that key."""
    name = str(found.context.get("discriminator", "")).strip("'")
    entry = found.node.entry(name) if isinstance(found.node, YamlMapping) else None
    if entry is None:
        return replace(found, name=name or found.name)
    return replace(found, name=name, path=(*found.path, name), node=entry.value, key=entry.key)


def _of_best_branches(found: Sequence[_Found]) -> list[_Found]:
    """Leaves of every union only the branches that fit best: those with the right kind and fewest errors."""
    weights: dict[tuple[tuple[int | str, ...], str], int] = {}
    for each in found:
        for depth, branch in each.branches[:1]:
            where = (each.path[:depth], branch)
            is_far = is_type_error(each.kind) and len(each.path) == depth
            weights[where] = weights.get(where, 0) + (1000 if is_far else 1)
    best: dict[tuple[int | str, ...], int] = {}
    for (path, _), weight in weights.items():
        best[path] = min(weight, best.get(path, weight))
    deep = {each.path[:depth] for each in found for depth, _ in each.branches[:1] if _is_inside(each, depth)}
    kept = []
    for each in found:
        unions = [(each.path[:depth], branch) for depth, branch in each.branches[:1]]
        if all(path not in deep or weights[path, branch] == best[path] for path, branch in unions):
            kept.append(each)
    return kept


def _is_inside(found: _Found, depth: int) -> bool:
    """True when a branch of a union took the value as its own and found a fault in it."""
    return len(found.path) > depth or not _is_value(found)


def _is_value(found: _Found) -> bool:
    return found.kind not in _MISSING and found.kind not in _REASONS and found.kind != "extra_forbidden"


def _message(group: Sequence[_Found], model: type[BaseModel]) -> Diagnostic:
    first = group[0]
    place = _place(first)
    if first.kind in _MISSING:
        return MissingSetting(place, first.name)
    if first.kind == "extra_forbidden":
        allowed = allowed_settings(model, first.path[:-1])
        hint = did_you_mean(first.name, allowed)
        return UnknownSetting(place, first.name, hint, list_words(allowed))
    if first.kind in _REASONS:
        reason = str(first.context.get("error", "")) or "a rule of this setting"
        return SettingsDisagree(place, reason)
    wanted = dict.fromkeys(wanted_value(each.kind, each.context) for each in group)
    return WrongSetting(place, first.name, _written(first.node), " or ".join(wanted))


def _place(found: _Found) -> Span:
    """The value itself where it is written in one piece, else its key, else the first key of the file."""
    if found.kind == "extra_forbidden" and found.key is not None:
        return found.key.place
    if isinstance(found.node, YamlScalar) and not found.node.place.is_empty:
        return found.node.place
    if found.key is not None:
        return found.key.place
    if isinstance(found.node, YamlMapping) and found.node.entries:
        return found.node.entries[0].key.place
    return found.node.place


def _name(path: Sequence[int | str]) -> str:
    names = [step for step in path if isinstance(step, str)]
    return names[-1] if names else "this file"


def _written(node: YamlNode) -> str:
    if isinstance(node, YamlSequence):
        return f"a list of {len(node.items)}"
    if isinstance(node, YamlMapping):
        return "`key: value` lines"
    if node.kind is ScalarKind.NOTHING:
        return "left empty"
    written = node.text.value
    shown = written if len(written) <= _LONGEST_SHOWN else f"{written[: _LONGEST_SHOWN - 3]}..."
    return f"the text `{shown}`" if node.is_text else f"`{shown}`"
