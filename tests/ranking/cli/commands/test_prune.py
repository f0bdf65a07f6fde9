"""``govrank prune``."""

import os
import time


def test_without_yes_it_only_shows(published, govrank, monkeypatch):
    """A table of kinds; with --dry-run even where --yes is given."""
    asked = []

    def pretended(workspace, *, delete):
        asked.append(delete)
        return workspace.now(), []

    monkeypatch.setattr("ranking.workflow.prune.prune", pretended)
    for options in ((), ("--dry-run",), ("--yes", "--dry-run"), ("--yes",)):
        assert govrank("prune", *options).code == 0
    assert asked == [False, False, False, True]


def test_each_kind_has_its_line(published, govrank):
    """In a pipe as TSV, and as JSON with the day before which things are old."""
    run = govrank("prune")
    lines = run.out.splitlines()
    assert lines[0] == "kind\tcount\toldest\tbytes"
    kinds = [line.split("\t")[0] for line in lines[1:]]
    assert kinds[:3] == ["calls", "collections", "gaps"]
    assert kinds[-2:] == ["unrecorded snapshots", "orphaned facts"]
    told = govrank("prune", "--json").json
    assert told["deleted"] is False
    assert [row["kind"] for row in told["rows"]] == kinds
    assert govrank("prune", "--yes", "--json").json["deleted"] is True


def test_fewer_than_183_days_are_refused(published, govrank):
    """With the rule; no command of the workspace works with such a setting."""
    text = (published / "govrank.toml").read_text("utf-8")
    text = text.replace("# audit_days = 183", "audit_days = 90")
    (published / "govrank.toml").write_text(text, "utf-8")
    run = govrank("prune", "--yes")
    assert run.code == 1
    assert "retention.audit_days: 90 found; audit records are kept at least 183 days" in run.err


def test_a_fresh_orphan_is_kept_however_old_its_content_is(published, govrank):
    """It counts from when it was moved there, not from when it was written."""
    orphan = published / "facts" / "orphans" / "x.parquet"
    orphan.parent.mkdir()
    orphan.write_bytes(b"x")
    long_ago = time.time() - 400 * 86_400
    os.utime(orphan, (long_ago, long_ago))
    rows = {row["kind"]: row for row in govrank("prune", "--yes", "--json").json["rows"]}
    assert rows["orphaned facts"]["count"] == 0
    assert orphan.exists()
