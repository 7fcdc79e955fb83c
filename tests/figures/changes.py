"""What two weeks' figures differ in, by the paths of what stands at the ends."""

from typing import Any


def leaves(figures: Any, path: str = "") -> dict[str, Any]:
    if isinstance(figures, dict) and figures:
        found: dict[str, Any] = {}
        for name, value in figures.items():
            found |= leaves(value, f"{path}.{name}" if path else name)
        return found
    return {path: figures}


def changed(before: dict[str, Any], now: dict[str, Any]) -> set[str]:
    one, other = leaves(before), leaves(now)
    paths = {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}
    # A map to which its first name came was empty, and is none of the figures.
    return {path for path in paths if {} not in (one.get(path), other.get(path))}
