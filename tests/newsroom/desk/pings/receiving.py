"""A server of somebody else's, on this machine: keeps what it is sent and answers as the test wishes."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread


@contextmanager
def receiving(*statuses, secured=None):
    """The address of a server that answers with these statuses, the last one for ever, and the list of what came;
    `secured` is the TLS context of one that speaks https, as localhost."""
    came = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):  # noqa: N802 - http.server's name
            body = self.rfile.read(int(self.headers["Content-Length"]))
            came.append((self.path, dict(self.headers), body.decode()))
            self.send_response(statuses[min(len(came), len(statuses)) - 1])
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Receiver)
    start = f"http://127.0.0.1:{server.server_port}"
    if secured:
        server.socket = secured.wrap_socket(server.socket, server_side=True)
        start = f"https://localhost:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"{start}/ping", came
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
