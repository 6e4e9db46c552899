"""The ledger, the lists and the figures: they show what other areas keep."""

from typing import Any

FREE = {"name"}
SHOWS = {"get_list", "export_ledger"}
CUTS = ["area", "industry", "channel", "level", "status", "month"]
LISTS = ["problem", "enforcement", "closing", "responsibility"]
VARIANTS: dict[str, list[dict[str, Any]]] = {
    "hazard_statistics": [{}, {"by": CUTS}, {"by": ["area"], "area": "35"}],
    "count_hazards": [{}, {"text": "演示"}],
    "hazard_standing": [{}, {"by": "area", "as_of": "2026-03-04"}],
    "recurring_problems": [{"least": 1, "first": "2020-01"}],
    "export_ledger": [{}, {"level": "suspected"}],
    "monthly_statistics": [{"period": "2026-03"}],
    "quarterly_statistics": [{"period": "2026-Q1"}],
    "get_list": [{"name": name, "limit": 200} for name in LISTS],
    "list_indicators": [{}, {"area": "350583002"}],
}
