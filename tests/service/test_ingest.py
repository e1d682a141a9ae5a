"""An uploaded file cannot take more time or memory than it is given."""

import asyncio
import os
from pathlib import Path

import pytest

from assistant.upload import Upload
from assistant.web.ingest import documents_in
from assistant.web.problems import Code, Problem
from tests.service.processes import NOTICE

#: more than reading takes on a slow machine
_PATIENT_SECONDS = 60


def test_a_file_is_read_in_another_process() -> None:
    (document,) = _read(NOTICE.encode(), memory_mib=2048, seconds=_PATIENT_SECONDS)
    assert document == "阳政办发〔2024〕9号"


def test_reading_ends_when_its_time_is_over_and_leaves_no_process() -> None:
    with pytest.raises(Problem) as refused:
        _read(NOTICE.encode(), memory_mib=2048, seconds=0.05)
    assert refused.value.code is Code.UNREADABLE_DOCUMENT
    assert "more than 0 seconds" in refused.value.detail
    assert _readers() == []


def test_reading_ends_where_its_memory_does() -> None:
    with pytest.raises(Problem) as refused:
        _read(NOTICE.encode() * 60_000, memory_mib=300, seconds=_PATIENT_SECONDS)
    assert refused.value.code is Code.UNREADABLE_DOCUMENT
    assert "memory" in refused.value.detail or "MiB" in refused.value.detail


def _read(data: bytes, memory_mib: int, seconds: float) -> list[str]:
    upload = Upload(name="notice.txt", memory_mib=memory_mib, cpu_seconds=_PATIENT_SECONDS)
    return [found.number for found in asyncio.run(documents_in(upload, data, seconds))]


def _readers() -> list[int]:
    """Processes of ours that still read."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int(folder.joinpath("stat").read_text().rpartition(")")[2].split()[1])
            command = folder.joinpath("cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        if parent == os.getpid() and b"assistant.read_upload" in command:
            found.append(int(folder.name))
    return found
