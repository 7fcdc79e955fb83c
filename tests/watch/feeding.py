"""A web site on this machine that gives feeds, and whatever else a site may give."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

HOST = "127.0.0.1"


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drips: str = ""
    """What comes byte by byte and never ends: nothing, the "head" or the "body"."""


@dataclass
class Site:
    """What each path answers, and what was asked."""

    address: str = ""
    answers: dict[str, Answer | Callable[[dict[str, str]], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str = "/rss") -> str:
        return f"{self.address}{path}"


@contextmanager
def serving() -> Iterator[Site]:
    site, closing = Site(), Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            site.asked.append((self.path, headers))
            answer = site.answers.get(self.path, Answer(status=404))
            answer = answer(headers) if callable(answer) else answer
            if answer.drips:
                self.drip(answer.drips)
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def drip(self, part: str) -> None:
            head = "HTTP/1.1 200 OK\r\nX-Slow: " if part == "head" else "HTTP/1.1 200 OK\r\n\r\n"
            self.wfile.write(head.encode())
            self.close_connection = True
            try:
                while not closing.wait(0.05):
                    self.wfile.write(b"x")
            except OSError:
                """Whoever asked has gone."""

        def log_message(self, *_words: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer((HOST, 0), Handler)
    site.address = f"http://{HOST}:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def rss(*items: str, encoding: str = "utf-8") -> bytes:
    feed = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>Presse</title>'
    return f"{feed}{''.join(items)}</channel></rss>".encode(encoding)


def news(title: str, link: str = "", guid: str = "", date: str = "", summary: str = "") -> str:
    parts = {"title": title, "link": link, "guid": guid, "pubDate": date, "description": summary}
    said = "".join(f"<{name}>{value}</{name}>" for name, value in parts.items() if value)
    return f"<item>{said}</item>"


def zipped(body: bytes) -> Answer:
    return Answer(gzip.compress(body), headers={"Content-Encoding": "gzip"})
