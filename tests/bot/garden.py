"""A small world for tests of installations: a bundle of two procedures that is none of ours, and how people ask."""

from __future__ import annotations

from pathlib import Path

from bot.running.sources import Sources
from knowledge.procedure import Procedure, Source

LEMON = Procedure(code="9.000001", name="Đăng ký vườn chanh", source=Source(title="thử"))
MELON = Procedure(code="9.000002", name="Đăng ký vườn dưa", source=Source(title="thử"))
QUESTIONS = f"""# {LEMON.code} Đăng ký vườn chanh
trồng chanh thì đăng ký ở đâu
vườn chanh nhà tôi
chanh có hạt
# {MELON.code} Đăng ký vườn dưa
trồng dưa hấu thì sao
vườn dưa ngoài đồng
dưa leo
"""


def plant(folder: Path, *procedures: Procedure) -> Sources:
    """Write a bundle of these curated procedures, and the questions, into a folder; again to change them."""
    curated, questions = folder / "bundle" / "curated", folder / "questions"
    for needed in (curated, questions):
        needed.mkdir(parents=True, exist_ok=True)
    records = ",".join(procedure.model_dump_json(by_alias=True) for procedure in procedures)
    (curated / "vuon.json").write_text(f"[{records}]", encoding="utf-8")
    (questions / "vuon.txt").write_text(QUESTIONS, encoding="utf-8")
    return Sources(bundle=folder / "bundle", questions=questions)
