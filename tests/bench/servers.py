"""A server of a test's own, in a thread of this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread


class Quiet:
    """Makes a handler answer without a word in the terminal."""

    def log_message(self, *_arguments):
        pass


class AskedServer(ThreadingHTTPServer):
    """Remembers in `asked` what came; handlers write there under `lock`. What is in `lost` is answered by an error."""

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.asked, self.lost, self.lock = [], set(), Lock()


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[AskedServer]:
    """Serve with the handler until the block ends."""
    running = AskedServer(handler)
    thread = Thread(target=running.serve_forever)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()
    thread.join()
