"""``govrank show``."""

import csv
import io

import pytest


def test_a_pipe_gets_tsv(small_month, govrank):
    """Without a terminal the rows come tab-separated, full precision, by feature id."""
    lines = [line.split("\t") for line in govrank("show", "2020-05").out.splitlines()]
    assert lines[0][:2] == ["index", "group"]
    shown = govrank("show", "2020-05", "--json").json
    value = shown["boards"][0]["rows"][0]["value"]
    assert repr(value) in lines[1]


def test_csv_is_for_excel(small_month, govrank):
    """A byte order mark, and headings in words."""
    out = govrank("show", "2020-05", "--format", "csv").out
    assert out.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(out.removeprefix("\ufeff"))))
    assert len(rows) == 1 + 4


@pytest.mark.parametrize(("language", "word"), [("zh", "名次"), ("en", "Rank")])
def test_tables_speak_both_languages(small_month, govrank, language, word):
    """Headings follow --lang."""
    for shape in ("table", "md"):
        assert word in govrank("show", "2020-05", "--format", shape, "--lang", language).out


def test_the_table_fits_the_terminal(small_month, govrank, monkeypatch):
    """At 50 columns no line is longer than 50 cells."""
    from rich.cells import cell_len

    monkeypatch.setenv("COLUMNS", "50")
    lines = govrank("show", "2020-05", "--format", "table", "--lang", "zh").out.splitlines()
    assert max(map(cell_len, lines)) <= 50


def test_an_unknown_format_is_a_usage_error(small_month, govrank):
    """Exit code 2, with the formats there are."""
    run = govrank("show", "2020-05", "--format", "pdf")
    assert run.code == 2
    assert "table" in run.err
