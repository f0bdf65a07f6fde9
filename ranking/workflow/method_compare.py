"""Compare two methods on a month. Nothing is stored."""

from __future__ import annotations

from dataclasses import replace

from ranking.editions.compare import Side, compare
from ranking.methods.model import Method
from ranking.model.comparison import Comparison
from ranking.workflow.configuration import load_configuration
from ranking.workflow.facts import refresh
from ranking.workflow.gather import month_inputs
from ranking.workflow.method_files import open_method
from ranking.workflow.month_inputs import MonthInputs
from ranking.workflow.months import past_month
from ranking.workflow.workspace import Workspace


def compare_methods(workspace: Workspace, a: str, b: str, month_text: str) -> Comparison:
    """Return what ranking a month by method ``b`` instead of ``a`` changes.

    Methods are ids or paths of files. Raises UsageError or DataError for an unusable month,
    ConfigError for a faulty method and for two that cannot be compared on a month.
    """
    month = past_month(workspace, month_text)
    folders = workspace.settings.config_folders
    one, other = (open_method(name, folders).method for name in (a, b))
    configuration = load_configuration(workspace.settings, month)
    refresh(workspace, str(month))
    with workspace.ledger.reading() as connection:
        inputs = month_inputs(workspace, connection, month, configuration)
        sides = _side(inputs, one), _side(inputs, other)
    return compare(*sides, configuration.list_file, configuration.campaigns, inputs.adjustments)


def _side(inputs: MonthInputs, method: Method) -> Side:
    by_method = replace(inputs.configuration, method=method)
    return Side(method, replace(inputs, configuration=by_method).features())
