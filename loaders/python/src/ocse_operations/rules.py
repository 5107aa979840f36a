"""Best of every figure under another rule: the published computation, done anew on the claims."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from ocse_operations.estimates import editor as rule_editor
from ocse_operations.estimates.figures import figures
from ocse_operations.estimates.rules import RULES
from ocse_operations.load import load

Claim = Mapping[str, Any]
Rule = Callable[[list[Claim]], Claim | None]
NAMED: dict[str, Rule] = {rule.__name__: rule for rule in RULES}


class Rows(dict[str, list[dict[str, Any]]]):
    """The rows of each table by its name, loaded when they are first asked for."""

    def __missing__(self, table: str) -> list[dict[str, Any]]:
        self[table] = load(table, reader="pyarrow").to_pylist()
        return self[table]


def best(
    rule: str | Rule = "editor", metric: str | None = None, place: str | None = "ALL", time_window: str | None = "all"
) -> pd.DataFrame:
    """One row for each figure: best under the rule, the published best (`editor`), and their `difference`.

    `rule` is `editor`, one of the other rules, or a function that is given the claims of a figure (rows of `claims` with
    `origin`, `effective_date`, `is_official`, `support` beside their columns) and returns the one to print, or None.
    `metric`, `place` and `time_window` choose the figures; None takes all. Raises ValueError for a rule that has no name here.
    """
    if isinstance(rule, str) and rule not in ("editor", *NAMED):
        raise ValueError(f"expected one of {', '.join(('editor', *NAMED))}, or a function, got '{rule}'")
    rows = Rows()
    announced = {row["operation_id"]: row["announced_latest"] for row in rows["operations"]}
    wanted = {"metric": metric, "place": place, "time_window": time_window}
    found = [
        figure | _compared(rule, [claim for claim in group if claim["claim_id"] not in outside])
        for figure, group, outside, _ in figures(rows, announced)
        if all(value is None or figure[name] == value for name, value in wanted.items())
    ]
    frame = pd.DataFrame(found, columns=["operation_id", "metric", "place", "time_window", "best", "claim_id", "editor"])
    frame = frame.astype({"best": "Int64", "editor": "Int64"})
    return frame.assign(difference=frame["best"] - frame["editor"])


def _compared(rule: str | Rule, claims: list[Claim]) -> dict[str, Any]:
    published = rule_editor.editor(claims)
    if rule == "editor":
        return {"best": published["best"], "claim_id": published["best_claim_id"], "editor": published["best"]}
    chosen = (NAMED[rule] if isinstance(rule, str) else rule)(claims) or {"value": None, "claim_id": None}
    return {"best": chosen["value"], "claim_id": chosen["claim_id"], "editor": published["best"]}
