"""What networkx is told about the backend."""

from __future__ import annotations

import subprocess
import sys

from ranking.network import backend
from ranking.network.backend_info import backend_info


def test_it_names_functions_the_backend_has() -> None:
    functions = backend_info()["functions"]
    assert isinstance(functions, dict)
    assert set(functions) == {"pagerank", "hits"}
    assert all(callable(getattr(backend, name)) for name in functions)


def test_telling_it_loads_nothing_heavy() -> None:
    code = (
        "import sys, ranking.network.backend_info\n"
        "print(*{'numpy', 'polars', 'networkx'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
