import pytest

from sentences import find_sentences

ERRORS = "class GovrankError(Exception): ...\nclass UsageError(GovrankError): ...\n"


@pytest.fixture
def found(tmp_path):
    """Return a function that gives what is found in one module's source."""
    (tmp_path / "ranking").mkdir()
    (tmp_path / "ranking/errors.py").write_text(ERRORS)

    def find(source: str):
        (tmp_path / "ranking/module.py").write_text(source, encoding="utf-8")
        return find_sentences(tmp_path, ["ranking"])

    return find


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("tr('rank')", ["rank"]),
        ("self._tr('rank', n=1)", ["rank"]),
        ("_('one ' 'sentence')", ["one sentence"]),
        ("session.say('done')", ["done"]),
        ("tr('a' if x else 'b')", ["a", "b"]),
        ("tr(known or 'c')", ["c"]),
        ("STEP = 'Writing'\nprogress(STEP, 1, 2)", ["Writing"]),
        ("raise UsageError('No {x}.', hint='Give {x}.', x=1)", ["Give {x}.", "No {x}."]),
        ("class Own(UsageError): ...\nraise Own('Mine')", ["Mine"]),
        ("Note('code', 'Said once.')", ["Said once."]),
        ("Check(name, template='As a keyword')", ["As a keyword"]),
        ("WHY = {'negative': 'A count cannot be negative.'}", ["A count cannot be negative."]),
        ("WHY = (('symptom', 'It is locked.'),)", ["It is locked."]),
        ("NO_FEED = 'No reprint table was imported.'", ["No reprint table was imported."]),
        ("tr(template)", []),
        ("ValueError('Not for users')", []),
        ("'''A docstring of a module.'''", []),
        ("NAMES = ('阅读数', 'read_count')", []),
    ],
)
def test_sentences_are_found_where_users_read_them(found, source, expected):
    """Translators, errors, hints, notes and tables count; nothing else does."""
    assert list(found(source).places) == expected


def test_a_sentence_put_together_in_code_is_a_fault(found):
    """An f-string can never be looked up in a catalogue; the place is named."""
    result = found("x = 1\nraise UsageError(f'No {x}.')")
    assert result.faults == ["ranking/module.py:2: a sentence put together in code; use {fields}"]


def test_the_reasons_of_our_own_methods_are_sentences(tmp_path, found):
    """At any depth; a method after a public source speaks as its source does."""
    methods = tmp_path / "config/methods"
    methods.mkdir(parents=True)
    (methods / "own.toml").write_text(
        'certainty = "ours"\nsource = "Our own."\n[[indexes]]\nid = "x"\nreason = "Because."\n'
    )
    (methods / "public.toml").write_text('certainty = "public_source"\nsource = "A page."\n')
    assert found("tr('rank')").places == {
        "Because.": ["config/methods/own.toml"],
        "Our own.": ["config/methods/own.toml"],
        "rank": ["ranking/module.py"],
    }
