"""nginx as it stands before many servers: holds back what comes slowly, and cuts what is silent."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
CONFIGURATION = """
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass {url};
      proxy_set_header Host $http_host;
      proxy_buffering on;
      proxy_ignore_headers X-Accel-Buffering;
      proxy_buffers 8 64k;
      proxy_read_timeout 10s;
    }}
  }}
}}
"""


@contextmanager
def buffering_proxy(folder: Path, port: int, url: str) -> Iterator[str]:
    """The address of a proxy before ``url``; it is ended at the end of the block."""
    (folder / "nginx.conf").write_text(CONFIGURATION.format(folder=folder, port=port, url=url))
    process = subprocess.Popen([NGINX, "-c", str(folder / "nginx.conf"), "-p", str(folder)], stderr=subprocess.PIPE)
    try:
        deadline = time.monotonic() + 10
        while not _listens(port):
            assert process.poll() is None and time.monotonic() < deadline, "nginx did not start"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=10)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
