from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import messages


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return a small project whose code says two sentences, and its catalogue's path."""
    (tmp_path / "ranking").mkdir()
    (tmp_path / "ranking/errors.py").write_text("class UsageError(Exception): ...\n")
    (tmp_path / "ranking/show.py").write_text("tr('rank')\ntr('{n} posts', n=1)\n")
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    return tmp_path, tmp_path / messages.CATALOGUE


def write_po(path: Path, entries: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    body = "".join(f'\nmsgid "{key}"\nmsgstr "{text}"\n' for key, text in entries.items())
    path.write_text(head + body, encoding="utf-8")


def test_check_lists_what_has_no_translation(project, capsys):
    """Without a catalogue every sentence is listed with its file, and nothing is written."""
    assert messages.main(["--check"]) == 1
    said = capsys.readouterr().out
    assert "ranking/show.py: no translation: 'rank'" in said
    assert "2 sentences, 2 to mend" in said
    assert not project[1].exists()


def test_a_translation_with_other_fields_is_refused(project, capsys):
    """A field that the sentence does not have would fail when the user reads it."""
    write_po(project[1], {"rank": "名次", "{n} posts": "{m} 篇"})
    assert messages.main(["--check"]) == 1
    said = capsys.readouterr().out
    assert "'{n} posts' has the fields ['n'], its translation ['m']" in said
    assert "'rank'" not in said


def test_a_complete_catalogue_passes(project):
    """Every sentence translated, with its fields: nothing to mend."""
    write_po(project[1], {"rank": "名次", "{n} posts": "{n} 篇"})
    assert messages.main(["--check"]) == 0


def test_merging_keeps_translations_and_takes_in_parts(project):
    """Old translations stay, a part file's win, and what is no longer used becomes a comment."""
    target = project[1]
    write_po(target, {"rank": "排名", "gone": "不再使用"})
    write_po(target.with_name("cli.part.po"), {"rank": "名次", "{n} posts": "{n} 篇"})
    assert messages.main([]) == 0
    text = target.read_text(encoding="utf-8")
    assert '#~ msgid "gone"' in text
    with target.open("rb") as file:
        catalogue = read_po(file, locale="zh")
    assert {str(m.id): m.string for m in catalogue if m.id} == {
        "rank": "名次",
        "{n} posts": "{n} 篇",
    }
    assert messages.main([]) == 0
    assert target.read_text(encoding="utf-8") == text


def test_an_unused_translation_comes_back_when_its_sentence_does(project):
    """A sentence that returns to the code need not be translated again."""
    root, target = project
    write_po(target, {"rank": "名次", "{n} posts": "{n} 篇", "later": "以后"})
    messages.main([])
    (root / "ranking/more.py").write_text("tr('later')\n")
    assert messages.main(["--check"]) == 0


def test_format_specifications_do_not_matter():
    """``{n:02d}`` and ``{n}`` are one field; unreadable braces differ from any field."""
    assert messages.fields("{year}-{month:02d}") == {"year", "month"}
    assert messages.faults({"{n}": ["a.py"]}, {"{n}": "{n"})
