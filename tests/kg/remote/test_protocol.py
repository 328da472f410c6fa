"""A store's answers as they come: redirects are not followed, half an answer is none, credentials stay."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from kg.errors import RemoteError, SettingsError
from kg.remote import RemoteStore

WHOLE = b'{"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"type": "literal", "value": "1"}}]}}'
Answer = tuple[int, dict[str, str], bytes]
Serve = Callable[..., str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves these answers one after the other; gives the address. ``seen`` gets the credentials sent."""
    servers: list[HTTPServer] = []

    def start(*answers: Answer, seen: list[str | None] | None = None) -> str:
        waiting = list(answers)

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                if seen is not None:
                    seen.append(self.headers["Authorization"])
                status, headers, body = waiting.pop(0)
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return f"127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_redirect_is_told_and_not_followed(serve: Serve) -> None:
    seen: list[str | None] = []
    other = serve((200, {}, WHOLE), seen=seen)
    host = serve((302, {"Location": f"http://{other}/sparql"}, b""))
    with pytest.raises(RemoteError, match="sends on to"):
        RemoteStore(f"http://me:secret@{host}/sparql").rows("SELECT * {}")
    assert seen == []


def test_credentials_are_sent_when_asked_for_and_are_in_no_message(serve: Serve) -> None:
    seen: list[str | None] = []
    challenge = (401, {"WWW-Authenticate": 'Basic realm="x"'}, b"")
    host = serve(challenge, (200, {}, WHOLE), (500, {}, b"out of  disk"), seen=seen)
    store = RemoteStore(f"sparql+http://me:secret@{host}/sparql")
    assert [row["n"].value for row in store.rows("SELECT ?n {}")] == ["1"]
    assert seen == [None, "Basic bWU6c2VjcmV0"]
    with pytest.raises(RemoteError, match="answered 500: out of disk") as caught:
        store.update("CLEAR ALL")
    assert "secret" not in str(caught.value)


def test_credentials_stand_in_netrc_too(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n", "utf-8")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    seen: list[str | None] = []
    host = serve((401, {"WWW-Authenticate": 'Basic realm="x"'}, b""), (200, {}, WHOLE), seen=seen)
    RemoteStore(f"http://{host}/sparql").rows("SELECT ?n {}")
    assert seen == [None, "Basic bWU6c2VjcmV0"]
    (tmp_path / ".netrc").write_text("nonsense\n", "utf-8")
    with pytest.raises(SettingsError, match="netrc cannot be read"):
        RemoteStore(f"http://{host}/sparql")


@pytest.mark.parametrize("body", [WHOLE[:-20], b"<html>Welcome</html>", b""])
def test_half_an_answer_or_none_is_an_error(serve: Serve, body: bytes) -> None:
    host = serve((200, {}, body))
    with pytest.raises(RemoteError, match="whole results"):
        RemoteStore(f"http://{host}/sparql").rows("SELECT ?n {}")


def test_an_answer_that_breaks_off_is_an_error(serve: Serve) -> None:
    host = serve((200, {"Content-Length": "9999"}, WHOLE))
    with pytest.raises(RemoteError):
        RemoteStore(f"http://{host}/sparql", seconds=2).rows("SELECT ?n {}")
