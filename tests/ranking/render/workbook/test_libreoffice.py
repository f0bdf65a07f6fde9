"""Another office program opens the workbook and finds everything where it belongs."""

import shutil
import subprocess

import pytest

from ranking.render.workbook import workbook
from tests.builders.workbooks import hostile_view, small_view

pytestmark = pytest.mark.slow

OFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    if OFFICE is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("office")
    for name, view in (("small", small_view()), ("hostile", hostile_view())):
        (folder / f"{name}.xlsx").write_bytes(workbook(view))
    command = [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "fods", "--outdir", str(folder)]
    command += [str(path) for path in sorted(folder.glob("*.xlsx"))]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {path.stem: path.read_text("utf-8") for path in folder.glob("*.fods")}


def test_libreoffice_finds_every_sheet_chart_and_sparkline(converted):
    """Sparklines and charts are native, so other programs have them too."""
    view = small_view()
    text = converted["small"]
    drawn = [row for board in view.edition.boards for row in board.rows if row.trend]
    assert text.count("<calcext:sparkline ") == len(drawn)
    assert text.count("<draw:frame ") >= 3 * len(view.edition.boards)
    assert all(row.unit in text for board in view.edition.boards for row in board.rows)


def test_libreoffice_finds_no_formula_and_no_link_in_hostile_text(converted):
    """What looks like one is text there as well."""
    text = converted["hostile"]
    assert "table:formula=" not in text
    assert "<text:a " not in text
    assert "HYPERLINK(" in text
