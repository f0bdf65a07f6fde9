"""Source files: the interfaces an office collects from, one file each, told by its ``kind``."""

from ranking.source_files.kinds import Kind
from ranking.source_files.load import load_source_file, source_files
from ranking.source_files.model import Envelope, Fields, Limits, SourceFile

__all__ = [
    "Envelope",
    "Fields",
    "Kind",
    "Limits",
    "SourceFile",
    "load_source_file",
    "source_files",
]
