"""What comes with the project, through the whole of the actions: curated records, the store, the sandbox over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from rasa_sdk.executor import ActionExecutor

from actions.app import build_executor
from actions.dossiers.backend import DossierBackend
from actions.dossiers.sandbox import create_sandbox, read_dossiers
from actions.province import Province
from actions.state import ASPECTS
from knowledge import bundled
from knowledge.procedure import Procedure
from knowledge.store.database import open_engine
from knowledge.store.store import KnowledgeStore
from tests.actions.serving import serving
from tests.actions.world import NOON, Citizen, FakeDossiers, FakeSearcher, asks

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def curated() -> list[Procedure]:
    return list(bundled.curated())


@pytest.fixture(scope="module")
def executor(tmp_path_factory: pytest.TempPathFactory, curated: list[Procedure]) -> Iterator[ActionExecutor]:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('store') / 'motcua.db'}")
    store = KnowledgeStore(engine)
    store.migrate()
    store.stage("curated", curated)
    store.publish()
    yield build_executor(
        searcher=lambda: FakeSearcher({}),
        store=store,
        backend=FakeDossiers(),
        province=Province.load(),
        clock=lambda: NOON,
        public_url="https://motcua.test",
        topics=bundled.topics(),
    )
    engine.dispose()


@pytest.fixture
def citizen(executor: ActionExecutor) -> Citizen:
    return Citizen(executor)


async def test_every_curated_record_answers_every_aspect(citizen: Citizen, curated: list[Procedure]) -> None:
    for procedure in curated:
        for aspect in ASPECTS:
            [message] = await citizen.say(procedure.code, asks(aspect))
            assert message["type"] == "answer" and message["aspects"] == [aspect]
            assert len(message["text"]) < 1700, (procedure.code, aspect)
            assert ".." not in message["text"], (procedure.code, aspect, message["text"])


async def test_birth_as_the_issue_asks_for_it(citizen: Citizen) -> None:
    papers = await citizen.text("1.001193", asks("papers"))
    everybody, some = papers.split("Chỉ ai thuộc trường hợp dưới đây mới cần thêm:")
    assert everybody.index("1. Tờ khai đăng ký khai sinh") < everybody.index("2. Giấy chứng sinh")
    assert "bỏ rơi" not in everybody and "bỏ rơi" in some
    time = await citizen.text("1.001193", asks("time"))
    assert "ngay trong ngày làm việc; nộp sau 15 giờ thì ngày làm việc kế tiếp" in time
    assert "Đã quá 6 tháng" not in time


async def test_every_dossier_of_the_sandbox_is_told_over_http() -> None:
    with serving(create_sandbox(None, "token", lambda: NOON)) as url:
        async with httpx.AsyncClient(trust_env=False) as http:
            executor = build_executor(
                searcher=lambda: FakeSearcher({}),
                store=KnowledgeStoreOfNothing(),
                backend=DossierBackend(url, "token", http),
                province=Province.load(),
                clock=lambda: NOON,
                public_url="https://motcua.test",
                topics={},
            )
            for code, raw in read_dossiers().items():
                citizen = Citizen(executor, code)
                [message] = await citizen.say(f"ho so {code.lower()} sao roi", "dossier_status")
                assert (message["type"], message["dossier"]["code"]) == ("dossier", code)
                assert raw["ChuHoSo"] not in message["text"]
                if raw["SoDienThoai"]:
                    await citizen.say("xem phần riêng của hồ sơ")
                    assert "phần riêng của chủ hồ sơ" in await citizen.text(raw["SoDienThoai"].replace(" ", "")[-4:])


class KnowledgeStoreOfNothing:
    def procedure(self, code: str) -> Procedure | None:
        return None
