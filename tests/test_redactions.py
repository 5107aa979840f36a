"""The hash of a form on the redaction list: the same for every writing of it, another for another form."""

import hashlib

import pytest

from scripts.people.redacted import LETTERS, OLD_WORDS, Redacted, form_hash, words_hash

FORM = "Invented Bazaar"
WRITINGS = {
    "as given": "Invented Bazaar",
    "small letters": "invented bazaar",
    "capitals and marks": " INVENTED—Bazaar! ",
    "an underscore": "invented_bazaar",
    "joined": "inventedbazaar",
    "camel case": "theInventedBazaarSite",
    "with a number": "InventedBazaar24",
    "plural": "Invented Bazaars",
    "genitive": "the Invented Bazaar's admin",
    "diacritics": "Ínvënted Bázàar",
    "full width": "Ｉｎｖｅｎｔｅｄ Ｂａｚａａｒ",
    "Cyrillic letters": "Іnvеntеd Ваzааr",
    "Greek letters": "Ιnνented Βαzααr",
    "small capitals": "ɪɴᴠᴇɴᴛᴇᴅ ʙᴀᴢᴀᴀʀ",
    "mathematical letters": "𝐈𝐧𝐯𝐞𝐧𝐭𝐞𝐝 𝓑𝓪𝔃𝓪𝓪𝓻",
    "circled letters": "Ⓘⓝⓥⓔⓝⓣⓔⓓ ⓑⓐⓩⓐⓐⓡ",
    "combining marks": "I\u0336n\u0336v\u0336ented B\u0301a\u0301zaar",
    "invisible characters": "Inv\u200bented\u00ad Ba\u2060zaar\ufe0f",
    "tag characters": "Inv\U000e0020ented Bazaar",
    "a blank letter": "Inv\u3164ented Bazaar",
    "entities": "Invented&nbsp;B&#97;z&#x61;ar",
    "entities in entities": "Invented B&amp;#97;zaar",
    "percent-encoding": "Invented%20B%61zaar",
    "percent-encoding twice": "Invented%2520Bazaar",
    "in a host": "https://www.invented-bazaar.example.org/x",
    "in a path": "https://example.org/a/InventedBazaar?x=1",
    "as an id": "invented-bazaar-2011",
    "digits for letters": "1nv3nt3d B4z44r",
    "marks for letters": "Invented B@z@@r",
    "letters apart": "I n v e n t e d B a z a a r",
    "letters with points": "I.n.v.e.n.t.e.d B.a.z.a.a.r",
}
OTHERS = ("Invented", "Bazaar", "Bazaar Invented", "Inverted Bazaar", "an invented tale of a bazaar", "")


@pytest.mark.parametrize("text", WRITINGS.values(), ids=WRITINGS)
def test_every_writing_is_found(text):
    assert Redacted({form_hash(FORM)}, {LETTERS}).find(f"so they say: {text} and so on") == form_hash(FORM)


@pytest.mark.parametrize("text", OTHERS)
def test_another_form_is_not(text):
    assert Redacted({form_hash(FORM)}, {LETTERS}).find(text) is None


OLD = "c8a1ea44b9dbbbd6a3ac9dcb0e0b6a2e5a6e9c3b1a2d4f5e6a7b8c9d0e1f2a3b"
PLAIN = {"as given": "Second Paper", "plural": "second papers", "marks": "sécond—paper", "percent-encoding": "second%20paper", "camel case": "SecondPaper"}


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_a_form_known_by_its_plain_hash_alone_is_still_found(text):


    made = words_hash(hashlib.sha256(b"second paper").hexdigest())
    assert Redacted({made}, {OLD_WORDS}).find(text) == made
    assert Redacted({words_hash(OLD)}, {OLD_WORDS}).find(text) is None


def test_a_hash_is_salted():


    assert form_hash("paper") not in {hashlib.sha256(word).hexdigest() for word in (b"paper", b"letters:paper")}


@pytest.mark.parametrize(("form", "said"), [("", "has 0 words; 1 to 6"), ("?!", "has 0 words"), ("one two three four five six seven", "has 7 words"), ("x y", "has 2 letters; 4 to 40"), ("x" * 41, "has 41 letters")])
def test_too_little_or_too_much(form, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        form_hash(form)
