import pytest

import check_layout

SOURCE = "def one() -> int:\n    return 1\n"


@pytest.fixture
def project(tmp_path):
    """Return a function that writes files into an empty project and checks it."""

    def check(**files: str) -> int:
        for name, text in files.items():
            path = tmp_path / (name.replace("__", "/") + ".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return check_layout.main(tmp_path)

    return check


def test_a_module_without_a_test_is_named(project, capsys):
    """The message says which file was expected; with it, all is well."""
    assert project(ranking__a__b=SOURCE) == 1
    expected = "ranking/a/b.py: no test: expected tests/ranking/a/test_b.py\n"
    assert capsys.readouterr().out == expected
    assert project(tests__ranking__a__test_b="") == 0


def test_a_folder_may_be_tested_as_one(project):
    """A folder's own test file covers its modules."""
    assert project(ranking__a__b=SOURCE, tests__ranking__test_a="") == 0


def test_a_module_of_names_alone_needs_no_test(project):
    """Constants and types without code have nothing to test."""
    assert project(ranking__names="NAME = 'x'\n") == 0


def test_long_files_and_functions_are_named(project, capsys):
    """Above the hard limit is a fault, above the soft one a warning."""
    long = "def f() -> None:\n" + "    x = 1\n" * 46
    assert project(ranking__f=long, tests__ranking__test_f="") == 1
    assert "ranking/f.py:1: f: 46 lines, at most 45" in capsys.readouterr().out
    assert project(ranking__f="x = 1\n" * 301) == 1
    assert "301 lines, at most 300" in capsys.readouterr().out
    assert project(ranking__f="x = 1\n" * 251) == 0
    assert "a warning" in capsys.readouterr().out


def test_print_is_for_the_command_line(project, capsys):
    """Only the command line and the renderers may write to the screen."""
    assert project(ranking__cli__show="print(1)\n", ranking__render__x="print(1)\n") == 0
    assert project(ranking__scoring="print(1)\n") == 1
    assert "ranking/scoring.py:1: print outside" in capsys.readouterr().out
