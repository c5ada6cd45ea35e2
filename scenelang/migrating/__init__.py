"""From older spellings and versions of the language to the newest, by minimal edits of the text."""

from scenelang.migrating.migrate import Migrated, migrate_source
from scenelang.migrating.migrations import MIGRATIONS, NEWEST, Migration

__all__ = ["MIGRATIONS", "NEWEST", "Migrated", "Migration", "migrate_source"]
