"""What migrating has to say."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Severity


class MigrationChangesMeaning(Diagnostic):
    """A step of the migration would have changed what a scene means.

    Respelling must leave a scene as it was: same text, same weights, same targets. The edits were made in
    memory, the result was read and compared with the scene before, and the two differ; so nothing was
    written. This is a fault of the migration: keep the file as it is and report it.
    """

    code: ClassVar[str] = "SL080"
    severity: ClassVar[Severity] = Severity.ERROR
    title: ClassVar[str] = "the step `{step}` would change what a scene means"
    label: ClassVar[str] = "left as it was"
    help: ClassVar[str] = "keep the old spelling for now, and report the scene"

    step: str
