"""Several threads and processes on one database, and processes that are killed: nothing is lost."""

from __future__ import annotations

import multiprocessing
import random
import threading
import time

import pytest

from store.made import make_batch, make_entry, make_health, make_sighting
from wenzhai.store import Store, schema

_A_BATCH = 25
_KILLS = 20

try:
    # A forked child starts at once; a spawned one would import everything first, twenty times over.
    _context = multiprocessing.get_context("fork")
except ValueError:  # pragma: no cover  # a system without fork
    pytest.skip("needs a system with fork", allow_module_level=True)


def _run(*targets):
    """Run (function, arguments) in a process each, and wait; returns their exit codes."""
    processes = [_context.Process(target=target, args=given) for target, *given in targets]
    for process in processes:
        process.start()
    for process in processes:
        process.join(30)
    return [process.exitcode for process in processes]


def _open(url, gate):
    gate.wait(10)
    Store.open(url).close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_processes_that_open_a_new_database_at_once_all_succeed(new_url, kind):
    """Commands started together in a new newsroom do not stumble over each other."""
    for _ in range(4):
        url, gate = new_url(kind), _context.Barrier(6)
        assert _run(*[(_open, url, gate)] * 6) == [0] * 6
        store = Store.open(url)
        assert store.count().keys() == schema.metadata.tables.keys()
        store.close()


def _write(url, source_id, rounds):
    store = Store.open(url)
    _write_rounds(store, source_id, rounds)
    store.close()


def _write_rounds(store, source_id, rounds):
    """Save batches of which each entry and validator also is another writer's, in another order."""
    for number in range(rounds):
        own = [make_entry(f"{source_id}-{number}-{n}", source_id=source_id) for n in range(5)]
        common = [make_entry(f"common-{number}-{n}", source_id=source_id) for n in range(20)]
        random.Random(source_id).shuffle(common)
        sighting = make_sighting(f"{source_id} {number}")
        store.save_batch(
            source_id, make_batch(*own, *common, sightings=(sighting,)), make_health(source_id)
        )
        store.save_page_problem("one page", "time-out", final=False)


def _check_rounds(store, writers, rounds):
    counts = store.count()
    assert counts["entries"] == rounds * (5 * writers + 20)
    assert counts["sightings"] == rounds * writers
    assert counts["source_health"] == writers
    [problem] = store.load_page_problems()
    assert problem.attempts == rounds * writers


def test_processes_that_write_at_once_lose_nothing(url):
    """Every row of each is there, and those that both bring are there once."""
    Store.open(url).close()
    writers = [(_write, url, f"source-{n}", 12) for n in range(3)]
    assert _run(*writers) == [0, 0, 0]
    store = Store.open(url)
    _check_rounds(store, 3, 12)
    store.close()


def test_threads_that_write_at_once_lose_nothing(store):
    """One store serves several threads."""
    problems = []

    def write(source_id):
        try:
            _write_rounds(store, source_id, 12)
        except Exception as error:  # whatever it is must fail the test
            problems.append(error)

    threads = [threading.Thread(target=write, args=(f"source-{n}",)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert problems == []
    _check_rounds(store, 3, 12)


def test_new_entries_are_counted_once_among_writers(store):
    """Two runs that bring the same entries at once report them as new once in all."""
    entries = [make_entry(str(n)) for n in range(200)]
    news = []

    def write(order):
        news.append(store.save_batch("ledger", make_batch(*order), make_health()))

    threads = [threading.Thread(target=write, args=(o,)) for o in (entries, entries[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sum(news) == len(entries)


def _write_until_killed(url, run, acknowledge):
    """Save batch after batch, and tell of each that is saved."""
    store = Store.open(url)
    number = 0
    while True:
        name = f"{run}-{number}"
        entries = [make_entry(f"{name}-{n}", source_id=name) for n in range(_A_BATCH)]
        sightings = tuple(make_sighting(f"{name} {n}") for n in range(_A_BATCH))
        store.save_batch(name, make_batch(*entries, sightings=sightings), make_health(name))
        acknowledge.send(name)
        number += 1


def test_a_killed_process_leaves_whole_batches_and_all_that_it_acknowledged(url):
    """Killed at twenty random points, opening and saving included, nothing is torn or lost."""
    chance = random.Random(416)
    acknowledged = set()
    for run in range(_KILLS):
        ours, theirs = _context.Pipe(duplex=False)
        process = _context.Process(target=_write_until_killed, args=(url, run, theirs))
        process.start()
        theirs.close()
        if run % 2:
            # While it saves, however slow the machine: a first batch is acknowledged before.
            assert ours.poll(30)
        time.sleep(chance.uniform(0.005, 0.1))
        process.kill()
        process.join(10)
        while True:
            try:
                acknowledged.add(ours.recv())
            except EOFError:
                break
    store = Store.open(url)
    kept = store.load_health().keys()
    assert acknowledged <= kept
    assert len(acknowledged) >= _KILLS // 2
    assert store.check() == "ok"
    counts = store.count()
    assert counts["entries"] == counts["sightings"] == _A_BATCH * len(kept)
    assert counts["validators"] == _A_BATCH * len(kept)
    store.close()


def _open_and_close(url):
    Store.open(url).close()


def test_a_process_killed_while_it_makes_the_database_leaves_one_that_opens(url):
    """Making the tables is one step too: the next command finds none of them, or all."""
    for delay in (0.005, 0.01, 0.02, 0.03, 0.05):
        process = _context.Process(target=_open_and_close, args=(url,))
        process.start()
        time.sleep(delay)
        process.kill()
        process.join(10)
    store = Store.open(url)
    assert store.count().keys() == schema.metadata.tables.keys()
    store.close()
