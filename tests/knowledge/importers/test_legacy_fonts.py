"""Text typed for TCVN3 and VNI fonts becomes Unicode where that is sure; other languages are left alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from knowledge.importers.detect import reader_of
from knowledge.importers.legacy_fonts import Transcript, UnclearFont, in_unicode
from knowledge.importers.reader import Rejection
from knowledge.procedure import Procedure

LETTERS = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ"
TCVN3 = "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ"
_VNI = (
    "aù aø aû aõ aï aê aé aè aú aü aë aâ aá aà aå aã aä ñ eù eø eû eõ eï eâ eá eà eå eã eä í ì æ ó ò"
    " où oø oû oõ oï oâ oá oà oå oã oä ô ôù ôø ôû ôõ ôï uù uø uû uõ uï ö öù öø öû öõ öï yù yø yû yõ î"
)
VNI = _VNI.split()


def typed(text: str, signs: dict[str, str]) -> str:
    """The text as somebody typed it for a font: each letter as its sign."""
    return "".join(signs.get(letter, letter) for letter in text)


def tcvn3(text: str) -> str:
    """The font has small letters with tones only."""
    capitals = dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))
    return typed(text, dict(zip(LETTERS, TCVN3, strict=True)) | capitals)


def vni(text: str) -> str:
    small = dict(zip(LETTERS, VNI, strict=True))
    return typed(text, small | {letter.upper(): sign.upper() for letter, sign in small.items()})


TEXTS = [
    "Đăng ký khai sinh",
    "Bộ Công an",
    "Cấp đổi giấy phép lái xe",
    "Ban quản lý rừng đặc dụng; thửa đất số 5, tờ bản đồ (bản chính)",
    "Nộp hồ sơ ở xã, trả lời trong 3 ngày làm việc; lệ phí: 50.000 đồng",
    "Kỹ sư, thủy thủ, mỹ nghệ, kỳ nghỉ, vẫn ỷ lại, hẻm, hãy để tỷ lệ nhỏ nhất; khuỷu tay",
    "Quyết định số 12/QĐ-UBND của HĐND tỉnh",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("font", [tcvn3, vni])
def test_a_text_of_an_old_font_is_turned_and_flagged(font: Callable[[str], str], text: str) -> None:
    transcript = Transcript()
    assert transcript.text(font(text)) == text
    (flag,) = transcript.flags()
    assert flag.field == "source"
    assert font.__name__.upper() in flag.reason


def test_the_examples_of_editors() -> None:
    assert in_unicode("§¨ng ký khai sinh") == in_unicode("Ñaêng kyù khai sinh") == "Đăng ký khai sinh"


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_has_its_sign_in_both(letter: str) -> None:
    for font in (tcvn3, vni):
        assert in_unicode(f"{font('Đăng ký')} b{font(letter)}n").endswith((f"b{letter}n", font(letter) + "n"))


def test_capitals() -> None:
    assert in_unicode("§¡NG Ký khai sinh") == "ĐĂNG Ký khai sinh"
    assert in_unicode("CÊP §æI GIÊY PHÐP L¸I XE") == "CẤP ĐỔI GIẤY PHÉP LÁI XE"
    assert in_unicode(vni("CẤP ĐỔI GIẤY PHÉP LÁI XE")) == "CẤP ĐỔI GIẤY PHÉP LÁI XE"


@pytest.mark.parametrize(
    "text",
    [
        *TEXTS,
        "Société Générale",
        "Müller GmbH",
        "Ñuñoa",
        "Café Ñuñoa São Paulo",
        "Restaurant Thaï",
        "Straße 5, Köln",
        "Nguyễn Müller, Công ty Société Générale",
        "hoà bình, toà án, thuê nhà",
        "bụi 10 µm, 25 °C, ½ thửa, 3 × 4 m²",
        "loại «hạng B» và «Lao động»",
        "Điều § 5, Zalo®, 1.000®, ·Giấy khai sinh",
        "Krông Búk, M'Đrăk, Ea H'leo",
        "thủ\u00adtục",
        "bÍ mật",
    ],
)
def test_good_unicode_stays_as_it_is(text: str) -> None:
    transcript = Transcript()
    assert transcript.text(text) == text
    assert transcript.flags() == []


@pytest.mark.parametrize(
    "text",
    [
        "Đăng ký (§¨ng ký khai sinh)",
        "Đăng ký Ñaêng kyù khai sinh",
        "C«ng ty Müller",
        "Noël Coâng an",
        "§¨ng ký c­¸c giÊy t¬",
    ],
)
def test_what_is_not_sure_is_refused_with_the_words(text: str) -> None:
    with pytest.raises(UnclearFont, match="Unicode"):
        Transcript().text(text)
    assert in_unicode(text) == text


def test_a_single_word_is_told_by_the_others_of_its_record() -> None:
    value = {"levels": ["Tænh"], "name": "Ñaêng kyù khai sinh", "counts": [1, None]}
    assert Transcript().value(value) == {"levels": ["Tỉnh"], "name": "Đăng ký khai sinh", "counts": [1, None]}
    assert Transcript().value({"levels": ["Tænh"]}) == {"levels": ["Tænh"]}


# every format


def own(path: Path, name: str) -> None:
    record = {"code": "1.001193", "name": name, "agency": "Bé C«ng an", "source": {"title": "Nguồn"}}
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def portal(path: Path, name: str) -> None:
    record = {"ma_thu_tuc": "1.001193", "ten_thu_tuc": name, "co_quan_thuc_hien": "Bé C«ng an"}
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def detail(path: Path, name: str) -> None:
    metadata = {"mã_thủ_tục": "1.001193", "tên_thủ_tục": name}
    content = {"cơ_quan_thực_hiện": "Bé C«ng an"}
    record = {"thu_tuc_id": "1.001193", "metadata": metadata, "content": content, "tables": {}}
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def word(path: Path, name: str) -> None:
    document = docx.Document()
    for text in ("M· thñ tôc: 1.001193", f"Tªn thñ tôc: {name}", "C¬ quan thùc hiÖn: Bé C«ng an"):
        document.add_paragraph(text)
    with path.open("wb") as file:
        document.save(file)


def workbook(title: str, *rows: list[Any]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        book = openpyxl.Workbook()
        book.active.title = title
        for row in rows:
            book.active.append(row)
        with path.open("wb") as file:
            book.save(file)

    return write


def listing(path: Path, name: str) -> None:
    header = ["M· sè", "Tªn", "C¬ quan thùc hiÖn", "LÜnh vùc"]
    workbook("Sheet", header, ["1.001193", name, "Bé C«ng an", "Hé tÞch"])(path)


def sheet(path: Path, name: str) -> None:
    header = ["M· thñ tôc", "Tªn thñ tôc", "C¬ quan thùc hiÖn"]
    workbook("Thñ tôc", header, ["1.001193", name, "Bé C«ng an"])(path)


def table(path: Path, name: str) -> None:
    header = "Lo¹i dßng,M· thñ tôc,Tªn thñ tôc,C¬ quan thùc hiÖn"
    path.write_bytes(f"{header}\r\nThñ tôc,1.001193,{name},Bé C«ng an\r\n".encode("latin-1"))


FORMATS = [own, portal, detail, word, listing, sheet, table]


@pytest.mark.parametrize("write", FORMATS)
def test_every_format_reads_an_old_font(write: Callable[[Path, str], None], tmp_path: Path) -> None:
    write(tmp_path / "x", "§¨ng ký khai sinh")
    reader = reader_of(tmp_path / "x")
    assert reader
    (record,) = reader.read(tmp_path / "x", None)
    assert isinstance(record, Procedure), record
    assert (record.name, record.agency) == ("Đăng ký khai sinh", "Bộ Công an")
    assert [flag.field for flag in record.flags if "TCVN3" in flag.reason] == ["source"]


@pytest.mark.parametrize("write", FORMATS)
def test_every_format_refuses_what_is_not_sure(write: Callable[[Path, str], None], tmp_path: Path) -> None:
    write(tmp_path / "x", "§¨ng ký cho Müller")
    reader = reader_of(tmp_path / "x")
    assert reader
    (record,) = reader.read(tmp_path / "x", None)
    assert isinstance(record, Rejection)
    assert "TCVN3" in record.reason
