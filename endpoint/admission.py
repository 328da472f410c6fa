"""Who may run a query now: fair shares of the workers by the seconds that clients use.

Each client has an allowance of query seconds that refills at half of all workers' time. Among those who wait,
the one that used least goes first; one that has used up its allowance is told to wait (429) while others do;
and no client holds all workers at once.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from endpoint.problems import ProblemError

MOST_ACCOUNTS = 4096


@dataclass(slots=True, eq=False)
class Account:
    """What one client has used: ``spent`` seconds not yet refilled, as of the clock's ``seen``."""

    client: str
    spent: float = 0.0
    seen: float = 0.0
    running: int = 0
    waiting: int = 0


@dataclass(slots=True, eq=False)
class Ticket:
    """One query's place in the line; ``wake`` is called when its turn comes."""

    account: Account
    wake: Callable[[], None]
    granted: bool = False


class Admission:
    """The line before the workers.

    :param slots: queries that run at once.
    :param waiting: queries that may stand in the line, four fifths of them from one client.
    :param queue_seconds: longest stay in the line.
    :param client_seconds: allowance of each client.
    """

    def __init__(
        self,
        slots: int,
        waiting: int,
        queue_seconds: float,
        client_seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.slots = slots
        self.waiting = waiting
        self.slots_per_client = max(1, slots - 1)
        self.waiting_per_client = max(1, waiting * 4 // 5)
        self.queue_seconds = queue_seconds
        self.client_seconds = client_seconds
        self.refill = slots / 2
        self._clock = clock
        self._lock = threading.Lock()
        self._line: list[Ticket] = []
        self._accounts: dict[str, Account] = {}
        self.running = 0

    @property
    def length(self) -> int:
        """How many queries wait."""
        return len(self._line)

    @contextmanager
    def admit(self, client: str) -> Iterator[None]:
        """Wait for a turn; the time until the block ends counts against the client's allowance.

        :raises ProblemError: ``too-many-requests`` or ``busy``, with Retry-After.
        """
        turn = threading.Event()
        ticket = self.enter(client, turn.set)
        if not turn.wait(self.queue_seconds):
            self.abandon(ticket)
        started = self._clock()
        try:
            yield
        finally:
            self.leave(ticket, self._clock() - started)

    def enter(self, client: str, wake: Callable[[], None]) -> Ticket:
        """A place in the line; the turn may come at once. To be ended by :meth:`leave` or :meth:`abandon`.

        :param wake: called when the turn comes, by any thread, while the line is locked.
        :raises ProblemError: ``too-many-requests`` or ``busy``, with Retry-After.
        """
        with self._lock:
            account = self._open_account(client)
            self._refuse_excess(account)
            ticket = Ticket(account, wake)
            account.waiting += 1
            self._line.append(ticket)
            self._grant()
            return ticket

    def _refuse_excess(self, account: Account) -> None:
        if account.waiting >= self.waiting_per_client:
            raise _too_many("This client has as many queries waiting as it may.", 1)
        if len(self._line) >= self.waiting:
            raise ProblemError("busy", "The line of waiting queries is full.", headers={"Retry-After": "1"})
        over = account.spent - self.client_seconds
        if over > 0 and any(ticket.account is not account for ticket in self._line):
            raise _too_many(
                f"This client has used its {self.client_seconds:g} s of query time, and others wait.",
                math.ceil(over / self.refill) + 1,
            )

    def abandon(self, ticket: Ticket) -> None:
        """Give up the place in the line, unless the turn came in the last moment.

        :raises ProblemError: that says why the turn did not come.
        """
        with self._lock:
            if ticket.granted:
                return
            self._line.remove(ticket)
            ticket.account.waiting -= 1
            at_own_limit = ticket.account.running >= self.slots_per_client
        if at_own_limit:
            raise _too_many("This client runs as many queries as it may.", 1)
        raise ProblemError(
            "busy",
            f"No worker became free within {self.queue_seconds:g} s.",
            {"limit": {"name": "queue", "value": self.queue_seconds, "unit": "seconds"}},
            {"Retry-After": "1"},
        )

    def leave(self, ticket: Ticket, seconds: float) -> None:
        """End the turn, which took so many seconds."""
        account = ticket.account
        with self._lock:
            self._refill(account)
            account.spent += seconds
            account.running -= 1
            self.running -= 1
            self._grant()

    def _grant(self) -> None:
        """Give free workers to those in the line who used least, the first come among equals."""
        while self.running < self.slots:
            able = [t for t in self._line if t.account.running < self.slots_per_client]
            if not able:
                return
            ticket = min(able, key=lambda t: t.account.spent)
            self._line.remove(ticket)
            ticket.account.waiting -= 1
            ticket.account.running += 1
            self.running += 1
            ticket.granted = True
            ticket.wake()

    def _open_account(self, client: str) -> Account:
        account = self._accounts.get(client)
        if account is None:
            if len(self._accounts) >= MOST_ACCOUNTS:
                self._forget_settled()
            account = self._accounts[client] = Account(client, seen=self._clock())
        self._refill(account)
        return account

    def _refill(self, account: Account) -> None:
        now = self._clock()
        account.spent = max(0.0, account.spent - (now - account.seen) * self.refill)
        account.seen = now

    def _forget_settled(self) -> None:
        for client, account in list(self._accounts.items()):
            self._refill(account)
            if not (account.spent or account.running or account.waiting):
                del self._accounts[client]


def _too_many(detail: str, seconds: int) -> ProblemError:
    return ProblemError("too-many-requests", detail, headers={"Retry-After": str(seconds)})
