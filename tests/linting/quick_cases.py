"""What tests of the quick look share: files of the library, and both looks at them."""

from __future__ import annotations

from pathlib import Path

from scenelang.gathering import SceneRun
from scenelang.linting.file_look import look_at_source
from scenelang.linting.findings import FileFindings
from scenelang.linting.quick import Cleared, QuickLook
from scenelang.linting.rule_set import RuleSet, default_rules
from scenelang.reading import decoded_source

ROOT = Path(__file__).parents[2]
LIBRARY = tuple(sorted((ROOT / "scenes").rglob("*.scene")))


class Looks:
    """Both looks at files of one project, with the rules that are on by themselves."""

    def __init__(self, files: tuple[Path, ...] = LIBRARY, rules: RuleSet | None = None) -> None:
        self._rules = rules or default_rules()
        self._run = SceneRun(files)
        self._quick = QuickLook(self._run, self._rules)

    def quick(self, path: Path, text: str | bytes) -> Cleared | None:
        """What the quick look says of a text, as if it stood in a file."""
        content = text if isinstance(text, bytes) else text.encode()
        return self._quick.at_content(path.as_posix(), content)

    def full(self, path: Path, text: str | bytes) -> FileFindings:
        """What the full path says of it."""
        content = text if isinstance(text, bytes) else text.encode()
        source, found = decoded_source(path.as_posix(), content)
        if source is None:
            return FileFindings(found=found)
        look = look_at_source(path, source, self._run, self._rules)
        return look._replace(found=(*found, *look.found))

    def is_proven(self, path: Path, text: str | bytes) -> bool:
        """Whether the quick look clears a text; then the full path must find nothing, and the same facts."""
        cleared = self.quick(path, text)
        if cleared is None:
            return False
        full = self.full(path, text)
        # What must stand in another scene is looked for when all files were looked at.
        found = [one for one in full.found if not (cleared.asks and one.code in ("SL267", "SL268"))]
        assert found == [], (path, [(one.code, one.message) for one in found], text)
        assert full.ids == (cleared.id,)
        assert full.facts == (cleared.facts,) or (cleared.asks and not full.facts)
        return True
