"""A reader who asks the WSGI application itself, as a web server would."""

from dataclasses import dataclass
from io import BytesIO
from urllib.parse import quote, unquote_to_bytes


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list
    body: bytes

    def __getitem__(self, name):
        return next((value for found, value in self.headers if found.lower() == name.lower()), None)

    @property
    def text(self):
        return self.body.decode()


class Counting:
    """Stands between the page cache and Django and counts what Django is asked for."""

    def __init__(self, application):
        self.application = application
        self.count = 0

    def __call__(self, environ, start_response):
        self.count += 1
        return self.application(environ, start_response)


class Reader:
    def __init__(self, application):
        self.application = application

    def get(self, address, *, method="GET", **headers):
        path, _mark, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": unquote_to_bytes(path).decode("latin-1"), "SCRIPT_NAME": "",
            "QUERY_STRING": quote(query, safe="%=&+/?"), "SERVER_NAME": "localhost", "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.version": (1, 0), "wsgi.errors": None,
            "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False,
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }  # fmt: skip
        told = []
        body = self.application(environ, lambda *args: told.append(args))
        try:
            content = b"".join(body)
        finally:
            if hasattr(body, "close"):
                body.close()
        [(status, found)] = told
        return Answer(int(status.split()[0]), list(found), content)
