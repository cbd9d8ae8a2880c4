"""政脉: who chaired, who held which post, where a policy came from, read from Chinese news, each with its sentence.

import zhengmai as zm

with zm.open_store("./zhengmai.graph") as store:
zm.load(store, ["articles/"])
for row in zm.run(store, "who_chaired", body="福建省政协"):
print(row["date"], row["person"], row["quote"])
"""

from __future__ import annotations

from zhengmai.facade import Loaded, extract, graph_of, load, open_store, rebuild, restore, run
from zhengmai.judgements import Judged, judge, undo

__all__ = [
    "Judged",
    "Loaded",
    "extract",
    "graph_of",
    "judge",
    "load",
    "open_store",
    "rebuild",
    "restore",
    "run",
    "undo",
]
