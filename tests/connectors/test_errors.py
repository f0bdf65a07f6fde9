"""What every error of a connector carries."""

from connectors.errors import ConnectorError


def test_an_error_carries_its_template_for_translation():
    """Template and parameters stay apart, so that the caller can say it in another language."""
    error = ConnectorError("It is {what}.", what="so", hint="Wait.")
    assert (str(error), error.template, error.params, error.hint) == (
        "It is so.", "It is {what}.", {"what": "so"}, "Wait.",
    )  # fmt: skip
