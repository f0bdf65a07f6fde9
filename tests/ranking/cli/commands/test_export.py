"""``govrank export``."""

import hashlib
import json
from importlib import metadata

import pytest
from python_calamine import CalamineWorkbook

from ranking.render.renderers import FONTS
from ranking.render.schema import schema_text
from tests.builders import unprintable


@pytest.fixture
def without_fonts(monkeypatch):
    """A computer on which the extra [fonts] is not installed."""
    installed = metadata.version

    def version(package: str) -> str:
        if package == FONTS:
            raise metadata.PackageNotFoundError(package)
        return installed(package)

    monkeypatch.setattr(metadata, "version", version)


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_of_every_format_are_written_and_named_by_list_and_month(
    small_month, govrank, tmp_path
):
    folder = tmp_path / "输出"
    run = govrank("export", "2020-05", "--to", folder, "--json")
    formats = {file["format"] for file in run.json["files"]}
    assert formats == {"csv", "docx", "json", "md", "pdf", "png", "xlsx"}
    assert sorted(file["file"] for file in run.json["files"]) == [
        str(folder / name) for name in names(folder)
    ]
    for file in run.json["files"]:
        data = (folder / file["file"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    book = CalamineWorkbook.from_path(folder / "main-2020-05.xlsx")
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    assert any("传播力" in str(cell) for row in rows for cell in row)


def test_only_the_formats_that_are_asked_for_are_written(small_month, govrank, tmp_path):
    run = govrank("export", "2020-05", "--to", tmp_path / "a", "--format", "md", "--format", "CSV")
    assert run.code == 0
    assert names(tmp_path / "a") == ["main-2020-05.csv", "main-2020-05.md"]
    assert run.out.count("main-2020-05") == 2


def test_the_list_file_says_which_formats_there_are(small_month, govrank, tmp_path):
    own = small_month / "config" / "lists" / "main.toml"
    own.write_text(own.read_text("utf-8") + '\n[publish]\nformats = ["xlsx"]\n', "utf-8")
    govrank("draft", "2020-05")
    govrank("export", "2020-05", "--to", tmp_path / "a")
    assert names(tmp_path / "a") == ["main-2020-05.json", "main-2020-05.xlsx"]


def test_the_folder_is_the_current_one_unless_another_is_named(small_month, govrank):
    govrank("export", "2020-05", "--format", "json")
    assert (small_month / "main-2020-05.json").is_file()


def test_an_unknown_format_is_refused_with_the_nearest(small_month, govrank, tmp_path):
    run = govrank("export", "2020-05", "--to", tmp_path / "a", "--format", "dcox", "--lang", "en")
    assert run.code != 0
    assert "Did you mean 'docx'?" in run.err
    assert not (tmp_path / "a").exists()


def test_without_fonts_pdf_and_png_are_left_out_and_it_is_said(
    small_month, govrank, tmp_path, without_fonts
):
    run = govrank("export", "2020-05", "--to", tmp_path / "a", "--lang", "en")
    assert run.code == 0
    assert "Left out: pdf, png" in run.err
    assert 'pip install "govrank[fonts]"' in run.err
    assert {name.rpartition(".")[2] for name in names(tmp_path / "a")} == {
        *("csv", "docx", "json", "md", "xlsx")
    }


def test_without_fonts_a_pdf_that_is_asked_for_is_refused(
    small_month, govrank, tmp_path, without_fonts
):
    run = govrank("export", "2020-05", "--to", tmp_path / "a", "--format", "pdf", "--lang", "en")
    assert run.code == 1
    assert 'pip install "govrank[fonts]"' in run.err
    assert not (tmp_path / "a").exists()


@pytest.fixture
def unprintable_month(office, govrank):
    """A draft of May 2020; the name of a unit holds an emoji."""
    roster, posts = unprintable.files(office)
    for step in (("roster", "import", roster), ("import", posts), ("draft", "2020-05")):
        assert govrank(*step).code == 0
    return office


def test_a_name_the_font_lacks_leaves_pdf_and_png_out_and_it_is_said(
    unprintable_month, govrank, tmp_path
):
    run = govrank("export", "2020-05", "--to", tmp_path / "a", "--lang", "en")
    assert run.code == 0
    assert "Left out: pdf, png." in run.err
    assert run.err.count("U+1F389") == 1
    assert {name.rpartition(".")[2] for name in names(tmp_path / "a")} == {
        *("csv", "docx", "json", "md", "xlsx")
    }


def test_a_name_the_font_lacks_is_an_error_where_pdf_is_asked_for(
    unprintable_month, govrank, tmp_path
):
    run = govrank("export", "2020-05", "--to", tmp_path / "a", "--format", "pdf", "--lang", "en")
    assert run.code == 1
    assert "U+1F389" in run.err
    assert not (tmp_path / "a").exists()


def test_without_fonts_doctor_says_so(small_month, govrank, without_fonts):
    found = {line["check"]: line for line in govrank("doctor", "--json", "--lang", "en").json}
    assert found["formats"]["state"] == "warning"
    assert "pdf, png" in found["formats"]["found"]


def test_with_fonts_doctor_names_what_can_be_written(small_month, govrank):
    found = {line["check"]: line for line in govrank("doctor", "--json", "--lang", "en").json}
    assert found["formats"]["found"] == "can be written: json, csv, xlsx, docx, pdf, png, md"


def test_pictures_of_an_earlier_export_do_not_stay(small_month, govrank, tmp_path):
    """An old draft's fifth picture must not be taken for one of today's; other files stay."""
    for name in ("main-2020-05-8.png", "main-2020-06-8.png", "main-2020-05-8.jpg"):
        (tmp_path / name).write_bytes(b"old")
    govrank("export", "2020-05", "--to", tmp_path, "--format", "png")
    assert not (tmp_path / "main-2020-05-8.png").exists()
    assert (tmp_path / "main-2020-06-8.png").exists()
    assert (tmp_path / "main-2020-05-8.jpg").exists()


def test_the_schema_is_printed_without_a_workspace(govrank, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = govrank("export", "--schema")
    assert run.code == 0
    assert json.loads(run.out) == json.loads(schema_text())


def test_a_folder_that_is_a_file_is_refused(small_month, govrank):
    """The reason is given and nothing is half-written."""
    run = govrank("export", "2020-05", "--to", small_month / "名册.csv")
    assert run.code == 2
    assert "cannot be written" in run.err
