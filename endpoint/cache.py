"""Answers kept in memory, the least recently used forgotten first, bounded in bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict

from endpoint.pool import Answer

OVERHEAD = 500


class AnswerCache:
    """Answers by key; a key names the snapshot, so that an answer is never older than what is served.

    :param capacity: bytes of all answers and keys together; one may take an eighth of it. 0 keeps nothing.
    """

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self._answers: OrderedDict[str | bytes, Answer] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def find(self, key: str | bytes) -> Answer | None:
        """The answer kept under ``key``, which counts as used now."""
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def keep(self, key: str | bytes, answer: Answer) -> None:
        """Keep an answer, forgetting others for it, unless it is too large."""
        size = len(key) + len(answer.body) + OVERHEAD
        if size > self.capacity // 8:
            return
        with self._lock:
            if key in self._answers:
                return
            self._answers[key] = answer
            self._size += size
            while self._size > self.capacity:
                name, dropped = self._answers.popitem(last=False)
                self._size -= len(name) + len(dropped.body) + OVERHEAD
