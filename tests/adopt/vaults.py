"""Invented vaults of different habits, each with what is expected of it as a book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """A vault and the book that it is to become.

    Attributes:
        files: Text by path.
        contacts: Names of the notes that are people.
        interviews: Names of the notes that are talks, each with whom and the day.
        organizations: How many notes are companies.
        questions: How many notes are questions.
        events: What happened, each as day, kind and name.
    """

    files: Mapping[str, str]
    contacts: frozenset[str]
    interviews: Mapping[str, tuple[str, str]]
    organizations: int
    questions: int
    events: frozenset[tuple[str, str, str]]


def _front(**keys: object) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in keys.items() if value)
    return f"---\n{lines}---\n"


def _by_folder() -> Habit:
    """English, people in folders by letter; a CRM in front matter; daily notes."""
    people = {
        "Ama Osei": ("a", "Harbour Books", "editor"),
        "Ana Sá": ("a", "Harbour Books", "designer"),
        "Bo Lindqvist": ("b", "Tall Ships Trust", "archivist"),
        "Chidi Eze": ("c", "Tall Ships Trust", "curator"),
    }
    files = {
        f"CRM/People/{letter}/{name}.md": _front(
            Employer=f'"[[{firm}]]"',
            Job=job,
            Mail=f"{name.split()[0].lower()}@mail.example",
            Mobile="+44 20 7946 0011",
            **{"Introduced by": '"[[Ama Osei]]"' if name == "Chidi Eze" else ""},
        )
        + f"Works well.\n\n## Contact log\n- 2026-01-0{number} asked (email): hello\n"
        for number, (name, (letter, firm, job)) in enumerate(people.items(), 1)
    }
    files |= {
        f"CRM/Employers/{firm}.md": _front(Homepage=f"https://firm{n}.example")
        for n, firm in enumerate(("Harbour Books", "Tall Ships Trust"))
    }
    files |= {
        f"Coffee chats/2026-02-0{number} {name}.md": _front(
            Attendees=f'\n  - "[[{name}]]"', When=f"2026-02-0{number}"
        )
        + "Good.\n\n## Takeaways\n- Read more. #reading\n\n## People to meet\n"
        f"- [[Nina Roy]] - knows print\n\n## Next steps\n- [ ] write to {name}\n"
        for number, name in enumerate(("Ama Osei", "Bo Lindqvist"), 1)
    }
    files |= {
        "Journal/2026-02-03.md": "Cold. Read.\n",
        "Journal/2026-02-04 Wednesday.md": "Rain with [[Ama Osei]].\n",
        "Recipes/Leek soup.md": _front(servings="4") + "Leeks.\n",
        "Recipes/Rye bread.md": _front(servings="8") + "Rye.\n",
        "_templates/Person.md": "---\nEmployer:\n---\n{{title}} <% tp.date.now() %>\n",
        "_templates/Chat.md": "---\nWhen: {{date}}\n---\n",
    }
    return Habit(
        files=files,
        contacts=frozenset(people),
        interviews={
            "2026-02-01 Ama Osei": ("Ama Osei", "2026-02-01"),
            "2026-02-02 Bo Lindqvist": ("Bo Lindqvist", "2026-02-02"),
        },
        organizations=2,
        questions=0,
        events=frozenset(
            {(f"2026-01-0{n}", "asked", name) for n, name in enumerate(people, 1)}
            | {("2026-02-01", "met", "Ama Osei"), ("2026-02-02", "met", "Bo Lindqvist")}
        ),
    )


def _by_tag() -> Habit:
    """All notes in one folder; only tags say what they are."""
    people = ("Ifeoma Obi", "Jo Park", "Káta Szabó", "Lev Katz", "Mai Tran")
    files = {
        f"{name}.md": _front(
            tags="[person/work]", company=f'"[[{firm}]]"', email=f"p{n}@mail.example"
        )
        + "Met on a train.\n"
        for n, name in enumerate(people)
        for firm in [("Red Kite", "Blue Door")[n % 2]]
    }
    files |= {
        "Red Kite.md": "#company\n\nMakes kites.\n",
        "Blue Door.md": "#company\n\nMakes doors.\n",
        "What would you do first.md": "#question\n",
        "How did you begin here.md": "#question\n",
        "Knots.md": "#hobby\n\nReef, bowline.\n",
        "Sourdough.md": "#hobby\n\nFlour.\n",
    }
    files |= {
        f"Talk {n}.md": _front(
            tags=f"[meeting, {('pay', 'hours')[n % 2]}]",
            with_=f'"[[{name}]]"',
            date=f"2026-02-1{n}",
        ).replace("with_", "with")
        + "Said much.\n\n## Advice\n- Go. #pay\n"
        for n, name in enumerate(people[:3])
    }
    return Habit(
        files=files,
        contacts=frozenset(people),
        interviews={
            f"Talk {n}": (name, f"2026-02-1{n}") for n, name in enumerate(people[:3])
        },
        organizations=2,
        questions=2,
        events=frozenset(
            (f"2026-02-1{n}", "met", name) for n, name in enumerate(people[:3])
        ),
    )


def _by_key() -> Habit:
    """A key links the category of each note; everything else lies in one folder."""
    people = ("Ona Ruiz", "Pim Bakker", "Qadir Aziz", "Rhys Owen")
    files = {
        f"References/{name}.md": _front(
            categories='\n  - "[[People]]"',
            org='"[[Owl Press]]"',
            linkedin=f"https://www.linkedin.com/in/person{n}",
        )
        for n, name in enumerate(people)
    }
    files |= {
        f"Notes/{name} on paper.md": _front(
            categories='\n  - "[[Meetings]]"', people=f'"[[{name}]]"', date=day
        )
        + "About paper.\n"
        for name, day in (("Ona Ruiz", "2026-01-20"), ("Rhys Owen", "2026-01-27"))
    }
    files |= {
        "References/Owl Press.md": _front(categories='\n  - "[[Companies]]"'),
        "References/Otherland.md": _front(categories='\n  - "[[Books]]"', rating="5"),
        "References/Stoner.md": _front(categories='\n  - "[[Books]]"', rating="6"),
        "Categories/People.md": "![[People.base]]\n",
    }
    return Habit(
        files=files,
        contacts=frozenset(people),
        interviews={
            "Ona Ruiz on paper": ("Ona Ruiz", "2026-01-20"),
            "Rhys Owen on paper": ("Rhys Owen", "2026-01-27"),
        },
        organizations=1,
        questions=0,
        events=frozenset(
            {("2026-01-20", "met", "Ona Ruiz"), ("2026-01-27", "met", "Rhys Owen")}
        ),
    )


def _german() -> Habit:
    """German folders, keys and headings; a status in words of its own."""
    people = ("Anna Müller", "Jürgen Groß", "Özlem Şahin")
    files = {
        f"01 Kontakte/{name}.md": _front(
            Firma=f'"[[{firm}]]"',
            Rolle="Leiterin",
            Handy="+49 431 555 0101",
            Stand="getroffen",
            **{"empfohlen von": '"[[Anna Müller]]"' if n else ""},
        )
        + f"## Verlauf\n- 2026-01-1{n} asked (email): höflich\n"
        for n, name in enumerate(people)
        for firm in [("Nordlicht GmbH", "Bäckerei Süß")[n % 2]]
    }
    files |= {
        "02 Firmen/Nordlicht GmbH.md": _front(Branche="Verkehr"),
        "02 Firmen/Bäckerei Süß.md": _front(Branche="Brot"),
        "03 Gespräche/Mit Anna.md": _front(
            Datum="2026-02-12", Gesprächspartner='"[[Anna Müller]]"', Dauer="45 min"
        )
        + "Im Stellwerk.\n\n## Ratschläge\n- Fahrpläne lesen. #einstieg\n\n"
        "## Weitere Kontakte\n- [[Jörg Weiß]] - kennt die Werkstatt\n\n"
        "## Nächste Schritte\n- [ ] Lebenslauf schicken\n",
        "04 Fragen/Wie sieht eine Woche aus.md": "",
        "05 Rezepte/Grünkohl.md": _front(Portionen="4"),
        "Vorlagen/Kontakt.md": "---\nFirma:\n---\n{{title}}\n",
        "Tagebuch/2026-02-13.md": "Regen.\n",
    }
    return Habit(
        files=files,
        contacts=frozenset(people),
        interviews={"Mit Anna": ("Anna Müller", "2026-02-12")},
        organizations=2,
        questions=1,
        events=frozenset(
            {(f"2026-01-1{n}", "asked", name) for n, name in enumerate(people)}
            | {("2026-02-12", "met", "Anna Müller")}
        ),
    )


def _japanese_and_arabic() -> Habit:
    """Two languages and scripts in one vault."""
    files = {
        "人物/高橋 美咲.md": _front(
            会社='"[[青空出版]]"', メール="misaki@mail.example"
        ),
        "人物/鈴木 健太.md": _front(
            会社='"[[青空出版]]"', メール="kenta@mail.example", 紹介者='"[[高橋 美咲]]"'
        ),
        "الأشخاص/ليلى حداد.md": _front(
            الشركة='"[[دار القمر]]"', الهاتف='"+20 2 5550 0100"'
        ),
        "会社/青空出版.md": _front(業界="出版"),
        "الشركات/دار القمر.md": "",
        "面談/2026-01-15 高橋.md": _front(相手='"[[高橋 美咲]]"', 日付="2026-01-15")
        + "本の話。\n\n## アドバイス\n- よく読む。\n\n"
        "## 紹介\n- [[中村 結衣]] - 印刷に詳しい\n",
        "مقابلات/2026-01-22 ليلى.md": _front(مع='"[[ليلى حداد]]"', التاريخ="2026-01-22")
        + "عن الكتب.\n\n## نصائح\n- اقرأ كثيرا.\n",
    }
    return Habit(
        files=files,
        contacts=frozenset({"高橋 美咲", "鈴木 健太", "ليلى حداد"}),
        interviews={
            "2026-01-15 高橋": ("高橋 美咲", "2026-01-15"),
            "2026-01-22 ليلى": ("ليلى حداد", "2026-01-22"),
        },
        organizations=2,
        questions=0,
        events=frozenset(
            {("2026-01-15", "met", "高橋 美咲"), ("2026-01-22", "met", "ليلى حداد")}
        ),
    )


def _french() -> Habit:
    """French; talks have their day in the file's name alone; people have birthdays."""
    people = ("Zoé Petit", "Luc Martin", "Noé Leroy")
    files = {
        f"Réseau/{name}.md": _front(
            entreprise='"[[Atelier Bleu]]"',
            anniversaire="1990-05-01",
            statut="à relancer",
            **{"prochain contact": "2026-03-10"},
        )
        + "## Historique\n- 2026-01-02 : café\n- 2026-02-02 : appel\n"
        for name in people
    }
    files |= {
        "Entreprises/Atelier Bleu.md": "",
        **{
            f"Projets/{project}/Réunions/{day} {name}.md": _front(
                participants=f'["[[{name}]]"]'
            )
            + "## Conseils\n- lire\n"
            for project, day, name in (
                ("Un", "20260105", "Zoé Petit"),
                ("Deux", "2026-01-12", "Luc Martin"),
            )
        },
        "Projets/Un/Plan.md": "Voir plus tard.\n",
    }
    return Habit(
        files=files,
        contacts=frozenset(people),
        interviews={
            "20260105 Zoé Petit": ("Zoé Petit", "2026-01-05"),
            "2026-01-12 Luc Martin": ("Luc Martin", "2026-01-12"),
        },
        organizations=1,
        questions=0,
        events=frozenset(
            {("2026-01-05", "met", "Zoé Petit"), ("2026-01-12", "met", "Luc Martin")}
        ),
    )


def _unheard_of() -> Habit:
    """Finnish, of which no word is known: values and links alone say it."""
    people = ("Aino Korhonen", "Eero Mäki", "Helmi Laine", "Onni Virta", "Sisu Aalto")
    places = ("Pohjola Oy", "Järvi Oy")
    files = {
        f"Tuttavat/{name}.md": _front(
            Työpaikka=f'"[[{places[n % 2]}]]"',
            Sähköposti=f"tuttu{n}@mail.example",
            Puhelin="+358 40 555 0101",
            Verkostossa=f"https://www.linkedin.com/in/tuttu{n}",
        )
        for n, name in enumerate(people)
    }
    files |= {f"Työpaikat/{place}.md": "Iso talo.\n" for place in places}
    files |= {
        f"Tapaamiset/2026-01-2{n} {name}.md": _front(
            Kenen_kanssa=f'"[[{name}]]"', Milloin=f"2026-01-2{n}"
        )
        + "Juteltiin.\n\n## Tiedossa\n- [[Uusi Ystävä]] - osaa painaa\n"
        "- [[Toinen Uusi]] - tuntee kirjat\n"
        for n, name in enumerate(people[:3])
    }
    files |= {f"Muut/Juttu {n}.md": "Sataa.\n" for n in range(3)}
    return Habit(
        files=files,
        contacts=frozenset(people),
        interviews={
            f"2026-01-2{n} {name}": (name, f"2026-01-2{n}")
            for n, name in enumerate(people[:3])
        },
        organizations=2,
        questions=0,
        events=frozenset(
            (f"2026-01-2{n}", "met", name) for n, name in enumerate(people[:3])
        ),
    )


HABITS: Final[Mapping[str, Habit]] = {
    "by folder": _by_folder(),
    "by tag": _by_tag(),
    "by key": _by_key(),
    "German": _german(),
    "Japanese and Arabic": _japanese_and_arabic(),
    "French": _french(),
    "unheard of": _unheard_of(),
}
RECIPES: Final[Mapping[str, str]] = {
    **{
        f"Soups/{name} soup.md": _front(servings="4", created="2026-01-02")
        + f"## Ingredients\n- [ ] {name}\n- [ ] salt\n\n## Steps\n1. Boil.\n"
        for name in ("Leek", "Carrot", "Beet", "Onion")
    },
    "Bread/Rye.md": "See [[Leek soup]] and https://bread.example.\n",
    "Bread/What went wrong with the oven.md": "Too hot.\n",
    "2026-01-03.md": "Baked [[Rye]].\n",
}
