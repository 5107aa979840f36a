"""The hash of a form on the redaction list."""

import hashlib

import pytest

from scripts.curated.redactions import phrase_hash

FORMS = {
    "as given": ("second paper", "second paper"),
    "capitals and marks": (" SECOND-Paper! ", "second paper"),
    "an underscore is a mark": ("second_paper", "second paper"),
    "digits and every alphabet": ("Été 2000 сорок", "été 2000 сорок"),
    "one word": ("paper", "paper"),
    "seven words": ("a b c d e f g", "a b c d e f g"),
}


@pytest.mark.parametrize(("form", "words"), FORMS.values(), ids=FORMS)
def test_phrase_hash(form, words):
    assert phrase_hash(form) == hashlib.sha256(words.encode("utf-8")).hexdigest()


@pytest.mark.parametrize(("form", "n"), [("", 0), ("?!", 0), ("a b c d e f g h", 8)])
def test_too_few_or_too_many_words(form, n):
    with pytest.raises(ValueError, match=f"^has {n} words; 1 to 7 can be redacted$"):
        phrase_hash(form)
