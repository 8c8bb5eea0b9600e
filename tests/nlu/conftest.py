"""A small model, trained once, and the checkout's root."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

EXAMPLES = {
    "ask_papers": ("cần giấy tờ gì", "hồ sơ gồm những gì", "phải mang theo gì", "chuẩn bị giấy tờ nào"),
    "ask_fee": ("lệ phí bao nhiêu", "hết bao nhiêu tiền", "tốn bao nhiêu", "có mất phí không"),
    "ask_form": ("mẫu đơn lấy ở đâu", "tải tờ khai ở đâu", "cho xin tờ khai", "điền đơn thế nào"),
    "ask_overview": ("làm khai sinh cho con", "đăng ký kết hôn", "làm hộ chiếu", "sang tên sổ đỏ"),
    "dossier_status": ("hồ sơ của tôi tới đâu rồi", "tra cứu hồ sơ", "hồ sơ xong chưa", "kiểm tra hồ sơ"),
    "greet": ("xin chào", "chào bạn", "alo", "chào anh chị"),
}


@pytest.fixture(autouse=True)
def in_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rasa is run from the checkout's root."""
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of the real configuration, components and rules, taught only EXAMPLES."""
    from bot.nlu.train import train

    folder = tmp_path_factory.mktemp("nlu")
    lines = ['version: "3.1"', "nlu:"]
    for intent, examples in EXAMPLES.items():
        lines += [f"- intent: {intent}", "  examples: |", *(f"    - {example}" for example in examples)]
    (folder / "nlu.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return train(ROOT, folder / "small.tar.gz", nlu=folder / "nlu.yml")
