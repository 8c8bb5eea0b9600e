"""The main job end to end: the real Rasa, the real app and the sandbox backend, asked over HTTP and in a browser."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browser import DESK, PHONE
from tests.e2e.service import Service, service

pytestmark = pytest.mark.rasa

PAPERS = "làm giấy khai sinh cho con cần giấy tờ gì"
SOURCE = "Nguồn: Cổng Dịch vụ công quốc gia, thủ tục 1.001193"
MEMORY_LIMIT_KIB = 2 * 1024**2


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with service(tmp_path_factory.mktemp("installation")) as started:
        yield started


def only_reply(turn: dict[str, Any]) -> dict[str, Any]:
    assert turn["replies"], turn
    return dict(turn["replies"][-1])


def wait_until(happens: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.5)


def test_papers_of_a_birth_registration_and_a_follow_up(running: Service) -> None:
    papers, time_ = map(only_reply, running.chat(PAPERS, "mất bao lâu?"))
    assert papers["type"] == "answer"
    assert papers["procedure"]["code"] == "1.001193"
    assert papers["aspects"] == ["papers"]
    form, record = (papers["text"].index(word) for word in ("Tờ khai đăng ký khai sinh", "Giấy chứng sinh"))
    assert form < record < papers["text"].index("Trẻ bị bỏ rơi")
    assert SOURCE in papers["text"]
    assert time_["aspects"] == ["time"]
    assert "trong ngày làm việc" in time_["text"]
    assert "sau 15 giờ" in time_["text"]


@pytest.mark.parametrize(
    "text",
    [
        "LAM GIAY KHAI SINH CHO CON CAN GIAY TO GI",
        "lm khai sinh cho con cần jấy tờ j v ạ",
        "mần khai sinh cho con cần giấy chi",
    ],
)
def test_the_same_question_as_people_type_it(running: Service, text: str) -> None:
    reply = only_reply(running.chat(text)[0])
    assert (reply["type"], reply["procedure"]["code"], reply["aspects"]) == ("answer", "1.001193", ["papers"])


def test_what_is_not_named_is_asked_back(running: Service) -> None:
    reply = only_reply(running.chat("mất bao lâu vậy ạ")[0])
    assert reply["procedure"] is None
    assert reply["type"] in ("clarify", "text")


def test_off_topic_is_refused(running: Service) -> None:
    reply = only_reply(running.chat("tối qua đội nào thắng trận chung kết bóng đá")[0])
    assert (reply["type"], reply["reason"]) == ("refusal", "off_topic")


def test_a_dossier_is_looked_up_in_the_backend(running: Service) -> None:
    known, unknown = map(
        only_reply, running.chat("tra giúp hồ sơ 000.00.18.h15 - 261102 - 0001", "", "H15.18-200101-9999")
    )
    assert known["type"] == "dossier"
    assert known["dossier"]["code"] == "000.00.18.H15-261102-0001"
    assert "chưa tìm thấy hồ sơ H15.18-200101-9999" in unknown["text"]


@pytest.mark.parametrize("text", ["/restart", "///", "/ask_papers{}", "🙂🙂", "a" * 2000])
def test_odd_texts_get_an_answer(running: Service, text: str) -> None:
    reply = only_reply(running.chat(text)[0])
    assert reply["type"] != "error"
    assert len(reply["text"]) > 20


def test_readiness_names_each_part(running: Service) -> None:
    answer = httpx.get(f"{running.url}/readyz", trust_env=False)
    assert answer.status_code == 200
    assert answer.json()["parts"] == {"database": "ok", "rasa": "ok", "search": "ok", "backend": "ok"}


@pytest.mark.browser
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_citizen_asks_in_a_browser(running: Service, browser: Browser, size: Any) -> None:
    page = browser.new_page(viewport=size, locale="vi-VN")
    page.goto(running.url)
    for number, text in enumerate(
        (PAPERS, "mất bao lâu?", "xin giấy phép", "ai thắng trận bóng tối qua", "H15.18-261102-0010")
    ):
        page.get_by_label("Câu hỏi của anh/chị").fill(text)
        page.keyboard.press("Enter")
        expect(page.locator(".message.bot")).to_have_count(number + 2, timeout=20_000)
        expect(page.locator(".typing")).to_be_hidden()
        expect(
            page.get_by_text(re.compile("Nguồn: Cổng Dịch vụ công quốc gia, thủ tục 1.001193")).first
        ).to_be_visible()
        if folder := os.environ.get("MOTCUA_SCREENSHOTS"):
            page.screenshot(path=Path(folder) / f"service-{size['width']}-{number}.png")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_all_processes_together_stay_small(running: Service) -> None:
    resident = 0
    for pid in running.processes():
        status = Path(f"/proc/{pid}/status").read_text()
        resident += int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")))
    assert resident < MEMORY_LIMIT_KIB


def test_a_message_is_kept_and_answered_when_rasa_is_back(running: Service) -> None:
    rasa = next(pid for pid, command in running.processes().items() if "bot.nlu.server" in command)
    with httpx.Client(base_url=running.url, trust_env=False, timeout=10) as http:
        opened = http.post("/api/conversations").json()
        headers = {"Authorization": f"Bearer {opened['token']}"}
        path = f"/api/conversations/{opened['id']}/messages"
        os.kill(rasa, signal.SIGKILL)
        body = {"client_id": "6d0b4f0e-4dc6-4bd6-a2b0-5f9f5a6f3a11", "text": PAPERS}
        assert http.post(path, json=body, headers=headers).status_code == 202

        def answered() -> bool:
            messages = http.get(path, headers=headers).json()["messages"]
            return any(message["type"] == "answer" for message in messages)

        wait_until(answered, 120)
        messages = http.get(path, headers=headers).json()["messages"]
        assert [message["seq"] for message in messages] == list(range(1, len(messages) + 1))
        assert sum(message["type"] == "answer" for message in messages) == 1


def test_stopping_leaves_no_process_behind(running: Service) -> None:
    """The last test of this file: it ends the service."""
    assert len(running.processes()) >= 4
    running.stop()
    wait_until(lambda: not running.processes(), 10)
