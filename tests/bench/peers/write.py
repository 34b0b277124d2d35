"""Write a document for each position from prepared fields, and print the seconds that all of them take together."""

from __future__ import annotations

import sys
from time import perf_counter

BEGIN = perf_counter()

import json  # noqa: E402 (what a process must load first is part of what is measured)
from pathlib import Path  # noqa: E402

from tests.bench.peers.fill import WAYS, part  # noqa: E402

if __name__ == "__main__":
    what, template_file, data, most, folder = sys.argv[1:]
    all_fields = json.loads(Path(data).read_text(encoding="utf-8"))
    several = part(all_fields, int(most))
    Path(folder).mkdir()
    fill = WAYS[what](Path(template_file), several)
    ready = perf_counter()
    for number, fields in enumerate(several):
        Path(folder, f"{fields['tunnus']}.docx").write_bytes(fill(number))
    each = (perf_counter() - ready) / len(several)
    sys.stdout.write(f"{ready - BEGIN + each * len(all_fields)}\n")
