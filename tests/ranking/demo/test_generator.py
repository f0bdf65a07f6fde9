"""The demo as a whole: what is written, that it is marked, and that it is the same each time."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from ranking.demo import SMALL, DemoFiles, Scale, generate
from ranking.errors import UsageError
from ranking.model.month import Month


def _digests(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def _quiet(folder: Path, *, seed: int = 1, months: int = 2) -> DemoFiles:
    scale = Scale(400, 2_000)
    return generate(
        folder, Month(2026, 10), months=months, scale=scale, seed=seed, progress=lambda *_: None
    )


def test_same_arguments_give_same_bytes(tmp_path: Path) -> None:
    """Two runs with one seed write identical files, workbooks included; another seed differs."""
    for name, seed in (("one", 1), ("two", 1), ("other", 2)):
        _quiet(tmp_path / name, seed=seed)
    one, two, other = (_digests(tmp_path / name) for name in ("one", "two", "other"))
    assert one == two
    assert one.keys() == other.keys()
    assert {n for n in one if one[n] == other[n] and n.endswith(".csv")} == set()


def test_a_month_does_not_depend_on_how_many_months_are_written(tmp_path: Path) -> None:
    """The last month's files are the same with one month as with three."""
    _quiet(tmp_path / "one", months=1)
    _quiet(tmp_path / "three", months=3)
    one, three = _digests(tmp_path / "one"), _digests(tmp_path / "three")
    last = {name for name in one if name.startswith("2026-10/")}
    assert last
    assert {name: one[name] for name in last} == {name: three[name] for name in last}


def test_every_file_says_that_it_is_synthetic(small) -> None:
    """Each file carries the label in its name or folder, or in its text; and in its content."""
    for path in small.folder.rglob("*"):
        if not path.is_file():
            continue
        content = path.read_bytes()
        if path.suffix == ".toml":
            assert "演示数据（合成）" in content.decode(), path
            continue
        assert "演示数据（合成）" in str(path.relative_to(small.folder)), path
        if path.suffix == ".csv":
            text = content.decode("utf-8-sig", errors="ignore") + content.decode(
                "gb18030", "ignore"
            )
        else:
            sheets = CalamineWorkbook.from_filelike(BytesIO(content))
            text = str([sheets.get_sheet_by_name(n).to_python() for n in sheets.sheet_names])
        assert "演示" in text, path


def test_every_row_of_posts_and_reprints_is_marked(small) -> None:
    """No row of a CSV could be taken for real: each shows 演示."""
    for file in small.imports():
        if file.path.suffix != ".csv":
            continue
        raw = file.path.read_bytes()
        encoding = "utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "gb18030"
        lines = raw.decode(encoding).splitlines()[1:]
        assert lines
        assert all("演示" in line for line in lines), file.path


def test_links_lead_nowhere_real(small) -> None:
    """Links are under reserved names, or are WeChat links with an invented account."""
    for file in small.imports():
        if "转载" not in file.path.name:
            continue
        table = pl.read_csv(file.path, infer_schema=False)
        assert table["链接"].str.contains(r"^https://\w+\.example\.(com|org)/").all()
        refs = table["稿件"].filter(table["稿件"].str.starts_with("http"))
        assert refs.str.contains(r"^https://mp\.weixin\.qq\.com/s\?__biz=DEMO").all()


def test_six_months_in_order_the_earlier_a_tenth(small) -> None:
    """Six months end with the wanted one; each earlier one has a tenth of its reprints."""
    assert [str(m.month) for m in small.files.months] == [
        "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10",
    ]  # fmt: skip
    rows = [
        sum(pl.read_csv(f.path, infer_schema=False).height for f in month.reprints)
        for month in small.files.months
    ]
    flawed = 3
    assert rows == [SMALL.reprints // 10 + flawed] * 5 + [SMALL.reprints + flawed]


def test_the_last_month_alone_has_a_monitoring_feed(small) -> None:
    """It lies beside the month's files, with 300 rows, and is not among those to import."""
    feeds = [month.feed for month in small.files.months]
    assert feeds[:-1] == [None] * 5
    assert feeds[-1].parent == small.last("转载").parent
    assert pl.read_csv(feeds[-1], infer_schema=False).height == 300
    assert feeds[-1] not in {file.path for file in small.imports()}


def test_progress_runs_from_nothing_to_all(small) -> None:
    """Progress starts at 0, never falls, and ends at the number of all rows."""
    done = [report[1] for report in small.reports]
    totals = {report[2] for report in small.reports}
    assert len(totals) == 1
    assert done[0] == 0
    assert done == sorted(done)
    assert done[-1] == totals.pop()
    assert len(small.reports) > 20


def test_only_files_that_do_not_name_their_account_are_given_one(small) -> None:
    """The back-office exports come with their account, the vendor's workbook with its mapping."""
    with_account = {f.account for f in small.imports() if f.account}
    assert with_account == {"wechat:demo_tj_01", "wechat:demo_sj2_01", "wechat:demo_sh_01"}
    assert all("后台" in f.path.name for f in small.imports() if f.account)
    mapped = [f for f in small.imports() if f.mapping]
    assert len(mapped) == 6
    assert all(f.mapping == small.files.mapping for f in mapped)


def test_workbooks_hold_no_formulas(small) -> None:
    """No cell of a workbook is a formula, whatever its text."""
    for path in small.folder.rglob("*.xlsx"):
        if path.read_bytes().startswith(b"PK"):
            with ZipFile(path) as archive:
                sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
                assert all(b"<f>" not in archive.read(name) for name in sheets)


@pytest.mark.parametrize("factor", [0.0, -1.0, float("nan"), 11.0])
def test_impossible_sizes_are_refused(factor: float) -> None:
    """A size that is no size, or would fill the disk, is refused with the allowed range."""
    with pytest.raises(UsageError) as error:
        Scale.of(factor)
    assert "full size" in str(error.value)
    assert "up to 10" in error.value.hint_text()
