from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from search.snapshot import Snapshot, UnusableSnapshot
from tests.search.conftest import Build, procedure


def test_it_is_files_without_pickle(build: Build) -> None:
    folder = build()
    kinds = {path.suffix for path in folder.rglob("*") if path.is_file()}
    assert kinds <= {".json", ".npy", ".safetensors", ".tsv"}
    assert not [path for path in folder.rglob("*.npy") if b"pickle" in path.read_bytes()[:200]]


def test_nothing_is_left_beside_it(build: Build, tmp_path: Path) -> None:
    build()
    build()
    assert [path.name for path in tmp_path.iterdir()] == ["snapshot"]


@pytest.mark.parametrize(
    "name", ["records.json", "vectors.npy", "lexicon.json", "model/model.safetensors", "texts/weights.npy"]
)
def test_one_that_is_not_whole_is_refused(build: Build, name: str) -> None:
    folder = build()
    broken = folder / name
    content = broken.read_bytes()[:-7]
    broken.unlink()
    broken.write_bytes(content)
    with pytest.raises(UnusableSnapshot, match=name.split("/")[-1].split(".")[0]):
        Snapshot.load(folder)


def test_one_of_another_format_is_refused(build: Build) -> None:
    manifest = build() / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 0}))
    with pytest.raises(UnusableSnapshot, match="bản khác"):
        Snapshot.load(manifest.parent)


def test_none_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableSnapshot, match="motcua publish"):
        Snapshot.load(tmp_path / "nowhere")


def test_a_failed_build_leaves_the_old_one(build: Build, tmp_path: Path) -> None:
    folder = build()
    before = (folder / "manifest.json").read_bytes()
    with pytest.raises(UnusableSnapshot, match="chưa có thủ tục nào"):
        build(procedures=[])
    assert (folder / "manifest.json").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["snapshot"]
    Snapshot.load(folder)


def test_a_procedure_that_does_not_find_itself_stops_the_build(build: Build, tmp_path: Path, model: Path) -> None:
    upside_down = tmp_path / "model"
    shutil.copytree(model, upside_down)
    (upside_down / "fusion.json").write_text(json.dumps({"name": -50, "centroid": -50, "bm25_procedure": -50}))
    with pytest.raises(UnusableSnapshot, match="không tự tìm thấy mình"):
        build(model=upside_down)
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_procedures_without_details_stay_out(build: Build) -> None:
    listed = procedure("1.999999", "Cấp phép bay khinh khí cầu").model_copy(update={"details": False})
    shown = procedure("1.000001", "Đăng ký khai sinh")
    records = Snapshot.load(build(procedures=[listed, shown], questions={})).index.records
    assert [record.code for record in records if record.outside is None] == ["1.000001"]
