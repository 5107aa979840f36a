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
    "letters with points throughout": "I.n.v.e.n.t.e.d.B.a.z.a.a.r",
    "capitals here and there": "InVeNtEd BaZaAr",
    "a handle": "@InventedBazaar",
    "behind an at": "x@inventedbazaar.example",
    "one for i": "1nvented Bazaar",
    "entities with zeros": "&#00073;nvented Bazaar",
    "percent-encoding thrice": "Invented%25252DBazaar",
    "escapes": r"\u0049nvented \x42azaar",
    "from right to left": "\u202eraazaB detnevnI\u202c",
    "the ASCII form of a host": f"https://{'іnvеntеd-bаzааr'.encode('idna').decode('ascii')}.example/",
    "Cherokee and Lisu letters": "Invеnꓔed ᏴAZAAR",
    "a plural in a host": "http://www.inventedbazaars.example/",
}
OTHERS = ("Invented", "Bazaar", "Bazaar Invented", "Inverted Bazaar", "an invented tale of a bazaar", "")


HASHES = {LETTERS: form_hash(FORM), OLD_WORDS: words_hash(hashlib.sha256(b"invented bazaar").hexdigest())}


@pytest.mark.parametrize(("spelling", "made"), HASHES.items(), ids=HASHES)
@pytest.mark.parametrize("text", WRITINGS.values(), ids=WRITINGS)
def test_every_writing_is_found(text, spelling, made):
    assert Redacted({made}, {spelling}).find(f"so they say: {text} and so on") == made


@pytest.mark.parametrize(("spelling", "made"), HASHES.items(), ids=HASHES)
@pytest.mark.parametrize("text", OTHERS)
def test_another_form_is_not(text, spelling, made):
    assert Redacted({made}, {spelling}).find(text) is None


@pytest.mark.parametrize("form", ["new invented bazaar", "second paper"])
@pytest.mark.parametrize("write", ["{}", "www.{}.example", "{}s", "x/{}?q=1"])
def test_an_old_form_of_two_or_three_words_is_found_joined(form, write):
    made = words_hash(hashlib.sha256(form.encode()).hexdigest())
    assert Redacted({made}, {OLD_WORDS}).find(write.format(form.replace(" ", ""))) == made


def test_a_hash_is_salted():
    assert form_hash("paper") not in {hashlib.sha256(word).hexdigest() for word in (b"paper", b"letters:paper")}


@pytest.mark.parametrize(("form", "said"), [("", "has 0 words; 1 to 6"), ("?!", "has 0 words"), ("one two three four five six seven", "has 7 words"), ("x y", "has 2 letters; 4 to 40"), ("x" * 41, "has 41 letters")])
def test_too_little_or_too_much(form, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        form_hash(form)
