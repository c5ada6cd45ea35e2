"""One file rule asked about one text, and a text with its fixes made."""

from __future__ import annotations

from scenelang.diagnostics import Diagnostic, Safety
from scenelang.linting.rule import FileRule
from scenelang.linting.subjects import FileSubject
from scenelang.reading import find_comments, read_documents
from scenelang.source import SourceText, apply_edits

SOUND = """\
scene: 1
id: lamp
archetype: recall
language: en
tags: [dark, hall]
beats:
  - fact: |
      [The lamp in the hall is broken]{#lamp}.
  - ask: |
      [Where is it dark?]{#question}
  - conclude: |
      It is dark [in the hall]{#answer}.
logic:
  - lamp => answer
self:
  - answer answers question
"""
"""A scene that compiles."""


def subject_of(text: str, name: str = "looked.scene") -> FileSubject:
    source = SourceText(name, text)
    outcome = read_documents(source)
    assert outcome.value is not None, [one.message for one in outcome.diagnostics]
    return FileSubject(source, outcome.value, find_comments(source, (one.node for one in outcome.value)))


def said(rule: FileRule, text: str) -> list[Diagnostic]:
    return list(rule.check(subject_of(text)))


def covered(rule: FileRule, text: str) -> list[str]:
    """The text that each finding stands under."""
    return [text[one.place.start : one.place.end] for one in said(rule, text)]


def mended(rule: FileRule, text: str, safety: Safety = Safety.UNSAFE) -> str:
    """The text after all fixes, each of which must weigh as it should."""
    fixes = [fix for one in said(rule, text) if (fix := one.fix()) is not None]
    assert {fix.safety for fix in fixes} <= {safety}
    return apply_edits(SourceText("looked.scene", text), [edit for fix in fixes for edit in fix.edits]).text
