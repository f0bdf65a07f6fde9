"""What a template cannot do in the sandbox."""

import time

import pytest
from jinja2 import TemplateError
from markupsafe import Markup

from ranking.render.docx.sandbox import sandbox


def rendered(text: str, **values: object) -> str:
    return sandbox().from_string(text).render(values)


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'x' * 10000000000 }}",
        "{{ 10000000000 * 'x' }}",
        "{{ [1] * 10001 }}",
        "{{ title * 10001 }}",
        "{{ 'ab' * 5001 }}",
        "{{ 2 ** 3 }}",
        "{{ 10 ** 10 ** 10 }}",
        "{% for i in range(10001) %}{% endfor %}",
        "{% for i in range(0, -10001, -1) %}{% endfor %}",
        "{% for i in range(99999999999999999999999) %}{% endfor %}",
    ],
)
def test_what_would_run_away_is_refused_at_once(text):
    begun = time.perf_counter()
    with pytest.raises(OverflowError):
        rendered(text, title=Markup("榜"))
    assert time.perf_counter() - begun < 1


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{{ '—' * 3 }}", "———"),
        ("{{ 3 * 4 }}", "12"),
        ("{{ -1 * 'x' }}", ""),
        ("{% for i in range(3) %}{{ i }}{% endfor %}", "012"),
        ("{% for i in range(10, 0, -4) %}{{ i }} {% endfor %}", "10 6 2 "),
        ("{{ range(10000)|length }}", "10000"),
        ("{{ title }}", "&lt;b&gt;"),
    ],
)
def test_what_a_template_needs_is_there(text, printed):
    assert rendered(text, title="<b>") == printed


@pytest.mark.parametrize(
    "text", ["{{ lipsum() }}", "{{ [1, 2]|random }}", "{{ title|safe }}", "{{ titel }}"]
)
def test_nothing_is_random_unescaped_or_unknown(text):
    with pytest.raises(TemplateError):
        rendered(text, title="榜")
