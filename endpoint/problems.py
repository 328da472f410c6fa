"""What goes wrong, told in one shape: a problem of RFC 9457, shown as JSON or as a page by Accept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from endpoint.formats import HTML, Format

PROBLEM_JSON = Format("problem", "application/problem+json", ("application/json",))
PROBLEM_FORMATS = (PROBLEM_JSON, HTML)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its slug (the fragment of its type IRI), status, title, and what to do about it."""

    slug: str
    status: int
    title: str
    cure: str


KINDS: tuple[Kind, ...] = (
    Kind("bad-request", 400, "The request is malformed", "Put right what is named here, and send it again."),
    Kind("syntax-error", 400, "The query is not valid SPARQL", "Correct the query at the place named."),
    Kind("query-refused", 400, "The query asks for something not offered here", "Leave that part out."),
    Kind(
        "read-only", 403, "This endpoint is read-only", "Send queries only: SELECT, ASK, CONSTRUCT, DESCRIBE."
    ),
    Kind(
        "not-found", 404, "There is nothing at this address", "Start from the home page or search by SPARQL."
    ),
    Kind(
        "gone", 410, "This was withdrawn", "Search for it under another name, or see the earlier snapshots."
    ),
    Kind(
        "other-snapshot",
        409,
        "This server has not the snapshot that was asked for",
        "Try again in a moment, or go on with the snapshot named here.",
    ),
    Kind("method-not-allowed", 405, "This method is not offered here", "Use a method named by Allow."),
    Kind("not-acceptable", 406, "No format offered suits the Accept header", "Ask for a format named here."),
    Kind(
        "precondition-failed",
        412,
        "What is here is not what If-Match names",
        "Ask without the condition, or with the ETag of a new answer.",
    ),
    Kind("request-too-large", 413, "The request is too large", "Send a shorter request."),
    Kind("unsupported-media-type", 415, "The body's media type is not understood", "Send a type named here."),
    Kind(
        "range-not-satisfiable",
        416,
        "The file has no such part",
        "Ask for bytes within the size that Content-Range tells.",
    ),
    Kind(
        "header-too-large",
        431,
        "The request line or the header is too large",
        "Send a long query in the body of a POST.",
    ),
    Kind("query-too-complex", 422, "The query is nested too deeply", "Split the query or nest it less."),
    Kind("too-many-requests", 429, "This client has many queries under way", "Wait, then ask one by one."),
    Kind("internal-error", 500, "The server made a mistake", "Report the time and address to the operator."),
    Kind(
        "store-failed",
        503,
        "The graph's store failed on this",
        "Ask otherwise, or tell the operator.",
    ),
    Kind("store-away", 503, "The store of the graph does not answer", "Try again in a moment."),
    Kind("busy", 503, "All query workers are busy", "Try again in a moment."),
    Kind("stopping", 503, "The server is stopping", "Try again in a moment."),
    Kind("worker-lost", 503, "The worker of this query ended", "Try again in a moment."),
    Kind(
        "snapshot-incomplete",
        503,
        "The snapshot lacks what this page is made of",
        "Build again: giaoban build. The server then goes over to the new snapshot by itself.",
    ),
    Kind("time-limit", 504, "The query took longer than allowed", "Narrow the query, or add LIMIT."),
    Kind("memory-limit", 507, "The query needs more memory than allowed", "Narrow the query, or add LIMIT."),
    Kind("result-too-large", 507, "The answer is larger than allowed", "Page it with LIMIT, or take a dump."),
)


def kind_of(slug: str) -> Kind:
    """The kind with this slug (KeyError if there is none)."""
    return {kind.slug: kind for kind in KINDS}[slug]


def kind_for_status(status: int) -> Kind:
    """The first kind with this status; for others, the general one of its class."""
    for kind in KINDS:
        if kind.status == status:
            return kind
    return kind_of("internal-error" if status >= 500 else "bad-request")


@dataclass
class ProblemError(Exception):
    """A refusal or failure on its way to the client.

    :param slug: which kind of :data:`KINDS`.
    :param detail: what is wrong in this request, in one or two sentences.
    :param members: further members of the answer, such as ``line``, ``column``, ``limit``.
    :param headers: further headers, such as Retry-After or Allow.
    """

    slug: str
    detail: str
    members: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int | None = None

    @property
    def kind(self) -> Kind:
        """The kind of problem this is one of."""
        return kind_of(self.slug)

    @property
    def code(self) -> int:
        """The HTTP status."""
        return self.status or self.kind.status

    def describe(self, type_prefix: str) -> dict[str, object]:
        """The members of the problem as RFC 9457 §3.1 names them.

        :param type_prefix: address of the list of kinds, such as ``/problems``.
        """
        return {
            "type": f"{type_prefix}#{self.slug}",
            "title": self.kind.title,
            "status": self.code,
            "detail": self.detail,
            "cure": self.kind.cure,
            **self.members,
        }


def write_problem(members: Mapping[str, object]) -> str:
    """The members of a problem as the JSON that is sent."""
    return json.dumps(members, ensure_ascii=False, indent=2) + "\n"
