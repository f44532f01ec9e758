"""What it was measured on, in one line."""

import os
import platform
from importlib.metadata import version
from pathlib import Path


def machine() -> str:
    """Cores, processor, versions, and how busy the machine was in the last minute."""
    return (
        f"{os.cpu_count()} cores ({_processor()}), Python {platform.python_version()}, numpy {version('numpy')}, "
        f"load {os.getloadavg()[0]:.1f} at the start"
    )


def _processor() -> str:
    """The name the kernel gives it; Linux alone says."""
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())
