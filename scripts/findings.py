"""Write docs/findings.md: what the data show, every number computed from the tables."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb

from scripts.project import Project
from scripts.read.built import asked, opened
from scripts.write.dictionary import markdown_table

LEAST_FIGURES = 5  # a share of fewer figures is not shown by metric


class Finding(NamedTuple):
    """A heading, a text whose {names} are the columns of `facts` (one row), and a table under it, if any."""

    title: str
    text: str
    facts: str
    table: str | None = None


FINDINGS = (
    Finding(
        "How much there is",
        "{sources} sources in {languages} languages give {claims} claims about {operations} operations, {international} of "
        "them international. {agencies} agencies have {roles} roles, and {countries} countries and territories are tied to an "
        "operation in {ties} rows. Publication dates, where a source shows one, run from {first} to {last}.",
        """SELECT (SELECT count(*) FROM sources) AS sources, (SELECT count(DISTINCT language) FROM sources) AS languages,
            (SELECT count(*) FROM claims) AS claims, (SELECT count(*) FROM operations WHERE n_sources > 0) AS operations,
            (SELECT count(*) FROM operations WHERE n_sources > 0 AND reach = 'international') AS international,
            (SELECT count(DISTINCT agency_id) FROM operation_agencies) AS agencies, (SELECT count(*) FROM operation_agencies) AS roles,
            (SELECT count(DISTINCT place) FROM operation_countries JOIN places USING (place) WHERE kind <> 'group') AS countries,
            (SELECT count(*) FROM operation_countries) AS ties,
            (SELECT year(min(published_earliest)) FROM sources) AS first, (SELECT year(max(published_latest)) FROM sources) AS last""",
        """SELECT kind AS "kind of source", count(*) AS sources, count(published) AS dated
            FROM sources GROUP BY kind ORDER BY sources DESC, kind""",
    ),
    Finding(
        "How often sources disagree",
        "Of {figures} figures for a whole operation that at least two independent origins give, {conflicts} ({share} %) carry "
        "two different exact values. Metrics with at least " + str(LEAST_FIGURES) + " such figures:",
        """SELECT count(*) AS figures, sum(in_conflict::INT) AS conflicts, round(100 * avg(in_conflict::INT))::INT AS share
            FROM whole WHERE n_origins > 1""",
        f"""SELECT metric, count(*) AS figures, sum(in_conflict::INT) AS "in conflict", round(100 * avg(in_conflict::INT))::INT AS "%",
            round(avg(agreement), 2) AS "mean agreement", median((high - low) / nullif(best, 0)).round(2) AS "median width / best"
            FROM whole WHERE n_origins > 1 GROUP BY metric HAVING count(*) >= {LEAST_FIGURES} ORDER BY "%" DESC, figures DESC, metric""",
    ),
    Finding(
        "How far later totals exceed announced ones",
        "{figures} figures for a whole operation have claims in both windows. In {grew} of them the latest best is above the announced "
        "one, in {same} it is the same, in {fell} it is below. A later figure can be a follow-up total, a correction or a rounding.",
        """SELECT count(*) AS figures, sum((latest > announced)::INT) AS grew, sum((latest = announced)::INT) AS same,
            sum((latest < announced)::INT) AS fell FROM follow_ups""",
        f"""SELECT metric, count(*) AS figures, sum((latest > announced)::INT) AS above,
            median(latest / announced).round(2) AS "median latest / announced", max(latest / announced).round(1) AS greatest
            FROM follow_ups WHERE announced > 0 GROUP BY metric HAVING count(*) >= {LEAST_FIGURES} ORDER BY figures DESC, metric""",
    ),
    Finding(
        "How numbers are printed",
        "{exact} % of the claims print an exact number; {open} % give only one end of it; {vague} % use a word without a number.",
        """SELECT round(100 * avg((qualifier = 'exact')::INT))::INT AS exact, round(100 * avg((qualifier = 'vague')::INT), 1) AS vague,
            round(100 * avg((qualifier IN ('more_than', 'at_least', 'at_most', 'fewer_than'))::INT))::INT AS open FROM claims""",
        """SELECT qualifier, count(*) AS claims, round(100 * count(*) / sum(count(*)) OVER (), 1) AS "%"
            FROM claims GROUP BY qualifier ORDER BY claims DESC, qualifier""",
    ),
    Finding(
        "Growth by year",
        "Operations by the year of their first announcement ({undated} have none that a source dates) and sources by the year of "
        "publication ({undated_sources} show none). The years say when pages were written and kept, not how often crimes happen.",
        """SELECT (SELECT count(*) FROM operations WHERE n_sources > 0 AND announced_on IS NULL) AS undated,
            (SELECT count(*) FROM sources WHERE published IS NULL) AS undated_sources""",
        """WITH o AS (SELECT year(announced_on) AS y, count(*) AS n FROM operations WHERE n_sources > 0 GROUP BY y),
            s AS (SELECT year(published_latest) AS y, count(*) AS n FROM sources GROUP BY y)
            SELECT y AS year, coalesce(o.n, 0) AS operations, coalesce(s.n, 0) AS sources
            FROM o FULL JOIN s USING (y) WHERE y IS NOT NULL ORDER BY year""",
    ),
    Finding(
        "Coverage by language",
        "{english} % of the sources are in English; {single} languages have a single source.",
        """SELECT round(100 * avg((language = 'en')::INT))::INT AS english,
            (SELECT count(*) FROM (FROM sources SELECT language GROUP BY language HAVING count(*) = 1)) AS single FROM sources""",
        """SELECT label_en AS language, count(*) AS sources, count(DISTINCT operation_id) AS operations
            FROM sources JOIN languages USING (language) GROUP BY label_en ORDER BY sources DESC, label_en""",
    ),
    Finding(
        "Coverage by region, and the gaps",
        "Countries and territories by region of the world, and how many of them no source ties to any operation. "
        "A country that is missing here may have had operations that no page read reports.",
        "SELECT 1 AS one",
        """SELECT r.region, count(*) AS "countries and territories", count(t.place) AS tied,
            coalesce(sum(t.operations), 0)::INT AS "operation ties"
            FROM places r LEFT JOIN tied t USING (place) WHERE r.kind = 'country' GROUP BY r.region ORDER BY tied DESC, r.region""",
    ),
    Finding(
        "Countries that no source names",
        "{africa}\n\n{americas}\n\n{asia}\n\n{europe}\n\n{oceania}",
        """SELECT """
        + ", ".join(
            f"(SELECT '{region.title()}: ' || coalesce(string_agg(label_en, ', ' ORDER BY label_en), 'none') || '.' FROM places "
            f"WHERE kind = 'country' AND region = '{region}' AND place NOT IN (FROM tied SELECT place)) AS {region}"
            for region in ("africa", "americas", "asia", "europe", "oceania")
        ),
    ),
    Finding(
        "What is left out",
        "Besides the claims, the coders noted {figures} figures and dates in {sources} sources that no table has room for.",
        "SELECT sum(n_figures) AS figures, count(DISTINCT source_id) AS sources FROM left_out",
        """SELECT label AS kind, definition, sum(n_figures)::INT AS figures, count(*) AS sources
            FROM left_out JOIN (FROM codes WHERE list = 'left_out_kinds') c ON c.code = left_out.kind
            GROUP BY label, definition ORDER BY figures DESC, kind""",
    ),
    Finding(
        "How far figures depend on the rule",
        "Of {figures} figures (latest window) with more than one claim, {differ} ({share} %) get another best from at least one of "
        "the other three rules. For the headline figures, arrests of a whole operation: {arrests}, of which {arrests_differ} "
        "({arrests_share} %) differ.",
        """SELECT count(*) AS figures, sum((spread > 0)::INT) AS differ, round(100 * avg((spread > 0)::INT))::INT AS share,
            count(*) FILTER (metric = 'arrests' AND place = 'ALL') AS arrests,
            count(*) FILTER (metric = 'arrests' AND place = 'ALL' AND spread > 0) AS arrests_differ,
            round(100 * avg((spread > 0)::INT) FILTER (metric = 'arrests' AND place = 'ALL'))::INT AS arrests_share FROM ruled""",
        f"""SELECT metric, count(*) AS figures, sum((spread > 0)::INT) AS "differ",
            round(100 * avg((most_conservative <> most_origins)::INT))::INT AS "% conservative",
            round(100 * avg((most_informative <> most_origins)::INT))::INT AS "% informative",
            round(100 * avg((most_representative <> most_origins)::INT))::INT AS "% representative",
            median(relative_spread) FILTER (spread > 0).round(2) AS "median spread where they differ"
            FROM ruled WHERE place = 'ALL' GROUP BY metric HAVING count(*) >= {LEAST_FIGURES} ORDER BY figures DESC, metric""",
    ),
)

VIEWS = """
CREATE VIEW whole AS FROM estimates WHERE place = 'ALL' AND "window" = 'latest';
CREATE VIEW follow_ups AS
    SELECT l.operation_id, l.metric, l.best AS latest, a.best AS announced
    FROM estimates l JOIN estimates a USING (operation_id, metric, place)
    WHERE l."window" = 'latest' AND a."window" = 'announcement' AND place = 'ALL' AND l.best IS NOT NULL AND a.best IS NOT NULL
      AND (l.best_claim_id, l.n_claims) IS DISTINCT FROM (a.best_claim_id, a.n_claims);
CREATE VIEW tied AS SELECT place, count(DISTINCT operation_id) AS operations FROM operation_countries GROUP BY place;
CREATE VIEW ruled AS
    FROM sensitivity SEMI JOIN (FROM estimates WHERE n_claims > 1) several USING (operation_id, metric, place, "window")
    WHERE "window" = 'latest';
"""

HEAD = """# What the data show

Made by `python -m scripts.findings` from the tables; every number is computed, none is typed. What not to conclude from
them is in [cautions.md](cautions.md), how the figures are chosen in [method.md](method.md).
"""


def findings(project: Project) -> str:
    """The page as Markdown."""
    with opened(project) as database:
        database.execute(VIEWS)
        return HEAD + "".join(part for finding in FINDINGS for part in _section(finding, database))


def _section(finding: Finding, database: duckdb.DuckDBPyConnection) -> Iterator[str]:
    _, (facts,) = asked(database, finding.facts)
    yield f"\n## {finding.title}\n\n{finding.text.format(**facts)}\n"
    if finding.table:
        columns, rows = asked(database, finding.table)
        yield "\n" + markdown_table(columns, (map(_cell, row.values()) for row in rows))


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Project().root, help=argparse.SUPPRESS)
    project = Project(parser.parse_args().root.resolve())
    (project.root / "docs" / "findings.md").write_text(findings(project), encoding="utf-8", newline="\n")
    print("docs/findings.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
