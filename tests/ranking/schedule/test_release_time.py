"""When one month may be published."""

from datetime import UTC, datetime

from ranking.schedule.release_time import release_time
from tests.builders.workspaces import imported_workspace

RULE = '[release]\nrule = "date"\nday = 9\ntime = "09:30"\n'


def test_the_rule_of_the_list_gives_the_time(tmp_path) -> None:
    """9 June 2020, 09:30 in Shanghai; without a rule there is none."""
    with imported_workspace(tmp_path / "office") as workspace:
        assert release_time(workspace, "2020-05") is None
        path = workspace.home / "config" / "lists" / "main.toml"
        path.write_text(path.read_text("utf-8").replace("# [release]\n", RULE), "utf-8")
        assert release_time(workspace, "2020-05") == datetime(2020, 6, 9, 1, 30, tzinfo=UTC)
