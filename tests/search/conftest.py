"""A small world: a dozen procedures with questions of their own, some known by name only, one trained model."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.procedure import Level, Procedure, Source
from search import snapshot
from search.learning.model import model_for
from search.searcher import Searcher
from search.snapshot import NLU_DATA, Snapshot

HERE = Path(__file__).parent
NAMES_ONLY = {
    "2.000528": "Thủ tục đăng ký khai sinh có yếu tố nước ngoài",
    "1.004884": "Thủ tục đăng ký lại khai sinh",
    "1.003583": "Thủ tục đăng ký khai sinh lưu động",
    "1.004746": "Thủ tục đăng ký lại kết hôn",
    "1.004837": "Thủ tục đăng ký giám hộ",
    "1.002755": "Gia hạn tạm trú",
    "1.010028": "Xóa đăng ký tạm trú",
    "1.014063": "Cấp đổi thẻ căn cước",
    "2.000720": "Đăng ký thay đổi nội dung đăng ký hộ kinh doanh",
    "1.012784": "Tách thửa hoặc hợp thửa đất.",
    "1.003650": "Cấp giấy chứng nhận đăng ký tàu cá, tàu phục vụ nuôi trồng thủy sản",
    "3.000348": "Cấp lại giấy phép lái xe",
    "2.000815": "Chứng thực bản sao từ bản chính giấy tờ, văn bản",
    "1.001456": "Cấp hộ chiếu phổ thông ở trong nước (thực hiện tại cấp tỉnh)",
    "2.001610": "Đăng ký thành lập doanh nghiệp tư nhân",
    "1.009794": "Kiểm tra công tác nghiệm thu hoàn thành công trình",
}


def procedure(code: str, name: str, levels: list[Level] | None = None, agency: str | None = None) -> Procedure:
    """A procedure of which only what search looks at is set."""
    return Procedure(code=code, name=name, levels=levels or ["xã"], agency=agency, source=Source(title="thử"))


def small_questions() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Names and questions by code, from small.txt."""
    names: dict[str, str] = {}
    questions: dict[str, list[str]] = {}
    for line in (HERE / "small.txt").read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"# (\S+) (.+)", line):
            code = heading[1]
            names[code] = heading[2]
        elif line:
            questions.setdefault(code, []).append(line)
    return names, questions


@pytest.fixture(scope="session")
def procedures() -> list[Procedure]:
    """Twelve procedures with questions and sixteen without."""
    names, _ = small_questions()
    return [procedure(code, name) for code, name in (names | NAMES_ONLY).items()]


@pytest.fixture(scope="session")
def questions() -> dict[str, list[str]]:
    """The questions of small.txt by code."""
    return small_questions()[1]


@pytest.fixture(scope="session")
def nlu_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our lexicon, and every fourth line that is not ours: all of them would outnumber so few questions."""
    folder = tmp_path_factory.mktemp("nlu_data")
    (folder / "lexicon").symlink_to(NLU_DATA / "lexicon")
    for name in ("out_of_scope.txt", "gaps.tsv"):
        lines = [line for line in (NLU_DATA / name).read_text(encoding="utf-8").splitlines() if line]
        (folder / name).write_text("\n".join(lines[::4]), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def model(
    tmp_path_factory: pytest.TempPathFactory,
    procedures: list[Procedure],
    questions: dict[str, list[str]],
    nlu_data: Path,
) -> Path:
    """A model trained on the small world."""
    return model_for(questions, procedures, tmp_path_factory.mktemp("models"), lambda _: None, nlu_data)


Build = Callable[..., Path]


@pytest.fixture
def build(
    tmp_path: Path, procedures: list[Procedure], questions: dict[str, list[str]], model: Path, nlu_data: Path
) -> Build:
    """Builds a snapshot of the small world, with changes."""

    def build_with(**changes: object) -> Path:
        folder = tmp_path / "snapshot"
        given = {"procedures": procedures, "questions": questions, "model": model, "folder": folder}
        arguments = given | {"nlu_data": nlu_data} | changes
        snapshot.build(**arguments)  # type: ignore[arg-type]
        return Path(str(arguments["folder"]))

    return build_with


@pytest.fixture(scope="session")
def searcher(
    tmp_path_factory: pytest.TempPathFactory,
    procedures: list[Procedure],
    questions: dict[str, list[str]],
    model: Path,
    nlu_data: Path,
) -> Searcher:
    """A searcher over the small world."""
    folder = tmp_path_factory.mktemp("snapshots") / "small"
    snapshot.build(procedures, questions, model, folder, nlu_data)
    return Searcher(Snapshot.load(folder))
