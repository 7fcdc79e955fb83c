"""Exhaustive walks take minutes: every run takes the same share of them, the long tests all of it."""

from __future__ import annotations

from zlib import crc32

import pytest

whole_or_share = pytest.mark.parametrize(
    "whole", [pytest.param(False, id="share"), pytest.param(True, id="whole", marks=pytest.mark.faults)]
)


def lot(name: str, of: int) -> int:
    """A number from 0 below `of` that a name draws, the same in every run; each falls to as many names."""
    return crc32(name.encode()) % of


def in_share(name: str, of: int) -> bool:
    """Whether something of this name is in the share that is one in `of`."""
    return lot(name, of) == 0
