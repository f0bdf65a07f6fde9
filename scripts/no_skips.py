"""Fails if a test of a JUnit report was skipped, unless it reads ../shared and that is absent.

python scripts/no_skips.py REPORT.xml
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def unexcused(report: Path, *, shared: bool) -> list[str]:
    """Return ``test: reason`` of each skipped or expected-to-fail test without an excuse.

    ``shared`` says whether the reference data is there; if not, tests that need it are excused.
    """
    found = []
    for case in ET.parse(report).iter("testcase"):
        for skip in case.iter("skipped"):
            reason = f"{skip.get('type', '')} {skip.get('message', '')} {skip.text or ''}".strip()
            if shared or "shared" not in reason:
                found.append(f"{case.get('classname')}.{case.get('name')}: {reason}")
    return found


if __name__ == "__main__":
    skipped = unexcused(Path(sys.argv[1]), shared=SHARED.is_dir())
    for line in skipped:
        print(f"skipped: {line}")
    sys.exit(1 if skipped else 0)
