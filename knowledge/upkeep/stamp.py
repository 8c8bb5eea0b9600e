"""Keep in each curated record the digest of the import that it was written from.

    python -m knowledge.upkeep.stamp ../shared/catalogue/portal.jsonl ../shared/catalogue/bosung.jsonl

Only an empty ``origin.digest`` is filled: an editor who has held a record against a newer source empties it.
``--again`` fills all of them anew, for when an importer has changed and the source has not.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from knowledge import bundled
from knowledge.importers.detect import reader_of
from knowledge.procedure import Procedure
from knowledge.store.digest import digest

FOLDER = Path(bundled.__file__).parent / "curated"


def stamp(folder: Path, imported: Iterable[Procedure], *, again: bool = False) -> list[str]:
    """Fill the digests of the records in ``folder`` and return the codes whose digest is still empty."""
    digests = {procedure.code: digest(procedure) for procedure in imported if procedure.details}
    missing = []
    for path in sorted(folder.glob("*.json")):
        records = json.loads(path.read_text(encoding="utf-8"))
        for record in records:
            kept, read = record["origin"]["digest"], digests.get(record["code"], "")
            record["origin"]["digest"] = (read or kept) if again else (kept or read)
            if not record["origin"]["digest"]:
                missing.append(record["code"])
        path.write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return missing


def main(arguments: list[str]) -> int:
    """Read the catalogue's files and stamp the bundled records."""
    imported = []
    for path in (Path(argument) for argument in arguments if argument != "--again"):
        reader = reader_of(path)
        if reader is None:
            sys.stderr.write(f"{path}: không nhận ra định dạng.\n")
            return 2
        imported += [entry for entry in reader.read(path, None) if isinstance(entry, Procedure)]
    missing = stamp(FOLDER, imported, again="--again" in arguments)
    for code in missing:
        sys.stderr.write(f"{code}: không có trong các tệp đã đọc, chưa ghi mã đối chiếu.\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
