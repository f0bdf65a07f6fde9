"""An invented office, written as the very files that staff have. Everything in it is synthetic."""

from ranking.demo.files import DemoFile, DemoFiles, DemoMonth
from ranking.demo.generator import generate
from ranking.demo.scales import FULL, SMALL, Scale

__all__ = ["FULL", "SMALL", "DemoFile", "DemoFiles", "DemoMonth", "Scale", "generate"]
