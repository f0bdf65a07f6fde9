import pytest

import no_skips

REPORT = """<testsuites><testsuite>
<testcase classname="t" name="runs"/>
<testcase classname="t" name="needs_data"><skipped message="no ../shared"/></testcase>
<testcase classname="t" name="needs_server"><skipped message="no server"/></testcase>
</testsuite></testsuites>"""


@pytest.mark.parametrize(
    ("shared", "expected"),
    [(False, ["t.needs_server"]), (True, ["t.needs_data", "t.needs_server"])],
)
def test_only_absent_reference_data_excuses_a_skip(tmp_path, shared, expected):
    """A test that wants the reference data may be skipped where there is none, no other may."""
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert [line.split(":")[0] for line in no_skips.unexcused(report, shared=shared)] == expected
