"""A line between browser and server that carries so many bytes a second, and can be cut: a real one, for every request."""

import socket
import threading
import time
from contextlib import suppress

PIECE = 1024


class ThinLine:
    """Listens beside the server and passes everything on, in each direction no faster than the line allows."""

    def __init__(self, port: int) -> None:
        self.server = ("127.0.0.1", port)
        self.bytes_a_second = 0
        self.is_cut = False
        # The first line of each request.
        self.asked: list[str] = []
        self._ends: list[socket.socket] = []
        self._turns = {"up": threading.Lock(), "down": threading.Lock()}
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break every connection and take no new ones."""
        self.is_cut = True
        while self._ends:
            self._close(self._ends.pop())

    def mend(self) -> None:
        self.is_cut = False

    def close(self) -> None:
        self.cut()
        self._close(self._listener)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                browser, _address = self._listener.accept()
                if self.is_cut:
                    browser.close()
                    continue
                server = socket.create_connection(self.server)
                self._ends += [browser, server]
                for ends in ((browser, server, "up"), (server, browser, "down")):
                    threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, direction: str) -> None:
        with suppress(OSError):
            while data := source.recv(PIECE if self.bytes_a_second else 65536):
                if direction == "up" and data.startswith((b"GET ", b"POST ")):
                    self.asked.append(data.split(b"\r\n", 1)[0].decode())
                if self.bytes_a_second:
                    # One after the other: all connections share the line.
                    with self._turns[direction]:
                        time.sleep(len(data) / self.bytes_a_second)
                target.sendall(data)
        self._close(source)
        self._close(target)

    @staticmethod
    def _close(end: socket.socket) -> None:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        with suppress(OSError):
            end.close()
