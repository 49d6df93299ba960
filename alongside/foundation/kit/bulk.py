"""Many rows at once, several times as fast as ``bulk_create``, for imports of 100,000s."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import AutoField, Model

# Fewer than this are not worth a stream.
FEW = 20


def insert(rows: Sequence[Model]) -> None:
    """
    Write new rows of one table. Ids that the database gives are not read back.

    SQLite prepares the statement once for all of them; PostgreSQL takes them as one stream.
    """
    if not rows:
        return
    model = type(rows[0])
    if len(rows) < FEW:
        model._default_manager.bulk_create(rows)
    elif connection.vendor == "postgresql":
        _copy(model, rows)
    else:
        _execute_many(model, rows)


def _execute_many(model: type[Model], rows: Sequence[Model]) -> None:
    marks = ", ".join(["%s"] * len(_fields(model)))
    with connection.cursor() as cursor:
        sql = f"INSERT INTO {model._meta.db_table} ({_columns(model)}) VALUES ({marks})"
        cursor.executemany(sql, list(_values(model, rows)))


def _copy(model: type[Model], rows: Sequence[Model]) -> None:
    def stream(sql: str, *_rest: object) -> None:
        with connection.wrap_database_errors, cursor.cursor.copy(sql) as copy:
            for row in _values(model, rows):
                copy.write_row(row)

    with connection.cursor() as cursor:
        sql = f"COPY {model._meta.db_table} ({_columns(model)}) FROM STDIN"
        # Past whoever watches what is executed, as every other statement goes.
        cursor._execute_with_wrappers(sql, None, False, executor=stream)


def _fields(model: type[Model]) -> list[Any]:
    return [f for f in model._meta.concrete_fields if not isinstance(f, AutoField)]


def _columns(model: type[Model]) -> str:
    return ", ".join(f'"{field.column}"' for field in _fields(model))


def _values(model: type[Model], rows: Sequence[Model]) -> Iterator[list[Any]]:
    fields = [(field.attname, field.get_db_prep_save) for field in _fields(model)]
    for row in rows:
        yield [prepared(getattr(row, name), connection) for name, prepared in fields]
