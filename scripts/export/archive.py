"""Zip archives of the same bytes every time, and lists of checksums."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

UNIX = 3
READABLE = 0o100644 << 16  # a plain file that its owner may write and everybody read


def zipped(files: Mapping[str, bytes], when: datetime, is_packed_later: bool = False) -> bytes:
    """A zip of the files, sorted by name, all with the time given; the same bytes wherever zlib is the same.

    What goes into another zip is stored as it is: packed as one, many files that are alike take less than half.
    """
    out, method = BytesIO(), ZIP_STORED if is_packed_later else ZIP_DEFLATED
    with ZipFile(out, "w", method, compresslevel=9) as archive:
        for name in sorted(files):
            entry = ZipInfo(name, when.timetuple()[:6])
            entry.create_system, entry.external_attr, entry.compress_type = UNIX, READABLE, method
            archive.writestr(entry, files[name])
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def checksums(files: Mapping[str, bytes]) -> str:
    """One line a file, as sha256sum writes and `sha256sum --check` reads them."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
