"""Fixtures that the tests of all rooms share."""

import os

from hypothesis import settings

from tests.servers import nobodys_port, postgres_server, postgres_url

__all__ = ["nobodys_port", "postgres_server", "postgres_url"]

# CI looks at the same examples each time, so that a red run is the change's own; at a desk each run looks at others.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
