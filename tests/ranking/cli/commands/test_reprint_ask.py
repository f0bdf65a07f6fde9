"""``govrank reprints review --ask``: one by one, on a terminal."""

import io
from dataclasses import replace

import pytest

from ranking.cli.commands.reprint_ask import ask_all
from ranking.cli.session import Session
from tests.builders.fed import MONTH
from tests.builders.matched import ITEM
from tests.builders.terminal import Terminal

ASK = ("reprints", "review", MONTH, "--ask", "--lang", "en")
PROMPT = "end, and record: "

pytestmark = pytest.mark.slow


@pytest.fixture
def decided(matched, govrank):
    """Return what was decided, by the last part of the article's address."""

    def run():
        items = govrank("reprints", "review", MONTH, "--decided", "--json").json["items"]
        return {item["url"].rsplit("/")[-1]: item["decision"] for item in items}

    return run


def test_answers_are_recorded_after_the_last_item(matched, decided) -> None:
    """In words or letters; what is not understood is asked again."""
    with Terminal(*ASK, home=matched) as asked:
        asked.until(PROMPT)
        asked.send("?\r")
        asked.until(PROMPT, 2)
        asked.send("接受\r")
        asked.until(PROMPT, 3)
        asked.send("r\r")
    assert asked.code == 0
    assert "2 decisions: 1 accepted, 1 rejected." in asked.text
    assert "\x1b[31m" not in asked.text
    assert decided() == {"part": True, "hostile": False}


def test_whoever_may_not_decide_is_told_before_the_first_question(matched, as_user) -> None:
    """Not after hours of answers, which would be lost."""
    path = matched / "config" / "lists" / "main.toml"
    people = [
        f"\n[[people]]\nname = '{name}'\nuser = '{name}'\nroles = ['review', 'approve']\n"
        for name in ("张三", "李四")
    ]
    path.write_text(path.read_text("utf-8") + "".join(people), "utf-8")
    run = as_user("stranger", *ASK)
    assert run.code == 1
    assert "'stranger' is none of the people" in run.err


def test_one_can_go_back_and_skip(matched, decided) -> None:
    """What is skipped at last is not decided."""
    with Terminal(*ASK, home=matched) as asked:
        for number, keys in enumerate(("a", "b", "s", "a"), start=1):
            asked.until(PROMPT, number)
            asked.send(f"{keys}\r")
    assert "1 decisions: 1 accepted, 0 rejected." in asked.text
    assert decided() == {"hostile": True}


@pytest.mark.parametrize("keys", ["q\r", "\x03", "\x04"])
def test_whoever_ends_early_keeps_what_was_decided(matched, decided, keys) -> None:
    """With q, Ctrl-C or Ctrl-D."""
    with Terminal(*ASK, home=matched) as asked:
        asked.until(PROMPT)
        asked.send("r\r")
        asked.until(PROMPT, 2)
        asked.send(keys)
    assert asked.code == 0
    assert decided() == {"part": False}


def test_whoever_ends_at_once_records_nothing(matched, decided) -> None:
    """And is told so."""
    with Terminal(*ASK, home=matched) as asked:
        asked.until(PROMPT)
        asked.send("\x03")
    assert "Nothing was decided; nothing was recorded." in asked.text
    assert decided() == {}


def test_an_article_that_was_accepted_is_not_asked_about_again(monkeypatch, capsys) -> None:
    """It counts for one post; going back leads to that question, and past the others."""
    pairs = [("r1", "a"), ("r2", "b"), ("r3", "a"), ("r4", "c")]
    items = [replace(ITEM, id=name, article_id=article) for name, article in pairs]
    keys = io.StringIO("a\nr\nb\nr\na\n")
    keys.isatty = lambda: True
    monkeypatch.setattr("sys.stdin", keys)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with Session("review", None, json=False) as session:
        assert ask_all(session, items) == {"r1": True, "r2": False, "r4": True}
    shown = [line for line in capsys.readouterr().err.splitlines() if line.startswith("== ")]
    assert shown == ["== 1/4", "== 2/4", "== 4/4", "== 2/4", "== 4/4"]
