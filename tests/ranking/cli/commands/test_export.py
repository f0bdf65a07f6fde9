"""``govrank export``."""

from python_calamine import CalamineWorkbook


def test_three_files_are_written_and_named_by_list_and_month(small_month, govrank, tmp_path):
    """JSON, CSV and a workbook that opens."""
    run = govrank("export", "2020-05", "--to", tmp_path / "输出", "--json")
    names = sorted(path.name for path in (tmp_path / "输出").iterdir())
    assert names == ["main-2020-05.csv", "main-2020-05.json", "main-2020-05.xlsx"]
    assert len(run.json["files"]) == 3
    book = CalamineWorkbook.from_path(tmp_path / "输出" / "main-2020-05.xlsx")
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    cells = [str(cell) for row in rows for cell in row]
    assert any("传播力" in cell for cell in cells)


def test_a_folder_that_is_a_file_is_refused(small_month, govrank):
    """The reason is given and nothing is half-written."""
    run = govrank("export", "2020-05", "--to", small_month / "名册.csv")
    assert run.code == 1
    assert "cannot be written" in run.err
