"""The conformance suite is no test file by name: let its assertions explain themselves too."""

import pytest

pytest.register_assert_rewrite("tests.connectors.conformance")
