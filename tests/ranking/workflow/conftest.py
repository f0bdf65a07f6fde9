"""A workspace that is ready to be matched, made once and copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ranking.workflow.workspace import Workspace
from tests.builders.matching import matching_workspace, opened


@pytest.fixture(scope="session")
def matching_template(tmp_path_factory) -> Path:
    """A workspace with posts, channels and a roster, closed."""
    home: Path = tmp_path_factory.mktemp("matching") / "office"
    with matching_workspace(home):
        pass
    return home


@pytest.fixture
def office(matching_template, tmp_path) -> Iterator[Workspace]:
    """A copy of it, opened."""
    home = Path(shutil.copytree(matching_template, tmp_path / "office"))
    with opened(home) as workspace:
        yield workspace
