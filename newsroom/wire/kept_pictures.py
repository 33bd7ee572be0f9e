"""The pictures that a long file speaks of, by whatever they are called: kept outside memory while it is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict

from newsroom.wire.on_disk import OnDisk
from newsroom.wire.stories import WirePicture


class KeptPictures:
    """Of several by one name the last is the one that is found."""

    def __init__(self, kept: OnDisk) -> None:
        self._kept = kept

    def add(self, kind: str, name: str, picture: WirePicture, *, place: int = 0) -> None:
        self._kept.add(f"{kind} {name}", json.dumps(asdict(picture)), place=place)

    def get(self, kind: str, name: str) -> WirePicture | None:
        said = self._kept.last(f"{kind} {name}")
        return WirePicture(**json.loads(said)) if said else None

    def all(self, kind: str, name: str) -> Iterator[WirePicture]:
        """All by one name, by their places."""
        return (WirePicture(**json.loads(said)) for said in self._kept.of(f"{kind} {name}"))


class Known(Mapping[str, WirePicture]):
    """What is known of pictures, by address. It can be asked for each and tells of none by itself."""

    def __init__(self, find: Callable[[str], WirePicture | None]) -> None:
        self._find = find

    def __getitem__(self, address: str) -> WirePicture:
        if picture := self._find(address):
            return picture
        raise KeyError(address)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
