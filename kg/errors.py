"""The exceptions of Giao Ban: one small tree; each message says what is wrong, where, and what to do."""

from __future__ import annotations


class GiaoBanError(Exception):
    """Base of all errors that a user can act on. ``cure`` says what to do about it."""

    def __init__(self, message: str, cure: str = "") -> None:
        super().__init__(message)
        self.cure = cure

    def __str__(self) -> str:
        return f"{super().__str__()} {self.cure}".rstrip()


class InputError(GiaoBanError):
    """An article, or a folder of them, that cannot be read."""


class ListError(GiaoBanError):
    """A damaged or incomplete file of the ontology, its lists, shapes or questions."""


class BuildError(GiaoBanError):
    """A build that could not finish; the snapshot being served stays whole."""


class SnapshotError(GiaoBanError):
    """A snapshot that is missing, unfinished or does not hold what its manifest says."""


class QueryError(GiaoBanError):
    """A query or question that cannot be run as asked."""


class RemoteError(GiaoBanError):
    """Another store that cannot be reached, or refuses what was asked."""


class StoreAwayError(RemoteError):
    """Another store that cannot be reached or lets nobody in: it says nothing of what was asked.

    ``status``: the HTTP status of its answer, 0 where it gave none.
    """

    def __init__(self, message: str, cure: str = "", *, status: int = 0) -> None:
        super().__init__(message, cure)
        self.status = status


class StoreRefusalError(RemoteError):
    """A request that another store refuses, or fails on. ``status``: the HTTP status of its answer."""

    def __init__(self, message: str, cure: str = "", *, status: int) -> None:
        super().__init__(message, cure)
        self.status = status


class CutAnswerError(RemoteError):
    """An answer of another store that is not whole. ``limit``: "rows" or "seconds"."""

    def __init__(self, message: str, cure: str, limit: str) -> None:
        super().__init__(message, cure)
        self.limit = limit


class SettingsError(GiaoBanError):
    """A setting with an unknown name or an impossible value."""
