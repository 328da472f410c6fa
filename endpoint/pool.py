"""The query workers of one snapshot: started ahead, lent to one query at a time, replaced when they die."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from multiprocessing.connection import Pipe
from pathlib import Path
from typing import Any

from endpoint.problems import ProblemError
from endpoint.worker import REMOTE, Job, Remote
from kg.errors import SnapshotError
from kg.snapshot import COLUMNS

GRACE = 1.0
LOOK_ROUND = 0.1
SPARE = 1
STARTING = 60.0
LONGEST_HEADER = 2**20
KEEPS_FREED = "glibc.malloc.tcache_count=500"
"""The engine frees what it took for a query in many small pieces: to keep these at hand saves it a tenth."""


class PoolRetiredError(Exception):
    """The pool's snapshot is no longer the current one: ask the new pool."""


class ClientGoneError(Exception):
    """The client hung up, so that its query was stopped."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: its bytes and their media type; ``kind`` is "results" or "graph"."""

    body: bytes
    media_type: str
    kind: str


class Worker:
    """One worker process, seen from the server."""

    def __init__(
        self, store: Path, memory: int, prefixes: Mapping[str, str], remote: Remote | None = None
    ) -> None:
        self.connection, theirs = Pipe(duplex=True)
        paths = {"store": str(store), "columns": str(store.with_name(COLUMNS))}
        options = json.dumps({**paths, "memory": memory, "prefixes": dict(prefixes)})
        path = os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path)
        environ = {
            "PYTHONPATH": path,
            "LC_ALL": "C.UTF-8",
            "OPENBLAS_NUM_THREADS": "1",
            "GLIBC_TUNABLES": KEEPS_FREED,
        }
        if remote is not None:
            environ |= {
                name: value for name, value in os.environ.items() if name.startswith(("SSL_CERT_", "HOME"))
            }
            environ[REMOTE] = json.dumps(asdict(remote))
        self.process = subprocess.Popen(
            [sys.executable, "-S", "-P", "-m", "endpoint.worker", str(theirs.fileno()), options],
            pass_fds=[theirs.fileno()],
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        theirs.close()
        self.retires = False

    def wait_until_ready(self) -> None:
        """Return when the store is open; SnapshotError if the process ends or hangs before."""
        try:
            if self.connection.poll(STARTING) and self.connection.recv_bytes():
                return
        except (EOFError, OSError):
            pass
        self.stop()
        raise SnapshotError(
            f"A query worker could not open the store (status {self.process.returncode}).",
            "Build anew with: giaoban build",
        )

    def run(self, job: Job, is_gone: Callable[[], bool]) -> Answer:
        """The answer to one job.

        :param is_gone: asked now and then whether the client hung up.
        :raises ProblemError: if there is no answer; the process may be dead then.
        :raises ClientGoneError: if the client hung up; the process is dead then.
        """
        try:
            self.send(job)
            self._wait(time.monotonic() + job.seconds + GRACE, is_gone)
            return self.receive(job)
        except (EOFError, OSError) as error:
            raise self.tell_end(job) from error

    def send(self, job: Job) -> None:
        """Give the process its job.

        :raises OSError: if the process has ended.
        """
        self.connection.send_bytes(job.encode())

    def receive(self, job: Job) -> Answer:
        """The answer to the job that was sent, waiting for it.

        :raises ProblemError: if the query is refused.
        :raises EOFError: if the process has ended; OSError likewise.
        """
        message = self.connection.recv_bytes(LONGEST_HEADER + job.result_bytes)
        head, _, body = message.partition(b"\n")
        header: dict[str, Any] = json.loads(head)
        self.retires = header.get("retires", False)
        if header["outcome"] == "refused":
            raise ProblemError(header["slug"], header["detail"], header["members"])
        return Answer(body, header["media_type"], header["kind"])

    def tell_end(self, job: Job) -> ProblemError:
        """Why the process that is ending gives no answer."""
        return tell_death(self._reap(), job)

    def _wait(self, until: float, is_gone: Callable[[], bool]) -> None:
        while not self.connection.poll(LOOK_ROUND):
            if is_gone():
                self.stop()
                raise ClientGoneError
            if time.monotonic() > until:
                self.process.send_signal(signal.SIGALRM)

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs and means to go on."""
        return self.seems_alive and self.process.poll() is None

    @property
    def seems_alive(self) -> bool:
        """The same as far as it is known without asking the system."""
        return not self.retires and self.process.returncode is None

    def _reap(self) -> int:
        """The status of a process that is ending by itself."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(GRACE)
        self.stop()
        return self.process.returncode

    def stop(self) -> None:
        """End the process at once."""
        self.process.kill()
        self.process.wait()
        self.connection.close()


def tell_death(status: int, job: Job) -> ProblemError:
    """Why a worker that ended with ``status`` (negative: by that signal) gave no answer."""
    if status == -signal.SIGALRM:
        limit = {"name": "timeout", "value": job.seconds, "unit": "seconds"}
        return ProblemError("time-limit", f"The query was stopped after {job.seconds:g} s.", {"limit": limit})
    if status == -signal.SIGABRT:
        return ProblemError(
            "memory-limit",
            "The query needs more memory than it may use.",
            {"limit": {"name": "memory", "unit": "MiB"}},
        )
    if status == -signal.SIGSEGV:
        return ProblemError(
            "query-too-complex", "The query is too deeply nested or too large to be understood."
        )
    return ProblemError("worker-lost", "The process that ran the query ended.", headers={"Retry-After": "1"})


class Pool:
    """``size`` workers on one store and a spare one, so that a dead worker's place is taken at once.

    :param remote: another store that is asked in the place of ``store``.
    :param check: called before a worker is lent; raises what is to be told instead.
    """

    def __init__(
        self,
        store: Path,
        size: int,
        memory: int,
        prefixes: Mapping[str, str],
        remote: Remote | None = None,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self._make: Callable[[], Worker] = lambda: Worker(store, memory, prefixes, remote)
        self._check = check
        self._size = size + SPARE
        self._idle: deque[Worker] = deque()
        self._count = 0
        self._retired = False
        self._lock = threading.Lock()
        self._returned = threading.Condition(self._lock)
        self._missing = threading.Condition(self._lock)
        self._keeper = threading.Thread(target=self._keep, name="worker-keeper", daemon=True)

    def start(self) -> None:
        """Start the workers and return when the first is ready.

        :raises SnapshotError: if none can be started.
        """
        self._add(self._make())
        self._keeper.start()

    def _add(self, worker: Worker) -> None:
        worker.wait_until_ready()
        with self._lock:
            if not self._retired:
                self._idle.append(worker)
                self._count += 1
                self._returned.notify_all()
                return
        worker.stop()

    def _keep(self) -> None:
        """Start a worker whenever one is missing, until the pool is retired and its workers ended.

        A worker's parent-death signal is bound to the thread that started it: this one must outlive them.
        """
        while True:
            with self._lock:
                self._missing.wait_for(lambda: self._retired or self._count < self._size)
                if self._retired:
                    self._missing.wait_for(lambda: self._count == 0)
                    return
            try:
                self._add(self._make())
            except (SnapshotError, OSError):
                time.sleep(1.0)

    @property
    def size(self) -> int:
        """How many workers there are, busy or not."""
        return self._count

    @property
    def ready(self) -> int:
        """How many workers wait for a query."""
        return len(self._idle)

    @contextmanager
    def lend(self, seconds: float) -> Iterator[Worker]:
        """A worker for one query; taken back, or replaced, at the end.

        :raises PoolRetiredError: if the pool serves no more.
        :raises ProblemError: if no worker becomes ready within ``seconds``.
        """
        self._check()
        worker = self._take(seconds)
        try:
            yield worker
        finally:
            self.take_back(worker)

    def take_now(self) -> Worker | None:
        """A worker if one is ready; to be given back by :meth:`take_back`."""
        try:
            self._check()
        except ProblemError:
            return None
        with self._lock:
            if self._retired or not self._idle:
                return None
            worker = self._idle.pop()
        if worker.is_alive:
            return worker
        self._discard(worker)
        return None

    def _take(self, seconds: float) -> Worker:
        until = time.monotonic() + seconds
        while True:
            with self._lock:
                self._returned.wait_for(lambda: self._retired or self._idle, until - time.monotonic())
                if self._retired:
                    raise PoolRetiredError
                if not self._idle:
                    raise ProblemError("busy", "No query worker is ready.", headers={"Retry-After": "1"})
                worker = self._idle.pop()
            if worker.is_alive:
                return worker
            self._discard(worker)

    def take_back(self, worker: Worker) -> None:
        """The end of a loan: the worker is ready for another, or replaced if it is dead."""
        if not worker.seems_alive:
            self._discard(worker)
            return
        with self._lock:
            if not self._retired:
                self._idle.append(worker)
                self._returned.notify()
                return
        self._discard(worker)

    def _discard(self, worker: Worker) -> None:
        worker.stop()
        with self._lock:
            self._count -= 1
            self._missing.notify()

    def retire(self) -> None:
        """Take no more queries; idle workers end now, the others after the query they run."""
        with self._lock:
            self._retired = True
            idle, self._idle = list(self._idle), deque()
            self._returned.notify_all()
            self._missing.notify()
        for worker in idle:
            self._discard(worker)
