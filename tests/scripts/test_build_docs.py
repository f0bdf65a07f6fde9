from pathlib import Path
from typing import Annotated

import pytest
import typer

import build_docs

Home = Annotated[Path | None, typer.Option("--home", help="Workspace folder.")]


@pytest.fixture
def app():
    """Return a program of two commands, one in a group."""
    app = typer.Typer(help="A program.", add_completion=False, rich_markup_mode=None)
    group = typer.Typer(help="Who.")

    @app.command(help="Score | a month.", epilog="Example: govrank draft 2026-10")
    def draft(
        month: Annotated[str, typer.Argument(metavar="MONTH", help="The month.")],
        top: Annotated[int, typer.Option("--top", help="Rows.")] = 10,
        home: Home = None,
    ) -> None: ...

    @group.command("import", help="Read a roster.")
    def import_(home: Home = None) -> None: ...

    app.add_typer(group, name="roster")
    return app


def test_every_command_has_its_section(app):
    """Usage, arguments, options with defaults, and examples, also of commands in groups."""
    page = build_docs.cli_page(app)
    assert "## govrank draft\n\nScore | a month.\n" in page
    assert "govrank draft [OPTIONS] {MONTH}" in page
    assert "| `MONTH <str>` | The month. [required] |" in page
    assert "| `--top <int>` | Rows. [default: 10] |" in page
    assert "For example:\n\n```\ngovrank draft 2026-10\n```" in page
    assert "## govrank roster import" in page


def test_an_option_of_every_command_is_told_once(app):
    """What all commands take stands above them and is not repeated."""
    page = build_docs.cli_page(app)
    assert page.count("--home") == 1
    assert page.index("--home") < page.index("## govrank draft")


def test_feature_cards_become_rows():
    """Each card is one row in both languages; a bar in a text does not break the table."""
    words = {"zh": "阅读|数", "en": "Reads"}
    cards = {"reads": {"name": words, "unit": "reads", "definition": words, "null": words}}
    page = build_docs.features_page(cards)
    row = "| `reads` | 阅读\\|数 | reads | 阅读\\|数<br>Reads | 阅读\\|数<br>Reads |\n"
    assert page.endswith(row)


def test_check_shows_the_difference_and_changes_nothing(tmp_path, monkeypatch, capsys):
    """A page that is not the program's any more is named with the lines that differ."""
    monkeypatch.setattr(build_docs, "ROOT", tmp_path)
    monkeypatch.setattr(build_docs, "pages", lambda: {"docs/a.md": "new\n"})
    assert build_docs.main(["--check"]) == 1
    said = capsys.readouterr().out
    assert "+new" in said
    assert "1 page(s) out of date" in said
    assert not (tmp_path / "docs").exists()
    assert build_docs.main([]) == 0
    assert build_docs.main(["--check"]) == 0
