"""What is counted, in Prometheus' format."""

from __future__ import annotations

from bot.web.metrics import Metrics


def test_each_app_counts_for_itself() -> None:
    one, other = Metrics(), Metrics()
    one.messages.labels("web").inc()
    one.waiting.set(3)
    one.handling.observe(0.2)
    lines = one.as_text().decode().splitlines()
    assert 'motcua_messages_total{channel="web"} 1.0' in lines
    assert "motcua_waiting_messages 3.0" in lines
    assert 'motcua_handling_seconds_bucket{le="0.25"} 1.0' in lines
    assert 'motcua_handling_seconds_bucket{le="0.1"} 0.0' in lines
    assert "motcua_messages_total{" not in other.as_text().decode()
