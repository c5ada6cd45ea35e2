"""Changes files: fixes to a fixed point, proven to leave training alone, written whole.

Each part loads on first use: migrating, say, needs only the writing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenelang.rewriting.atomic_write import write_atomically
    from scenelang.rewriting.file_text import FileText, load_file
    from scenelang.rewriting.fix_files import Effect, FileFixes, fix_file
    from scenelang.rewriting.id_ledger import LEDGER_NAME, IdLedger
    from scenelang.rewriting.project_tags import ProjectIds, project_ids
    from scenelang.rewriting.same_training import Law, TrainingProof
    from scenelang.rewriting.text_fixes import FixedText, Look, fix_text
    from scenelang.rewriting.text_tags import Tagged, tag_text
    from scenelang.rewriting.training_digest import TrainingDigest
    from scenelang.rewriting.which_scenes import only_scenes

__all__ = [
    "LEDGER_NAME",
    "Effect",
    "FileFixes",
    "FileText",
    "FixedText",
    "IdLedger",
    "Law",
    "Look",
    "ProjectIds",
    "Tagged",
    "TrainingDigest",
    "TrainingProof",
    "fix_file",
    "fix_text",
    "load_file",
    "only_scenes",
    "project_ids",
    "tag_text",
    "write_atomically",
]

_HOMES = {
    "Effect": "fix_files",
    "FileFixes": "fix_files",
    "FileText": "file_text",
    "FixedText": "text_fixes",
    "IdLedger": "id_ledger",
    "LEDGER_NAME": "id_ledger",
    "Law": "same_training",
    "Look": "text_fixes",
    "ProjectIds": "project_tags",
    "Tagged": "text_tags",
    "TrainingDigest": "training_digest",
    "TrainingProof": "same_training",
    "fix_file": "fix_files",
    "fix_text": "text_fixes",
    "load_file": "file_text",
    "only_scenes": "which_scenes",
    "project_ids": "project_tags",
    "tag_text": "text_tags",
    "write_atomically": "atomic_write",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
