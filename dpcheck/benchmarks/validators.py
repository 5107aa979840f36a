"""The validators that are measured: each takes a descriptor and gives "valid" or the number of its issues.

All get their checks from the same Table Schema. Imports stand in the functions, since a start counts its own only:
python -m benchmarks.validators dpcheck datapackage.json
"""

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Validator = Callable[[Path, str | None], str]


def _verdict(n_issues: int) -> str:
    return "valid" if n_issues == 0 else f"{n_issues} issues"


def dpcheck(descriptor: Path, memory: str | None) -> str:
    import dpcheck as library

    return _verdict(len(library.validate(descriptor, memory).issues))


def unhashed(descriptor: Path, memory: str | None) -> str:
    """dpcheck where the descriptor gives no hashes, which no other checks; the form of a CSV file it checks always."""
    document = json.loads(descriptor.read_text(encoding="utf-8"))
    for entry in document["resources"]:
        del entry["hash"], entry["bytes"]
    return dpcheck(_adapted(descriptor, document), memory)


def _adapted(descriptor: Path, document: Mapping[str, Any]) -> Path:
    adapted = descriptor.with_name("adapted.json")
    adapted.write_text(json.dumps(document), encoding="utf-8")
    return adapted


def frictionless(descriptor: Path, memory: str | None) -> str:
    """For Parquet the resource is called a table, and what pandas makes of nulls is a missing value, or it would not be read."""
    import frictionless as library

    document = json.loads(descriptor.read_text(encoding="utf-8"))
    for entry in document["resources"]:
        if entry["path"].endswith(".parquet"):
            entry |= {"type": "table", "format": "parquet"}
            del entry["bytes"]
            entry["schema"]["missingValues"] = ["", "nan", "NaT", "None"]
    return _verdict(library.validate(str(_adapted(descriptor, document)), type="package").stats["errors"])


def floor(descriptor: Path, memory: str | None) -> str:
    """DuckDB reading every column of the claims as text, or as it stands in Parquet; not what a Parquet file says of itself."""
    import duckdb

    _, path, columns = _claims(descriptor)
    text = ", ".join(f"'{column}': 'VARCHAR'" for column in columns)
    options = f"auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', columns = {{{text}}}"
    source = f"read_csv('{path}', {options})" if path.suffix == ".csv" else f"read_parquet('{path}')"
    read = ", ".join(f'last("{column}")' for column in columns)
    with duckdb.connect() as database:
        database.execute("SET disabled_optimizers = 'statistics_propagation'")
        database.execute(f"SELECT {read} FROM {source}").fetchall()
    return "checks nothing"


def _claims(descriptor: Path) -> tuple[dict[str, Any], Path, list[str]]:
    document = json.loads(descriptor.read_text(encoding="utf-8"))
    resource = next(entry for entry in document["resources"] if entry["name"] == "claims")
    return resource["schema"], descriptor.parent / resource["path"], [field["name"] for field in resource["schema"]["fields"]]


def _reference(key: Mapping[str, Any]) -> tuple[str, str, str]:
    """(field, table, its field) of a foreign key of one field."""
    return key["fields"][0], key["reference"]["resource"], key["reference"]["fields"][0]


def _types() -> Mapping[str, Any]:
    import polars as pl

    return {"string": pl.String, "integer": pl.Int64, "date": pl.Date}


def _frame(descriptor: Path) -> Any:
    """The claims as polars scans them, typed by the Table Schema."""
    import polars as pl

    schema, path, _ = _claims(descriptor)
    if path.suffix == ".parquet":
        return pl.scan_parquet(path)
    return pl.scan_csv(path, schema={field["name"]: _types()[field["type"]] for field in schema["fields"]})


def _keys_of(descriptor: Path, table: str, column: str) -> Any:
    import polars as pl

    return pl.read_csv(descriptor.parent / f"{table}.csv", schema={column: pl.String})[column]


def polars(descriptor: Path, memory: str | None) -> str:
    """By hand: one lazy query that counts what is invalid; foreign keys by is_in, the table's own by an anti join."""
    import polars as pl

    schema, _, _ = _claims(descriptor)
    frame = _frame(descriptor)
    counts = [~rule for field in schema["fields"] for rule in _rules(field)]
    sums = [broken.fill_null(False).sum().alias(str(n)) for n, broken in enumerate(counts)]
    sums.append((pl.len() - pl.col(schema["primaryKey"][0]).n_unique()).alias("key"))
    late = []
    for key in schema["foreignKeys"]:
        column, table, target = _reference(key)
        if table == "claims":
            mine = frame.select(column).drop_nulls()
            late.append(mine.join(frame.select(target), left_on=column, right_on=target, how="anti").select(pl.len()))
        else:
            known = _keys_of(descriptor, table, target).implode()
            sums.append((~pl.col(column).is_in(known)).fill_null(False).sum().alias(f"to {column}"))
    found = pl.collect_all([frame.select(sums), *late], engine="streaming")
    return _verdict(sum(sum(counts.row(0)) for counts in found))


def _rules(field: Mapping[str, Any]) -> list[Any]:
    """Conditions that every cell of a field has to meet, for polars."""
    import polars as pl

    limits, cell = field.get("constraints", {}), pl.col(field["name"])
    rules = [cell.is_not_null()] if limits.get("required") else []
    rules += [cell >= limits["minimum"]] if "minimum" in limits else []
    rules += [cell <= limits["maximum"]] if "maximum" in limits else []
    rules += [cell.str.len_chars() <= limits["maxLength"]] if "maxLength" in limits else []
    rules += [cell.is_in(limits["enum"])] if "enum" in limits else []
    return rules + ([cell.str.contains(f"^{limits['pattern']}$")] if "pattern" in limits else [])


def dataframely(descriptor: Path, memory: str | None) -> str:
    """Its columns know nullability, bounds, lengths and patterns; an enum is a check of its own. It has no foreign keys."""
    import dataframely as dy

    schema, _, _ = _claims(descriptor)
    columns = {field["name"]: _column(dy, field, field["name"] in schema["primaryKey"]) for field in schema["fields"]}
    model = type("Claims", (dy.Schema,), columns)
    _, failures = model.filter(_frame(descriptor).collect())
    return _verdict(len(failures))


def _column(dy: Any, field: Mapping[str, Any], is_key: bool) -> Any:
    limits = field.get("constraints", {})
    how: dict[str, Any] = {"nullable": not limits.get("required", False), "primary_key": is_key}
    if field["type"] == "date":
        return dy.Date(**how)
    if field["type"] == "integer":
        return dy.Integer(min=limits.get("minimum"), max=limits.get("maximum"), **how)
    if "enum" in limits:
        how["check"] = lambda cell: cell.is_in(limits["enum"])
    return dy.String(max_length=limits.get("maxLength"), regex=f"^{limits['pattern']}$" if "pattern" in limits else None, **how)


def pointblank(descriptor: Path, memory: str | None) -> str:
    """One validation step for each constraint; a foreign key is a set of allowed values, the table's own is left out."""
    import pointblank as pb

    schema, _, _ = _claims(descriptor)
    plan = pb.Validate(_frame(descriptor).collect())
    for field in schema["fields"]:
        plan = _steps(plan, field["name"], field.get("constraints", {}))
    for key in schema["foreignKeys"]:
        column, table, target = _reference(key)
        if table != "claims":
            keys = _keys_of(descriptor, table, target).to_list()
            plan = plan.col_vals_in_set(column, set=[*keys, None])
    done = plan.rows_distinct(columns_subset=schema["primaryKey"]).interrogate(get_first_n=0, collect_extracts=False)
    return _verdict(sum(done.n_failed().values()))


def _steps(plan: Any, name: str, limits: Mapping[str, Any]) -> Any:
    plan = plan.col_vals_not_null(name) if limits.get("required") else plan
    plan = plan.col_vals_ge(name, limits["minimum"], na_pass=True) if "minimum" in limits else plan
    plan = plan.col_vals_le(name, limits["maximum"], na_pass=True) if "maximum" in limits else plan
    plan = plan.col_vals_in_set(name, set=[*limits["enum"], None]) if "enum" in limits else plan
    return plan.col_vals_regex(name, f"^{limits['pattern']}$", na_pass=True) if "pattern" in limits else plan


VALIDATORS: Mapping[str, Validator] = {
    "floor": floor,
    "dpcheck": dpcheck,
    "dpcheck, no hashes": unhashed,
    "polars": polars,
    "dataframely": dataframely,
    "pointblank": pointblank,
    "frictionless": frictionless,
}


def main() -> None:
    """Print the verdict of one validator, and the greatest resident size of this process in kilobytes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("validator", choices=sorted(VALIDATORS))
    parser.add_argument("descriptor", type=Path)
    parser.add_argument("--memory", help="bound DuckDB's memory, such as 1GB")
    arguments = parser.parse_args()
    print(VALIDATORS[arguments.validator](arguments.descriptor, arguments.memory))
    print(greatest_size())


def greatest_size() -> int:
    """The greatest resident size of this process in kilobytes; `getrusage` would count that of its parent, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
