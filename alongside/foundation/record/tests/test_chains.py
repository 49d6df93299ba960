import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from alongside.foundation.record import chains

EVENT: dict[str, Any] = {
    "id": UUID(int=1),
    "chain": UUID(int=2),
    "n": 1,
    "at": datetime(2026, 3, 3, 9, 30, tzinfo=UTC),
    "kind": "stories.told",
    "by": UUID(int=3),
    "thing": None,
    "data": "{}",
}
OTHERS = {
    "id": st.uuids(),
    "chain": st.uuids(),
    "n": st.integers(min_value=1, max_value=2**62),
    "at": st.datetimes(timezones=st.just(UTC)),
    "kind": st.text(max_size=60),
    "by": st.none() | st.uuids(),
    "thing": st.none() | st.uuids(),
    "data": st.text(),
}


@given(st.sampled_from(sorted(OTHERS)), st.data())
def test_any_other_value_of_any_column_is_another_hash(column: str, data: st.DataObject) -> None:
    other = data.draw(OTHERS[column].filter(lambda value: value != EVENT[column]))
    assert chains.link(chains.START, **EVENT | {column: other}) != chains.link(
        chains.START, **EVENT
    )


@given(st.binary(min_size=32, max_size=32).filter(lambda hash: hash != chains.START))
def test_a_hash_depends_on_the_one_before(before: bytes) -> None:
    assert chains.link(before, **EVENT) != chains.link(chains.START, **EVENT)


def test_the_hash_is_the_one_written_down() -> None:
    """A change of the formula would make every record of every place look changed."""
    assert chains.link(chains.START, **EVENT).hex() == (
        "e33d8073a81676a645c6b6c396b9532f6af1c7fe599f5ebc2a4d9448a947bfec"
    )


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.lists(st.uuids())))
def test_canonical_json_has_one_way_to_be_written(data: dict[str, object]) -> None:
    written = chains.canonical(data)
    assert chains.canonical(dict(reversed(data.items()))) == written
    assert json.dumps(json.loads(written), sort_keys=True, separators=(",", ":")) == written
