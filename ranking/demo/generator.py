"""Writes the files of the demo: an invented office's roster, exports, tables and configuration."""

from __future__ import annotations

from pathlib import Path

from ranking.demo.channels import channels
from ranking.demo.configs import write_campaigns, write_list, write_mapping
from ranking.demo.files import DemoFiles
from ranking.demo.meter import Meter, Progress
from ranking.demo.months import Delivery, Office, as_files, write_month
from ranking.demo.office import accounts
from ranking.demo.scales import FULL, Scale
from ranking.demo.themes import themes
from ranking.demo.units import LABEL
from ranking.demo.write_tables import write_channels, write_roster
from ranking.model.month import Month


def generate(
    folder: Path,
    last_month: Month,
    *,
    progress: Progress,
    months: int = 6,
    scale: Scale = FULL,
    seed: int = 20260101,
    deliver: Delivery = as_files,
) -> DemoFiles:
    """Write the files of ``months`` months up to ``last_month`` into the folder.

    ``progress`` is called with an English template, rows done and all rows. The same arguments
    give the same bytes. Every file and invented name is marked 演示 or synthetic. No reprint is
    later than the end of the last month, when the office collects. ``deliver`` hands over each
    month's own posts; what is drawn does not depend on it.
    Rows that cannot be scored are there on purpose: see ``ranking.demo.flaws``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    office = Office(
        seed,
        last_month,
        accounts(last_month),
        channels(),
        themes(last_month),
        write_mapping(folder),
    )
    roster, listed = folder / f"名册_{LABEL}.xlsx", folder / f"渠道_{LABEL}.xlsx"
    write_roster(office.accounts, roster)
    write_channels(office.channels, listed)
    sizes = [scale.earlier()] * (months - 1) + [scale]
    meter = Meter(progress, sum(size.posts + size.reprints for size in sizes))
    meter.add(0)
    written = [
        write_month(folder, office, months - 1 - done, size, deliver, meter)
        for done, size in enumerate(sizes)
    ]
    return DemoFiles(
        roster=roster,
        channels=listed,
        list_file=write_list(folder),
        campaigns=write_campaigns(folder, office.themes),
        mapping=office.mapping,
        months=tuple(written),
    )
