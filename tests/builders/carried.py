"""Who carried whom: three units, three channels; in communities, by chance, and of one unit."""

from __future__ import annotations

from dataclasses import replace

from ranking.model.reprint_network import CarriedUnit, CarryingChannel, Flow, ReprintNetwork

UNITS = tuple(
    CarriedUnit(name, times, times // 2, 3 + n, times - n, 1 - n / 8, 0.5, 1 + n % 2)
    for n, (name, times) in enumerate((("浦东新区", 1200), ("市公安局", 640), ("静安区", 30)))
)
CHANNELS = tuple(
    CarryingChannel(f"c{n}", name, kind, 1.5, 900 - 90 * n, 80, 3, 0.125, part, 1 + n % 2, 0.1 * n)
    for n, (name, kind, part) in enumerate(
        (("人民日报客户端", "client", 0.5), ("新华网", "website", 0.3), ("某号", "wechat", 0.2))
    )
)
FLOWS = tuple(Flow(u.unit, c.channel_id, 10, 4, 0.25) for u in UNITS for c in CHANNELS)
SPLIT = ReprintNetwork(None, UNITS, CHANNELS, FLOWS, 0.31, split=True)
ALIKE = replace(SPLIT, modularity=0.02, split=False)
ONE = ReprintNetwork("浦东新区", UNITS[:1], CHANNELS, FLOWS[:3], 0.31, split=True)
