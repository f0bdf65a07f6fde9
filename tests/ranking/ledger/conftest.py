"""A roster with a move, a ledger file, and a folder that another user can see."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ranking.model.roster import Span
from tests.builders.ledger import fill, span


@pytest.fixture
def spans() -> list[Span]:
    """Three units; one account is renamed and moves."""
    return [
        span("wechat:gh_1", "乙区", aliases=("乙", 'Bee, "B"'), origin="x" * 500),
        span("weibo:1", "甲区", valid_to=date(2026, 10, 11)),
        span("weibo:1", "乙区", name="新 🎏 名", valid_from=date(2026, 10, 11)),
        span("weibo:2", "丙局", group="委办局与人民团体", valid_from=date(2020, 2, 29)),
    ]


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder outside pytest's own, which only its owner may enter."""
    folder = Path(tempfile.mkdtemp(prefix="govrank-test-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def path(tmp_path) -> Path:
    """A SQLite ledger with 300 accounts, closed."""
    path = tmp_path / "ledger.db"
    fill(path)
    return path
