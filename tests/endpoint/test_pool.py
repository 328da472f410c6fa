"""Workers run strangers' queries, die of them, and are replaced."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from endpoint.live import PREFIXES
from endpoint.pool import ClientGoneError, Pool, PoolRetiredError
from endpoint.problems import ProblemError
from endpoint.worker import Job
from kg.snapshot import current_snapshot
from tests.endpoint.serving import PATIENCE, has_ended, wait_until

HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o . ?p ?q ?r }"


def make_job(query: str = "ASK {}", seconds: float = PATIENCE) -> Job:
    return Job(query, "http://example.org/", None, None, "text/csv", "text/turtle", seconds, 100_000)


def never() -> bool:
    return False


@pytest.fixture
def pool(sample_data: Path) -> Iterator[Pool]:
    pool = Pool(current_snapshot(sample_data).store_path, 1, 64, PREFIXES)
    pool.start()
    yield pool
    pool.retire()


def test_a_worker_answers_one_query_after_another(pool: Pool) -> None:
    wait_until(lambda: pool.ready == 2)
    processes = set()
    for _ in range(3):
        with pool.lend(PATIENCE) as worker:
            assert worker.run(make_job(), never).body == b"true"
            processes.add(worker.process.pid)
    assert len(processes) == 1


def test_a_dead_worker_is_replaced(pool: Pool) -> None:
    wait_until(lambda: pool.ready == 2)
    with pool.lend(PATIENCE) as worker:
        os.kill(worker.process.pid, signal.SIGKILL)
        with pytest.raises(ProblemError) as caught:
            worker.run(make_job(), never)
    assert caught.value.slug == "worker-lost"
    wait_until(lambda: pool.ready == 2)
    with pool.lend(PATIENCE) as worker:
        assert worker.run(make_job(), never).body == b"true"


def test_a_worker_that_died_while_idle_is_not_lent(pool: Pool) -> None:
    with pool.lend(PATIENCE) as worker:
        pass
    os.kill(worker.process.pid, signal.SIGKILL)
    worker.process.wait()
    with pool.lend(PATIENCE) as other:
        assert other is not worker
        assert other.run(make_job(), never).body == b"true"


def test_a_client_that_hung_up_frees_its_worker(pool: Pool) -> None:
    with pool.lend(PATIENCE) as worker, pytest.raises(ClientGoneError):
        worker.run(make_job(HEAVY), lambda: True)
    assert not worker.is_alive


def test_a_retired_pool_lends_nothing_and_leaves_no_process(sample_data: Path) -> None:
    pool = Pool(current_snapshot(sample_data).store_path, 1, 64, PREFIXES)
    pool.start()
    with pool.lend(PATIENCE) as worker:
        pool.retire()
        assert worker.run(make_job(), never).body == b"true"
    assert not worker.is_alive
    with pytest.raises(PoolRetiredError), pool.lend(PATIENCE):
        pass


def test_a_call_of_another_endpoint_that_slips_through_reaches_nobody(pool: Pool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as trap:
        query = f"SELECT * {{ SERVICE <http://127.0.0.1:{trap.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
        with pool.lend(PATIENCE) as worker, pytest.raises(ProblemError) as refused:
            worker.run(make_job(query), never)
        assert refused.value.slug == "query-refused"
        trap.settimeout(0.2)
        with pytest.raises(TimeoutError):
            trap.accept()


def test_a_worker_dies_with_the_process_that_started_it(sample_data: Path) -> None:
    code = f"""
import sys, time
from pathlib import Path
from endpoint.pool import Worker
worker = Worker(Path({str(current_snapshot(sample_data).store_path)!r}), 64, {{}})
worker.wait_until_ready()
print(worker.process.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    wait_until(lambda: has_ended(pid))


def test_a_retired_pool_lets_every_query_under_way_end(sample_data: Path) -> None:
    pool = Pool(current_snapshot(sample_data).store_path, 2, 64, PREFIXES)
    pool.start()
    wait_until(lambda: pool.ready == 3)
    with pool.lend(PATIENCE) as first, pool.lend(PATIENCE) as second, pool.lend(PATIENCE) as third:
        pool.retire()
        time.sleep(0.2)
        for worker in (first, second, third):
            assert worker.run(make_job(), never).body == b"true"
