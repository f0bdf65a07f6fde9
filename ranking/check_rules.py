"""The ``[check]`` section of a list file: what an office may set of the checks before release."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ranking.config_file import Strict


class CheckRules(Strict):
    """Limits of checks. None of them changes a score.

    ``no_update_days``: days without a post that are flagged; 14 by the State Council's inspection
    rules (国办秘函〔2019〕19号), 10 in some places.
    ``rank_move``: places gained or lost on a board.
    ``modified_z``: how far from the usual is unusual (3.5: Iglewicz and Hoaglin).
    ``campaign_edge_minutes``: so near the edge of its window a campaign's post is to be confirmed.
    """

    no_update_days: Annotated[int, Field(ge=1, le=31)] = 14
    rank_move: Annotated[int, Field(ge=1, le=1000)] = 5
    modified_z: Annotated[float, Field(ge=2, le=100)] = 3.5
    campaign_edge_minutes: Annotated[int, Field(ge=0, le=1440)] = 60
