"""The chain of signatures in the database: it grows by one link at a time, and what is signed stands."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from store.made import NOON, make_edition
from wenzhai.errors import InputError, NotFound
from wenzhai.model import RightsRecord, Signature


def make_link(edition, sequence, kind="signed"):
    return Signature(
        sequence=sequence,
        kind=kind,
        edition_id=edition.id,
        number=edition.number,
        revision=edition.revision,
        content="c",
        previous="p",
        by="Lin Yue",
        at=NOON + timedelta(sequence),
    )


def make_record(edition):
    return RightsRecord(edition_id=edition.id, on=date(2023, 4, 16), quotations=(), pictures=())


@pytest.fixture
def edition():
    return msgspec.structs.replace(make_edition("en"), revision=1)


def test_a_chain_comes_back_in_order_with_its_editions(store, edition):
    """Two revisions: the links in order, each edition as it was, the last one as the edition."""
    other = msgspec.structs.replace(edition, revision=2, title="Second")
    store.save_signature(make_link(edition, 1), edition, make_record(edition))
    store.save_signature(make_link(other, 2, "corrected"), other, make_record(other))
    assert [link.sequence for link in store.load_chain()] == [1, 2]
    assert store.load_revision(edition.id, 1) == edition
    assert store.load_edition(edition.id) == other
    assert store.load_rights(edition.id) == make_record(other)
    assert store.load_rights("none") is None
    with pytest.raises(NotFound):
        store.load_revision(edition.id, 3)


@pytest.mark.parametrize("sequence", [0, 1, 3])
def test_a_link_that_does_not_follow_is_refused(store, edition, sequence):
    """A link for a place that is taken, or beyond the next, changes nothing."""
    store.save_signature(make_link(edition, 1), edition, make_record(edition))
    before = store.count()
    with pytest.raises(InputError, match="same moment"):
        store.save_signature(make_link(edition, sequence), edition, make_record(edition))
    assert store.count() == before


def test_a_signed_edition_is_not_replaced_unless_it_was_withdrawn(store, edition):
    """Saving other words in its place is refused for all of the week's editions together; after a
    withdrawal they are saved."""
    store.save_signature(make_link(edition, 1), edition, make_record(edition))
    draft = make_edition("zh")
    changed = msgspec.structs.replace(edition, title="Changed")
    with pytest.raises(InputError, match="does not change"):
        store.save_editions([draft, changed])
    assert [e.id for e in store.load_editions()] == [edition.id]
    store.save_editions([draft, edition])
    store.save_signature(make_link(edition, 2, "withdrawn"), edition, make_record(edition))
    store.save_editions([changed])
    assert store.load_edition(edition.id).title == "Changed"
    assert {e.id for e in store.find_editions(edition.week)} == {edition.id, draft.id}
    assert store.find_editions(edition.id) == [changed]
