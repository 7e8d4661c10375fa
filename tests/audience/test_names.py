"""Names in running text: whole words, every spelling, nothing that is only a word."""

from __future__ import annotations

from typing import Final

import pytest

from tests.audience.rewriting import advice, people, rewritten, shared

INITIALS: Final = "[audience.share]\n"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Ana Lima", "Ask Ana Lima, Ana or Lima.", "Ask A. L., A. L. or A. L.."),
        ("Ana Lima", "Ana's view; Ana’s too", "A. L.'s view; A. L.’s too"),
        ("Ana Lima", "Anas, analog, Limarick", "Anas, analog, Limarick"),
        ("Ana Lima", "**Ana** Lima and *A*na", "**A. L.** and *A. L.*"),
        ("Ana Lima", "&#65;na L&#105;ma", "A. L."),
        ("Ana Lima", "A\u00adna Li\u200bma", "A. L."),
        ("Ana Lima", "Ana\nLima", "A. L."),
        ("Ana Lima", "Lima, Ana", "A. L., A. L."),
        ("Ana Lima", "`Ana Lima` and ANALIMA", "`A. L.` and A. L."),
        ("Ana Lima", "mail ana.lima@mail.example now", "mail an e-mail address now"),
        ("Ana Lima", "See [her page](https://x.example/ana-lima)", "See her page"),
        ("Ana Lima", "https://x.example/AnaLima tells", "a link tells"),
        ("Ana Lima", "see https://x.example/%41na_Lima", "see a link"),
        ("Ana Lima", "[a](https://linkedin.com/in/q17) b", "a b"),
        ("Ana Lima", "[call](tel:+123) [write](mailto:x@y.example)", "call write"),
        ("Ana Lima", "#ana #skill/sql #with-Lima", "#skill/sql"),
        ("Ana Lima", "![Ana's desk](desk.pdf)", "A. L.'s desk"),
        ("Al May", "Al, May, al, may, also", "A. M., A. M., al, may, also"),
        ("Al May", "in May, May 2026, 5 May", "in May, May 2026, 5 May"),
        ("Al May", "May I ask? May said so", "May I ask? A. M. said so"),
        ("ana-lima", "Ana and Lima", "A. L. and A. L."),
        ("Bo Li", "bo, Bo, BO, li", "bo, B. L., BO, li"),
        ("Grace Hope", "grace and hope, Grace", "grace and hope, G. H."),
        ("Grace Hope", "GRACE", "G. H."),
        ("Fenna de Wit", "fenna said de facto", "F. d. W. said de facto"),
        ("Zsófia Kőszegi", "Zsofia, ZSÓFIA, Zso\u0301fia", "Z. K., Z. K., Z. K."),
        ("Máire Ní Dhúill", "Maire Ni Dhuill", "M. N. D."),
        ("Geert-Jan Ooms", "Geert, Geert-Jan, Geert Jan", "G. O., G. O., G. O."),
        ("Dr. Eva Brandt", "Dr. Brandt", "Dr. E. B."),
        ("Sam O'Brien", "O'Brien, O’Brien", "S. O., S. O."),
        ("山田 太郎", "山田さんと太郎、山田太郎", "X. X.さんとX. X.、X. X."),
        ("김하늘", "김하늘은 갔다. 하늘아!", "ㄱ.은 갔다. ㄱ.아\\!"),
        ("Ірина Бондаренко", "ірина і Бондаренко", "І. Б. і І. Б."),
        ("سلمى الحداد", "قالت سلمى", "قالت س. ا."),
        ("Straße Groß", "STRASSE", "S. G."),
    ],
)
def test_names_are_replaced(name: str, text: str, expected: str) -> None:
    """In every spelling that a reader would take for the person."""
    assert advice(text, INITIALS, **people(name)) == expected


def test_everybody_else_is_someone() -> None:
    """Dropped and private contacts, leads, and people whom only a link names."""
    others = {
        "contact_Zoe_Quill": "---\nprivate: true\naliases: [Zed]\n---\n",
        "contact_Udo_Pfaff": "---\ntags: [no]\n---\n",
        "interview_Other": "---\nreferrals: [[Ines Vogt]]\n---\n"
        "## Private\n[[Karl Ohm]]\n",
    }
    text = "Zoe, Zed, Pfaff. Ines Vogt? [[Karl Ohm]], Ohm; [[Ines Vogt|she]]"
    toml = INITIALS + 'except = ["no"]\n'
    assert advice(text, toml, **others) == (
        "Someone, someone, someone. Someone? Someone, someone; someone"
    )
    text = text.replace("[[Karl Ohm]]", "Karl Ohm")
    assert advice(text, toml + 'names = "full"\n', **others) == (
        "Someone, someone, someone. Someone? Someone, someone; someone"
    )


def test_full_names_stay_with_who_is_shown() -> None:
    """A given name that someone hidden shares stays where a shown one has it."""
    others = {**people("Ana Lima"), "contact_Ana_Reyes": "---\nprivate: true\n---\n"}
    toml = INITIALS + 'names = "full"\n'
    text = "Ana, [[Ana Lima]], [[ana lima|she]] but Ana Reyes, Reyes"
    assert advice(text, toml, **others) == (
        "Ana, [[Ana Lima]], [[Ana Lima|she]] but someone, someone"
    )


def test_a_name_of_several_people_is_nobody_in_particular() -> None:
    """No initials may be put into the mouth of the wrong person."""
    others = people("Ana Lima", "Ana Reyes")
    assert advice("Ana and Ana Reyes", INITIALS, **others) == "Someone and A. R."


def test_an_alias_is_replaced_whole_and_its_small_words_stay() -> None:
    """`The Boss` is somebody; `the` and `The` are not."""
    alias = "---\naliases: [The Boss, my left hand, Annie L]\n---\n"
    text = "The talk. the boss, Boss, my left hand, left, Annie"
    assert advice(text, INITIALS, contact_Ana_Lima=alias) == (
        "The talk. A. L., A. L., A. L., left, A. L."
    )


def test_the_same_initials_are_two_notes() -> None:
    """Each link leads to its own person."""
    others = people("Ana Lima", "Ada Long")
    text = "[[Ana Lima]] [[Ada Long|Ada]] [x](Ada%20Long.md)"
    assert advice(text, INITIALS, **others) == (
        "[[A. L 2|A. L.]] [[A. L|A. L.]] [[A. L|A. L.]]"
    )


def test_organizations_are_no_people() -> None:
    """A kept one is named in full, though a person has its name; another is not."""
    others = {
        "organization_Lima_Works": "",
        "organization_Target": "---\nprivate: true\naliases: [TGT]\n---\n",
        **people("Ana Lima"),
    }
    text = "Lima Works, Lima, target, Target, TGT, [[Target]], [[Lima Works]]"
    assert advice(text, INITIALS, **others) == (
        "Lima Works, A. L., target, an organization, an organization, "
        "an organization, [[Lima Works]]"
    )


def test_addresses_of_people_are_not_told() -> None:
    """Numbers and pages of theirs, however written; other figures stay."""
    contact = "---\nphone: +44 20 7946 0958\nlinkedin: https://www.l.example/q17\n---\n"
    text = (
        "020 7946-0958, 80000-95000, http://l.example/q17/x and [d](https://d.example)"
    )
    assert advice(text, INITIALS, contact_Ana_Lima=contact) == (
        "A number, 80000-95000, a link and [d](<https://d.example>)"
    )


def test_pseudonyms_are_only_ever_added() -> None:
    """A number stays with its person; a lead keeps theirs when they get a note."""
    toml = '[audience.share]\nnames = "pseudonym"\n'
    texts = {"contacts/Ana Lima.md": "", "contacts/Bo Li.md": ""}
    first = rewritten(texts, toml).pseudonyms
    assert set(first.values()) == {1, 2}
    given = {"contacts/Bo Li.md": 7, "lead:eva sand": 3, "gone.md": 9}
    texts["contacts/Eva Sand.md"] = "## Quotes\n> Bo said\n"
    made = rewritten(texts, toml, pseudonyms=given)
    assert made.pseudonyms == {
        **given,
        "contacts/Eva Sand.md": 3,
        "contacts/Ana Lima.md": 10,
    }
    found = {note.path: note.text for note in made.sources.notes}
    assert list(found) == [f"contacts/Contact {n}.md" for n in (10, 3, 7)]
    assert "> Contact 7 said" in found["contacts/Contact 3.md"]


def test_titles_links_and_files_have_the_new_names() -> None:
    """Every place where a name was says the same."""
    texts = {
        "contacts/Ana Lima.md": "---\norganization: Tide\n---\n## Quotes\n> I, Ana\n",
        "interviews/2026-01-02 Ana.md": "---\nname: Lunch with Ana\n"
        'with: ["[[Ana Lima]]", "[[Bo Hidden]]"]\ntopics: [what Ana does]\n---\n',
        "interviews/Next.md": "## Advice\n- as in [[2026-01-02 Ana]]\n",
        "contacts/Bo Hidden.md": "---\nprivate: true\n---\n",
    }
    assert shared(texts, "[audience.share]\n") == {
        "contacts/A. L.md": '---\nname: "A. L."\norganization: "[[Tide]]"\n---\n'
        "## Quotes\n\n> I, A. L.\n",
        "interviews/Lunch with A. L.md": '---\nname: "Lunch with A. L."\n'
        'with: "[[A. L]]"\ntopics: "what A. L. does"\n---\n',
        "interviews/Next.md": "## Advice\n\n"
        "- as in [[Lunch with A. L|Lunch with A. L.]]\n",
    }


def test_leads_are_shown_only_where_a_kept_passage_names_them() -> None:
    """Who is named in a listed Referrals section or key; anybody else is someone."""
    toml = '[audience.share]\nsections = ["Referrals"]\n'
    texts = {
        "interviews/Talk.md": "## Referrals\n- [[Eva Sand]] - good (use my name: yes)\n"
        "- ask [[Eva Sand]]; not Ines Vogt\n",
        "interviews/Other.md": "---\nreferrals: [[Ines Vogt]]\n---\n",
    }
    assert shared(texts, toml)["interviews/Talk.md"] == (
        "## Referrals\n\n- [[E. S|E. S.]] - good\n- ask [[E. S|E. S.]]; not someone\n"
    )
    hidden = toml + 'hide_topics = ["no"]\n'
    texts["interviews/Talk.md"] += "- #no\n"
    assert "E. S" not in str(shared(texts, hidden))
