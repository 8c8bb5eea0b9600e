"""A page of somebody else that carries the widget: another origin, its own strict policy, its own styles."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Trang của xã</title>
<link rel="stylesheet" href="/page.css">
<script src="{app}/widget.js" async data-title="Hỏi xã" data-greeting="Chào bà con."
 data-color="#ffd54a" data-side="left" data-question="Làm giấy khai sinh cho con cần giấy tờ gì?"></script>
</head>
<body><h1>Trang của xã</h1><p>Tin tức</p><button>Nút của trang</button></body>
</html>"""
FRAME = """<!doctype html><html lang="vi"><head><title>Khung</title></head>
<body><iframe title="trang" src="/" width="380" height="600" {sandbox}></iframe></body></html>"""
STYLES = (
    """* { color: red !important; font-size: 9px !important; } html { font-size: 10px; } button { display: none; }"""
)
POLICY = "default-src 'none'; style-src 'self'; frame-src 'self'; script-src {app}; connect-src {app}"
SANDBOXED = 'sandbox="allow-scripts"'


@contextmanager
def foreign(port: int, app: str) -> Iterator[str]:
    """The address of the page while it is served; ``/frame`` and ``/sandbox`` hold it in a frame."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, text = {
                "/": ("text/html", PAGE.replace("{app}", app)),
                "/page.css": ("text/css", STYLES),
                "/frame": ("text/html", FRAME.replace("{sandbox}", "")),
                "/sandbox": ("text/html", FRAME.replace("{sandbox}", SANDBOXED)),
            }.get(self.path, ("text/plain", ""))
            body = text.encode()
            self.send_response(200 if text else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", POLICY.replace("{app}", app))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
