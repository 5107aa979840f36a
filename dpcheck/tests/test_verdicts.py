"""dpcheck and frictionless, case by case, and the page of their verdicts."""

import pytest

from cases import CASES, write_package
from verdicts import PAGE, dpcheck_verdict, frictionless_verdict, page

# What frictionless refuses and dpcheck does not: each is right by the standard, as its reason says.
RIGHT_BY_THE_STANDARD = {
    "integer: 1,000 (groupChar ,)",
    "duration: P1D (maximum P2D)",
    "a duration at its maximum, written otherwise",
    "a null sequence",
    "a way to match in a list",
    "missing values of a field and of its table",
    "two rows of labels, the first one short",
}


@pytest.mark.filterwarnings("ignore:Possible nested set")
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.group}: {case.name}")
def test_both_validators_on_a_seeded_case(case, tmp_path):
    descriptor = write_package(case, tmp_path)
    assert (dpcheck_verdict(descriptor), frictionless_verdict(descriptor)) == (case.dpcheck, case.frictionless)


def test_every_difference_has_a_reason_and_dpcheck_is_never_the_laxer():
    assert [case.name for case in CASES if (case.dpcheck != case.frictionless) != bool(case.why)] == []
    assert {case.name for case in CASES if case.frictionless and not case.dpcheck} == RIGHT_BY_THE_STANDARD
    assert len({(case.group, case.name) for case in CASES}) == len(CASES) >= 80


def test_the_page_of_verdicts_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page()
