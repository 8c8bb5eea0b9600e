"""The fake Rasa in a process of its own, to be killed: ``python -m tests.bot.rasa_process PORT``."""

from __future__ import annotations

import sys

import uvicorn

from tests.bot.fake_rasa import FakeRasa

if __name__ == "__main__":
    uvicorn.run(FakeRasa(slow_s=0.02).app(), host="127.0.0.1", port=int(sys.argv[1]), log_level="error")
