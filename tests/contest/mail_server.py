"""A mail server for tests: it answers as it is told to, and keeps what it took."""

import socketserver
from contextlib import contextmanager
from threading import Thread

GREETINGS = {"EHLO": "250 HELP", "MAIL": "250 OK", "RCPT": "250 OK", "RSET": "250 OK", "QUIT": "221 Bye"}


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 ready")
        for line in self.rfile:
            verb = line.decode().split()[0].split(":")[0].upper()
            if verb == "DATA":
                self.take()
                continue
            self.say({**GREETINGS, **self.server.answers}.get(verb, "502 unknown"))
            if verb == "QUIT":
                return

    def take(self):
        self.say("354 go on")
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        answer = self.server.answers.get("DATA", "250 taken")
        if answer.startswith("250"):
            self.server.letters.append(b"".join(lines))
        self.say(answer)

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


@contextmanager
def mail_server(settings, **answers):
    """Let the site send through a server that gives these answers to RCPT, MAIL or DATA; yields it."""
    with Server(("127.0.0.1", 0), Conversation) as server:
        server.answers, server.letters = answers, []
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_TIMEOUT = 5
        yield server
        server.shutdown()
