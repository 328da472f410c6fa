"""What comes on a connection: addresses typed as they are spoken, and what is no request at all."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from endpoint.server import HEADER_BYTES
from tests.endpoint.serving import PATIENCE, publish, running_server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running server's host and port."""
    data: Path = tmp_path_factory.mktemp("data")
    publish(data, 1)
    with running_server(data) as (address, _):
        yield address.removeprefix("http://")


def send(server: str, message: bytes) -> tuple[str, dict[str, str], bytes]:
    """The status line, the header fields and the body of the answer to these bytes."""
    host, _, port = server.rpartition(":")
    with (
        socket.create_connection((host, int(port)), PATIENCE) as connection,
        connection.makefile("rb") as answer,
    ):
        connection.sendall(message)
        status = answer.readline().decode().strip()
        fields = {}
        while line := answer.readline().decode().strip():
            name, _, value = line.partition(": ")
            fields[name] = value
        return status, fields, answer.read(int(fields["Content-Length"]))


def test_an_address_may_be_typed_as_it_is_spoken(server: str) -> None:
    typed = "GET /search?q=Trần%20Thị&format=json HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    encoded = b"GET /search?q=Tr%E1%BA%A7n%20Th%E1%BB%8B&format=json HTTP/1.1\r\nHost: x\r\n\r\n"
    status, _, body = send(server, typed)
    assert status == "HTTP/1.1 200 OK"
    assert body == send(server, encoded)[2]
    assert "Trần Thị" in json.dumps(json.loads(body), ensure_ascii=False)


@pytest.mark.parametrize(
    ("message", "status"),
    [
        (b"no request\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n", 400),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: other\r\n\r\n", 501),
        (b"GET /".ljust(HEADER_BYTES, b"a"), 431),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", 413),
    ],
)
def test_what_cannot_be_read_is_a_problem_like_all_others(server: str, message: bytes, status: int) -> None:
    line, fields, body = send(server, message)
    problem = json.loads(body)
    assert line.split()[1] == str(status)
    assert problem["status"] == status
    assert {"type", "title", "detail", "cure"} <= set(problem)
    assert fields["Content-Type"] == "application/problem+json"
    assert fields["Access-Control-Allow-Origin"] == "*"
    assert fields["Connection"] == "close"
