"""
What the database itself refuses of a plan and of what was seen, whatever asks for it.

Lifted before tables are changed and put in place after: rebuilding a table on SQLite drops its
triggers without a word, and stumbles over those of others that name it.
"""

from dataclasses import dataclass
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connection as default
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from .cycles import Cycle
from .hazards import Hazard
from .plans import Chosen, ExpectedLater, Plan
from .studies import Study

CYCLE, STUDY = Cycle._meta.db_table, Study._meta.db_table
PLAN, CHOSEN = Plan._meta.db_table, Chosen._meta.db_table
LATER, HAZARD = ExpectedLater._meta.db_table, Hazard._meta.db_table
LOCKED = (
    f"EXISTS (SELECT 1 FROM {PLAN} p WHERE p.entry_id = OLD.plan_id AND p.locked_at IS NOT NULL)"
)
# What makes a row of the main measure what it is.
MAIN = ("plan_id", "measure_id", "as_what", "taken_off_at")


@dataclass(frozen=True)
class Guard:
    """A moment at which the database looks, and when it says no."""

    table: str
    name: str
    moment: str
    refused_when: str
    because: str

    @property
    def trigger(self) -> str:
        return f"{self.table}_{self.name}"


def _differs(vendor: str, columns: tuple[str, ...]) -> str:
    is_not = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    return "(" + " OR ".join(f"NEW.{column} {is_not} OLD.{column}" for column in columns) + ")"


def guards(vendor: str) -> list[Guard]:
    """Every guard there should be."""
    expected, written, main, seen = (
        _differs(vendor, columns)
        for columns in (Plan.EXPECTED, ExpectedLater.WRITTEN_ONCE, MAIN, Study.WRITTEN_ONCE)
    )
    return [
        *(
            Guard(
                table,
                "not_in_a_life",
                "INSERT",
                "EXISTS (SELECT 1 FROM logbook_entry e WHERE e.id = NEW.entry_id AND e.of_life)",
                "in a life there is nothing of this",
            )
            for table in (PLAN, CYCLE, STUDY)
        ),
        Guard(STUDY, "written_once", "UPDATE", seen, "what was seen is kept as it was"),
        Guard(
            PLAN,
            "begun_open",
            "INSERT",
            f"NEW.locked_at IS NOT NULL OR EXISTS (SELECT 1 FROM {PLAN} p "
            "WHERE p.entry_id = NEW.entry_id AND p.locked_at IS NOT NULL)",
            "a plan is locked after it was begun",
        ),
        Guard(
            PLAN,
            "not_backdated",
            "UPDATE",
            "OLD.locked_at IS NULL AND NEW.locked_at < "
            "(SELECT e.at FROM logbook_entry e WHERE e.id = NEW.entry_id)",
            "a plan is locked after it was begun",
        ),
        Guard(
            PLAN,
            "stays_locked",
            "UPDATE",
            f"OLD.locked_at IS NOT NULL AND {expected}",
            "what was expected is locked",
        ),
        Guard(
            PLAN, "is_kept", "DELETE", "OLD.locked_at IS NOT NULL", "what was expected is locked"
        ),
        *(
            Guard(
                table,
                f"no_aid_{moment.lower()}",
                moment,
                "EXISTS (SELECT 1 FROM measures_measure m "
                "WHERE m.entry_id = NEW.measure_id AND m.kind = 'aid')",
                "an aid to learning is tied to nothing",
            )
            for table in (CHOSEN, HAZARD)
            for moment in ("INSERT", "UPDATE")
        ),
        Guard(
            CHOSEN,
            "main_stays",
            "UPDATE",
            f"OLD.as_what = 'main' AND OLD.taken_off_at IS NULL AND {LOCKED} AND {main}",
            "what was expected is locked",
        ),
        Guard(
            CHOSEN,
            "main_is_kept",
            "DELETE",
            f"OLD.as_what = 'main' AND OLD.taken_off_at IS NULL AND {LOCKED}",
            "what was expected is locked",
        ),
        Guard(LATER, "written_once", "UPDATE", written, "what was expected is locked"),
    ]


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the guards in place; harmless where they are."""
    tables = connection.introspection.table_names()
    wanted = [guard for guard in guards(connection.vendor) if guard.table in tables]
    with connection.cursor() as cursor:
        for guard in wanted:
            if connection.vendor == "sqlite":
                _install_sqlite(cursor, guard)
            else:
                _install_postgresql(cursor, guard)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take them away: before tables are changed, and when tests empty them."""
    with connection.cursor() as cursor:
        for guard in guards(connection.vendor):
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {guard.trigger}")
            else:
                cursor.execute(f"DROP FUNCTION IF EXISTS {guard.trigger}() CASCADE")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of guards that should be there and are not."""
    if connection.vendor == "sqlite":
        sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        sql = "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        present = {row[0] for row in cursor.fetchall()}
    return sorted({guard.trigger for guard in guards(connection.vendor)} - present)


def guards_are_there(**_options: Any) -> list[CheckMessage]:
    """Said by ``alongside check``: nothing is wrong, or what the database would let happen."""
    if PLAN not in default.introspection.table_names() or not (gone := missing(default)):
        return []
    names = ", ".join(gone)
    said = f"The database would let what was expected be changed: {names} is missing."
    return [Error(said, hint="Run `alongside migrate`.", id="experiments.E001")]


def _install_sqlite(cursor: CursorWrapper, guard: Guard) -> None:
    cursor.execute(
        f"CREATE TRIGGER IF NOT EXISTS {guard.trigger} BEFORE {guard.moment} ON {guard.table} "
        f"WHEN {guard.refused_when} BEGIN SELECT RAISE(ABORT, '{guard.because}'); END"
    )


def _install_postgresql(cursor: CursorWrapper, guard: Guard) -> None:
    gives = "OLD" if guard.moment == "DELETE" else "NEW"
    cursor.execute(
        f"CREATE OR REPLACE FUNCTION {guard.trigger}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {guard.refused_when} THEN RAISE EXCEPTION '{guard.because}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {gives}; END $$"
    )
    cursor.execute(
        f"CREATE OR REPLACE TRIGGER {guard.trigger} BEFORE {guard.moment} ON {guard.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {guard.trigger}()"
    )
