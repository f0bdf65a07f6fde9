"""Comparing two methods on a month of a workspace."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ranking.errors import ConfigError, DataError, UsageError
from ranking.model.comparison import Comparison
from ranking.wiring import open_workspace
from ranking.workflow.draft import draft_month
from ranking.workflow.editions import month_edition
from ranking.workflow.explain import explain_unit
from ranking.workflow.import_run import Plan
from ranking.workflow.method_compare import compare_methods
from ranking.workflow.workspace import Workspace
from tests.builders.files import WEIBO, weibo_row, write_csv
from tests.builders.month import CONFIG
