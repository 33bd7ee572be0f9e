"""Servers of others, on this machine: each answers byte for byte as the test wishes, and keeps what it was asked."""

import socket
import time
from contextlib import contextmanager, suppress
from threading import Event, Thread

LONGEST_SECONDS = 10  # of a server that a test has forgotten


class Server:
    """Listens on a free port and answers one connection after the other; `asked` is what came."""

    def __init__(self, answers, *, secured=None):
        self.answers, self.secured, self.asked, self.count = answers, secured, [], 0
        self.ended = Event()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.settimeout(0.02)
        self.port = self.socket.getsockname()[1]
        self.thread = Thread(target=self._serve, daemon=True)

    def address(self, path="/feed.xml", *, host="127.0.0.1", scheme="http"):
        return f"{scheme}://{host}:{self.port}{path}"

    @property
    def paths(self):
        return [request.split()[1] for request in self.asked]

    def _serve(self):
        ends_at = time.monotonic() + LONGEST_SECONDS
        while time.monotonic() < ends_at:
            is_last = self.ended.is_set()  # who has connected until then is counted
            try:
                connected, _address = self.socket.accept()
            except TimeoutError:
                if is_last:
                    return
                continue
            self.count += 1
            with suppress(OSError), connected:
                connected.settimeout(2)
                self._answer(self.secured.wrap_socket(connected, server_side=True) if self.secured else connected)

    def _answer(self, connected):
        with connected:
            request = b""
            while b"\r\n\r\n" not in request and (piece := connected.recv(4096)):
                request += piece
            if not request:
                return
            self.asked.append(request.decode("latin-1"))
            for piece in self._pieces():
                if self.ended.is_set():
                    return
                connected.sendall(piece)

    def _pieces(self):
        if isinstance(self.answers[0], dict):
            answer = self.answers[0].get(self.paths[-1], MISSING)
        else:
            answer = self.answers[min(len(self.asked), len(self.answers)) - 1]
        return [answer] if isinstance(answer, bytes) else answer()


@contextmanager
def serving(*answers, secured=None):
    """A server that gives these answers in turn, the last one for ever: bytes, or a function that yields them; or one
    mapping of paths to answers."""
    server = Server(answers, secured=secured)
    server.thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.thread.join(timeout=LONGEST_SECONDS)
        server.socket.close()
        assert not server.thread.is_alive()


def answer(body=b"", *headers, status="200 OK"):
    head = [f"HTTP/1.1 {status}", *headers]
    if not any(header.lower().startswith(("content-length", "transfer-encoding")) for header in headers):
        head.append(f"Content-Length: {len(body)}")
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def leading_to(address, status="302 Found"):
    return answer(b"", f"Location: {address}", status=status)


MISSING = answer(b"", status="404 Not Found")
