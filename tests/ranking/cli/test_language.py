"""The language of the command line."""


def test_a_language_there_is_not_is_refused(govrank) -> None:
    """Not silently taken for English; 2 is the exit code of a faulty command line."""
    run = govrank("doctor", "--lang", "fr")
    assert run.code == 2
    assert "There is no language 'fr'" in run.err


def test_a_language_of_the_environment_is_taken_as_near_as_can_be(govrank, monkeypatch) -> None:
    """A computer set up in French speaks English here."""
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert govrank("--version").code == 0
