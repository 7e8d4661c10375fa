"""Common words of several languages: what a folder, key or heading may mean.

They are a first guess; what the notes hold decides. Accents and case do not count.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

Words = dict[str, dict[str, str]]
"""Language -> meaning -> words, with commas between them."""

PLACES: Final[Words] = {
    "en": {
        "contact": "contacts, contact, people, person, persons, network, my network",
        "interview": "interviews, interview, informational interviews, meetings, "
        "meeting, meeting notes, conversations, conversation, calls, call, talks, "
        "1 1s, coffee chats, coffee chat, chats",
        "organization": "organizations, organization, organisations, organisation, "
        "companies, company, employers, employer, orgs, org, firms, firm, schools",
        "question": "questions, question, question bank",
        "daily": "daily, daily notes, journal, diary, days, dailies",
        "ignore": "templates, template, templater",
    },
    "de": {
        "contact": "kontakte, kontakt, menschen, mensch, personen, person, leute, "
        "netzwerk",
        "interview": "gespräche, gespräch, treffen, termine, besprechungen, "
        "besprechung, telefonate, telefonat, interviews",
        "organization": "firmen, firma, unternehmen, organisationen, organisation, "
        "arbeitgeber, betriebe",
        "question": "fragen, frage",
        "daily": "tagebuch, tagesnotizen, täglich, tage, journal",
        "ignore": "vorlagen, vorlage",
    },
    "fr": {
        "contact": "contacts, contact, personnes, personne, gens, réseau",
        "interview": "entretiens, entretien, rencontres, rencontre, réunions, réunion, "
        "rendez-vous, entrevues, appels",
        "organization": "entreprises, entreprise, sociétés, société, organisations, "
        "employeurs",
        "question": "questions, question",
        "daily": "journal, quotidien, notes quotidiennes",
        "ignore": "modèles, modèle, gabarits",
    },
    "es": {
        "contact": "contactos, contacto, personas, persona, gente, red",
        "interview": "entrevistas, entrevista, reuniones, reunión, encuentros, "
        "conversaciones, conversación, charlas, llamadas",
        "organization": "empresas, empresa, organizaciones, organización, compañías, "
        "compañía",
        "question": "preguntas, pregunta",
        "daily": "diario, notas diarias",
        "ignore": "plantillas, plantilla",
    },
    "pt": {
        "contact": "contatos, contato, contactos, pessoas, pessoa, rede",
        "interview": "entrevistas, entrevista, reuniões, reunião, encontros, conversas, "
        "conversa, chamadas",
        "organization": "empresas, empresa, organizações, organização, companhias",
        "question": "perguntas, pergunta",
        "daily": "diário, notas diárias",
        "ignore": "modelos, modelo",
    },
    "it": {
        "contact": "contatti, contatto, persone, persona, rete",
        "interview": "colloqui, colloquio, incontri, incontro, riunioni, riunione, "
        "interviste, intervista, conversazioni",
        "organization": "aziende, azienda, imprese, società, organizzazioni, "
        "organizzazione, ditte",
        "question": "domande, domanda",
        "daily": "diario, note giornaliere",
        "ignore": "modelli, modello",
    },
    "nl": {
        "contact": "contacten, contact, mensen, mens, personen, persoon, netwerk",
        "interview": "gesprekken, gesprek, afspraken, vergaderingen, vergadering, "
        "ontmoetingen, interviews",
        "organization": "bedrijven, bedrijf, organisaties, organisatie, werkgevers",
        "question": "vragen, vraag",
        "daily": "dagboek, dagelijks, dagnotities",
        "ignore": "sjablonen, sjabloon",
    },
    "pl": {
        "contact": "kontakty, kontakt, ludzie, osoby, osoba, sieć",
        "interview": "rozmowy, rozmowa, spotkania, spotkanie, wywiady",
        "organization": "firmy, firma, organizacje, organizacja, przedsiębiorstwa",
        "question": "pytania, pytanie",
        "daily": "dziennik, notatki dzienne",
        "ignore": "szablony, szablon",
    },
    "sv": {
        "contact": "kontakter, kontakt, personer, person, människor, nätverk, folk",
        "interview": "samtal, möten, möte, intervjuer, intervju, träffar",
        "organization": "företag, organisationer, organisation, arbetsgivare, bolag",
        "question": "frågor, fråga",
        "daily": "dagbok, dagliga anteckningar",
        "ignore": "mallar, mall",
    },
    "tr": {
        "contact": "kişiler, kişi, insanlar, rehber, bağlantılar, tanıdıklar",
        "interview": "görüşmeler, görüşme, toplantılar, toplantı, mülakatlar, sohbetler",
        "organization": "şirketler, şirket, kurumlar, kurum, firmalar, işverenler",
        "question": "sorular, soru",
        "daily": "günlük, günlükler",
        "ignore": "şablonlar, şablon",
    },
    "ru": {
        "contact": "контакты, контакт, люди, человек, персоны, знакомые",
        "interview": "встречи, встреча, беседы, беседа, разговоры, разговор, интервью, "
        "созвоны",
        "organization": "компании, компания, организации, организация, фирмы, "
        "работодатели",
        "question": "вопросы, вопрос",
        "daily": "дневник, ежедневник, ежедневные заметки",
        "ignore": "шаблоны, шаблон",
    },
    "zh": {
        "contact": "联系人, 聯絡人, 人物, 人脉, 人, 人员, 通讯录",
        "interview": "访谈, 訪談, 会议, 會議, 面谈, 约谈, 谈话, 采访",
        "organization": "公司, 企业, 企業, 组织, 組織, 机构, 单位",
        "question": "问题, 問題",
        "daily": "日记, 日記, 日志, 每日笔记",
        "ignore": "模板",
    },
    "ja": {
        "contact": "連絡先, 人物, 人, 人脈, 知人, ひと",
        "interview": "面談, 面会, 会議, ミーティング, インタビュー, 打ち合わせ, 対話",
        "organization": "会社, 企業, 組織, 団体, 勤務先",
        "question": "質問, 問い",
        "daily": "日記, デイリーノート, 日誌, デイリー",
        "ignore": "テンプレート, 雛形",
    },
    "ar": {
        "contact": "جهات الاتصال, الأشخاص, أشخاص, شخص, الناس, معارف, جهات اتصال",
        "interview": "مقابلات, المقابلات, مقابلة, لقاءات, اجتماعات, اجتماع, لقاء, محادثات",
        "organization": "شركات, الشركات, شركة, مؤسسات, المؤسسات, مؤسسة, منظمات, منظمة",
        "question": "أسئلة, الأسئلة, سؤال",
        "daily": "يوميات, اليوميات",
        "ignore": "قوالب, القوالب",
    },
}

KEY_WORDS: Final[Words] = {
    "en": {
        "type": "type, kind, category, categories, note type, class, is a",
        "name": "full name, display name",
        "organization": "company, employer, works at, workplace, firm, works for, "
        "account, current company",
        "past_organizations": "previous companies, former employers, worked at",
        "role": "job, position, job title, occupation, profession, function",
        "field": "industry, sector, career, profession area, area",
        "email": "e mail, mail, email address, emails, e mail address, work email",
        "phone": "telephone, tel, mobile, cell, phone number, whatsapp",
        "linkedin": "linkedin url, linkedin profile, li",
        "website": "web, url, homepage, site, www, blog",
        "location": "city, place, lives in, based in, town, where, loc",
        "timezone": "time zone, tz",
        "source": "how found, found via, lead source, channel",
        "met": "met on, first met, first contact, date met",
        "how_we_met": "how met, met through, met at, where we met",
        "referred_by": "referrer, introduced by, intro by, referred, recommended by, "
        "connected by",
        "status": "state, stage",
        "tier": "closeness, relationship strength",
        "cadence": "contact every, frequency days, keep in touch days",
        "next": "next contact, follow up, follow up on, next follow up, reminder",
        "next_action": "next step, todo, action",
        "interests": "hobbies, likes",
        "with": "attendees, participants, who, met with, interviewee, participant, "
        "attendee",
        "date": "day, when, meeting date, interview date, on",
        "duration": "length, minutes",
        "mode": "format, medium, via, by",
        "place": "venue, where, location",
        "link": "meeting link, call link, video link",
        "thanked": "thank you sent, thanks sent, thanked on",
        "topics": "subjects, about",
        "questions": "asked",
        "referrals": "referred people, referred to, introductions",
        "rating": "score, stars",
        "industry": "sector, field",
        "size": "employees, headcount",
    },
    "de": {
        "type": "typ, art, kategorie",
        "organization": "firma, unternehmen, arbeitgeber, betrieb, arbeitet bei",
        "past_organizations": "frühere firmen, frühere arbeitgeber",
        "role": "rolle, stelle, beruf, funktion, tätigkeit",
        "field": "fachgebiet, berufsfeld, bereich, fach",
        "email": "e mail adresse, mailadresse",
        "phone": "telefon, handy, mobil, rufnummer, telefonnummer",
        "website": "webseite, internetseite",
        "location": "ort, stadt, wohnort, standort",
        "timezone": "zeitzone",
        "source": "quelle, herkunft",
        "met": "kennengelernt, kennengelernt am, erstkontakt",
        "how_we_met": "woher, kennengelernt bei",
        "referred_by": "empfohlen von, vermittelt von, empfehlung von",
        "status": "stand",
        "next": "nächster kontakt, wiedervorlage, melden am",
        "next_action": "nächster schritt",
        "interests": "interessen",
        "with": "mit, teilnehmer, gesprächspartner, teilnehmende, personen",
        "date": "datum, tag, termin, am",
        "duration": "dauer",
        "mode": "form, medium",
        "place": "treffpunkt, ort",
        "thanked": "bedankt, gedankt, danke am",
        "topics": "themen, thema",
        "questions": "fragen",
        "referrals": "empfehlungen",
        "rating": "bewertung, note",
        "industry": "branche",
        "size": "größe, mitarbeiter",
    },
    "fr": {
        "type": "type, catégorie, genre",
        "name": "nom, nom complet",
        "organization": "entreprise, société, employeur, boîte, organisation",
        "role": "poste, rôle, fonction, métier, titre",
        "field": "domaine, secteur",
        "email": "courriel, mél, adresse mail, email",
        "phone": "téléphone, tél, portable, mobile",
        "website": "site, site web",
        "location": "lieu, ville, localisation",
        "timezone": "fuseau, fuseau horaire",
        "met": "rencontré, rencontré le, première rencontre",
        "how_we_met": "comment rencontré",
        "referred_by": "recommandé par, présenté par, référé par",
        "status": "statut, état",
        "next": "prochain contact, relance, à relancer",
        "next_action": "prochaine étape",
        "interests": "intérêts, centres d intérêt",
        "with": "avec, participants, interlocuteur, interlocuteurs",
        "date": "date, jour, le",
        "duration": "durée",
        "place": "lieu, endroit",
        "thanked": "remercié, remercié le, remerciements",
        "topics": "sujets, thèmes",
        "rating": "note, évaluation",
        "industry": "secteur, branche",
        "size": "taille, effectif",
    },
    "es": {
        "type": "tipo, categoría, clase",
        "name": "nombre, nombre completo",
        "organization": "empresa, organización, compañía, trabaja en, empleador",
        "role": "cargo, puesto, rol, profesión, función",
        "field": "campo, área, sector",
        "email": "correo, correo electrónico",
        "phone": "teléfono, móvil, celular",
        "website": "sitio, sitio web, página web",
        "location": "ciudad, lugar, ubicación",
        "timezone": "zona horaria",
        "source": "fuente, origen",
        "met": "conocido, conocido el, nos conocimos",
        "how_we_met": "cómo nos conocimos",
        "referred_by": "referido por, recomendado por, presentado por",
        "status": "estado",
        "next": "próximo contacto, siguiente contacto, recordatorio",
        "next_action": "próximo paso, siguiente paso",
        "interests": "intereses",
        "with": "con, participantes, asistentes, entrevistado, entrevistada",
        "date": "fecha, día",
        "duration": "duración",
        "mode": "modo, medio, formato",
        "place": "lugar, sitio",
        "thanked": "agradecido, agradecido el, gracias",
        "topics": "temas, tema",
        "questions": "preguntas",
        "rating": "valoración, puntuación",
        "industry": "industria, sector",
        "size": "tamaño",
    },
    "pt": {
        "type": "tipo, categoria",
        "name": "nome, nome completo",
        "organization": "empresa, organização, companhia, trabalha em, empregador",
        "role": "cargo, função, profissão, papel",
        "field": "área, setor, campo",
        "email": "correio, correio eletrônico, e mail",
        "phone": "telefone, celular, telemóvel",
        "website": "site, página",
        "location": "cidade, local, localização",
        "timezone": "fuso, fuso horário",
        "met": "conhecido em, conheci em",
        "referred_by": "indicado por, recomendado por, apresentado por",
        "status": "estado, situação",
        "next": "próximo contato, próximo contacto, lembrete",
        "next_action": "próximo passo",
        "interests": "interesses",
        "with": "com, participantes, entrevistado, entrevistada",
        "date": "data, dia",
        "duration": "duração",
        "place": "local, lugar",
        "thanked": "agradecido, agradecido em, agradecimento",
        "topics": "temas, assuntos",
        "rating": "avaliação, nota",
        "industry": "indústria, setor, ramo",
        "size": "tamanho",
    },
    "it": {
        "type": "tipo, categoria",
        "name": "nome, nome completo",
        "organization": "azienda, società, impresa, ditta, lavora a, lavora presso",
        "role": "ruolo, posizione, mansione, professione, incarico",
        "field": "settore, campo, ambito",
        "email": "posta, posta elettronica, e mail",
        "phone": "telefono, cellulare",
        "website": "sito, sito web",
        "location": "città, luogo, posizione geografica",
        "timezone": "fuso, fuso orario",
        "met": "conosciuto, conosciuto il",
        "referred_by": "presentato da, consigliato da, segnalato da",
        "status": "stato",
        "next": "prossimo contatto, promemoria",
        "next_action": "prossimo passo",
        "interests": "interessi",
        "with": "con, partecipanti, interlocutore",
        "date": "data, giorno",
        "duration": "durata",
        "place": "luogo, posto",
        "thanked": "ringraziato, ringraziato il",
        "topics": "argomenti, temi",
        "rating": "voto, valutazione",
        "industry": "industria, settore",
        "size": "dimensione",
    },
    "nl": {
        "type": "soort, categorie",
        "name": "naam, volledige naam",
        "organization": "bedrijf, organisatie, werkgever, werkt bij",
        "role": "rol, functie, beroep",
        "field": "vakgebied, sector, gebied",
        "email": "e mail, mailadres",
        "phone": "telefoon, mobiel, telefoonnummer",
        "location": "plaats, stad, woonplaats",
        "timezone": "tijdzone",
        "met": "ontmoet op, leren kennen",
        "referred_by": "aanbevolen door, doorverwezen door, via wie",
        "next": "volgend contact, herinnering",
        "next_action": "volgende stap",
        "interests": "interesses",
        "with": "met, deelnemers, gesprekspartner",
        "date": "datum, dag",
        "duration": "duur",
        "place": "plaats, locatie",
        "thanked": "bedankt, bedankt op",
        "topics": "onderwerpen",
        "rating": "beoordeling",
        "industry": "branche",
        "size": "grootte",
    },
    "pl": {
        "type": "typ, rodzaj, kategoria",
        "name": "imię i nazwisko, nazwa, imię",
        "organization": "firma, organizacja, pracodawca, pracuje w",
        "role": "rola, stanowisko, zawód, funkcja",
        "field": "dziedzina, branża, obszar",
        "email": "poczta, e mail, adres email",
        "phone": "telefon, komórka, nr telefonu",
        "website": "strona, strona www",
        "location": "miasto, miejsce, lokalizacja",
        "timezone": "strefa czasowa",
        "met": "poznany, poznana, poznaliśmy się",
        "referred_by": "polecony przez, polecona przez, poleca",
        "status": "stan",
        "next": "następny kontakt, przypomnienie",
        "next_action": "następny krok",
        "interests": "zainteresowania",
        "with": "z kim, z, uczestnicy, rozmówca",
        "date": "data, dzień",
        "duration": "czas trwania",
        "place": "miejsce",
        "thanked": "podziękowano, podziękowania",
        "topics": "tematy",
        "rating": "ocena",
        "industry": "branża",
        "size": "wielkość",
    },
    "sv": {
        "type": "typ, kategori",
        "name": "namn",
        "organization": "företag, arbetsgivare, organisation, bolag, jobbar på",
        "role": "roll, befattning, yrke, titel",
        "field": "område, bransch",
        "email": "e post, epost, mejl",
        "phone": "telefon, mobil, telefonnummer",
        "website": "webbplats, hemsida",
        "location": "ort, stad, plats",
        "timezone": "tidszon",
        "met": "träffades, lärde känna",
        "referred_by": "rekommenderad av, hänvisad av, tipsad av",
        "next": "nästa kontakt, påminnelse",
        "next_action": "nästa steg",
        "interests": "intressen",
        "with": "med, deltagare",
        "date": "datum, dag",
        "duration": "längd, varaktighet",
        "place": "plats",
        "thanked": "tackad, tackat",
        "topics": "ämnen",
        "rating": "betyg",
        "industry": "bransch",
        "size": "storlek",
    },
    "tr": {
        "type": "tür, tip, kategori",
        "name": "ad, isim, ad soyad",
        "organization": "şirket, kurum, işveren, çalıştığı yer, firma",
        "role": "rol, görev, unvan, meslek, pozisyon",
        "field": "alan, sektör",
        "email": "e posta, eposta, posta",
        "phone": "telefon, cep, cep telefonu",
        "website": "site, web sitesi",
        "location": "şehir, yer, konum",
        "timezone": "saat dilimi",
        "met": "tanışma, tanışma tarihi",
        "referred_by": "öneren, tavsiye eden, tanıştıran",
        "status": "durum",
        "next": "sonraki görüşme, hatırlatma",
        "next_action": "sonraki adım",
        "interests": "ilgi alanları",
        "with": "kiminle, ile, katılımcılar",
        "date": "tarih, gün",
        "duration": "süre",
        "place": "mekan, yer",
        "thanked": "teşekkür, teşekkür edildi",
        "topics": "konular",
        "rating": "puan",
        "industry": "sektör",
        "size": "büyüklük",
    },
    "ru": {
        "type": "тип, вид, категория",
        "name": "имя, фио, полное имя",
        "organization": "компания, организация, работодатель, место работы, фирма",
        "role": "должность, роль, профессия, позиция",
        "field": "область, сфера, отрасль",
        "email": "почта, эл почта, электронная почта, имейл",
        "phone": "телефон, мобильный, тел",
        "website": "сайт, веб сайт",
        "location": "город, место, местоположение",
        "timezone": "часовой пояс",
        "source": "источник",
        "met": "познакомились, дата знакомства",
        "referred_by": "рекомендовал, рекомендовала, кто познакомил, от кого",
        "status": "статус, состояние",
        "next": "следующий контакт, напоминание",
        "next_action": "следующий шаг",
        "interests": "интересы",
        "with": "с кем, участники, собеседник, с",
        "date": "дата, день",
        "duration": "длительность, продолжительность",
        "place": "место",
        "thanked": "поблагодарил, поблагодарила, благодарность",
        "topics": "темы",
        "rating": "оценка",
        "industry": "отрасль",
        "size": "размер",
    },
    "zh": {
        "type": "类型, 類型, 类别, 種類, 分类",
        "name": "姓名, 名字, 名称",
        "organization": "公司, 单位, 工作单位, 雇主, 组织, 機構, 机构",
        "role": "职位, 職位, 职务, 职业, 头衔",
        "field": "领域, 行业",
        "email": "邮箱, 电子邮件, 電郵, 邮件, 电邮",
        "phone": "电话, 電話, 手机, 手機, 联系电话",
        "website": "网站, 網站, 主页",
        "location": "地点, 城市, 所在地, 位置",
        "timezone": "时区, 時區",
        "met": "认识日期, 认识时间, 初次见面",
        "referred_by": "介绍人, 介紹人, 推荐人, 引荐人",
        "status": "状态, 狀態",
        "next": "下次联系, 提醒",
        "next_action": "下一步",
        "interests": "兴趣, 爱好",
        "with": "与会者, 参与者, 访谈对象, 对象, 参加者",
        "date": "日期, 时间, 時間",
        "duration": "时长, 時長",
        "mode": "方式, 形式",
        "place": "地点, 地點, 场所",
        "thanked": "感谢, 已感谢, 致谢",
        "topics": "话题, 主题",
        "rating": "评分",
        "industry": "行业, 產業",
        "size": "规模",
    },
    "ja": {
        "type": "種類, タイプ, 種別, 分類, カテゴリ",
        "name": "氏名, 名前, 名称",
        "organization": "会社, 勤務先, 所属, 企業, 会社名, 組織",
        "role": "役職, 職種, 職業, 肩書き, 役割",
        "field": "分野, 領域",
        "email": "メール, メールアドレス, 電子メール",
        "phone": "電話, 電話番号, 携帯, 携帯電話",
        "website": "ウェブサイト, ホームページ, サイト",
        "location": "所在地, 場所, 都市, 住所, 地域",
        "timezone": "タイムゾーン, 時間帯",
        "met": "出会った日, 初対面",
        "referred_by": "紹介者, 紹介元",
        "status": "状態, ステータス, 状況",
        "next": "次回連絡, 次の連絡, リマインダー",
        "next_action": "次のアクション, 次の一手",
        "interests": "趣味, 興味, 関心",
        "with": "相手, 参加者, 出席者, 面談相手, 話した人",
        "date": "日付, 日時, 日, 実施日, 面談日",
        "duration": "所要時間, 時間",
        "mode": "方法, 形式",
        "place": "場所, 会場",
        "thanked": "お礼, お礼日, 御礼",
        "topics": "話題, 議題, テーマ",
        "rating": "評価",
        "industry": "業界, 業種",
        "size": "規模",
    },
    "ar": {
        "type": "نوع, النوع, تصنيف, الفئة",
        "name": "الاسم, اسم, الاسم الكامل",
        "organization": "الشركة, شركة, جهة العمل, المؤسسة, مكان العمل, المنظمة",
        "role": "الوظيفة, المنصب, المسمى الوظيفي, المهنة, الدور",
        "field": "المجال, مجال, القطاع",
        "email": "البريد, البريد الإلكتروني, بريد, إيميل",
        "phone": "الهاتف, هاتف, الجوال, رقم الهاتف, جوال",
        "website": "الموقع الإلكتروني, موقع",
        "location": "المدينة, المكان, الموقع, مدينة",
        "timezone": "المنطقة الزمنية",
        "met": "تاريخ التعارف",
        "referred_by": "أحالني, رشحه, عن طريق, المحيل, مرشح من",
        "status": "الحالة, حالة",
        "next": "التواصل القادم, تذكير",
        "next_action": "الخطوة التالية",
        "interests": "الاهتمامات, اهتمامات",
        "with": "مع, المشاركون, الحضور, الشخص",
        "date": "التاريخ, تاريخ, اليوم",
        "duration": "المدة, مدة",
        "place": "المكان, مكان",
        "thanked": "شكر, تم الشكر, الشكر",
        "topics": "المواضيع, مواضيع",
        "rating": "التقييم, تقييم",
        "industry": "القطاع, الصناعة",
        "size": "الحجم",
    },
}

SECTION_WORDS: Final[Words] = {
    "en": {
        "prep": "preparation, before, before the meeting, agenda, questions to ask",
        "advice": "advice, tips, recommendations, lessons, takeaways, key takeaways, "
        "suggestions",
        "information": "info, facts, what i learned, learnings, insights",
        "referrals": "people to talk to, people to meet, introductions, intros, "
        "names, who else, suggested contacts",
        "quotes": "quotations, in their words",
        "reflection": "reflections, thoughts, how it went, impressions",
        "follow-up": "follow ups, next steps, action items, actions, to do, todo, todos, "
        "tasks",
        "log": "history, timeline, interactions, contact log, contact history, activity",
        "private": "confidential",
    },
    "de": {
        "prep": "vorbereitung, vorher",
        "advice": "ratschläge, ratschlag, rat, tipps, tips, empfehlungen an mich",
        "information": "informationen, erkenntnisse, gelernt, fakten, wissenswertes",
        "referrals": "empfehlungen, weitere kontakte, kontakte, namen, vermittelt",
        "quotes": "zitate, zitat",
        "reflection": "reflexion, eindruck, eindrücke, gedanken, rückblick",
        "follow-up": "nächste schritte, aufgaben, offen, zu tun, nachbereitung",
        "log": "verlauf, protokoll, chronik, historie, logbuch",
        "private": "privat, vertraulich",
    },
    "fr": {
        "prep": "préparation, avant",
        "advice": "conseils, conseil",
        "information": "informations, infos, appris, ce que j ai appris",
        "referrals": "recommandations, contacts recommandés, mises en relation, "
        "personnes à contacter",
        "quotes": "citations",
        "reflection": "réflexion, réflexions, impressions, bilan",
        "follow-up": "suivi, suites, prochaines étapes, à faire, actions",
        "log": "historique, journal, échanges",
        "private": "privé, confidentiel",
    },
    "es": {
        "prep": "preparación, antes",
        "advice": "consejos, consejo, recomendaciones",
        "information": "información, aprendizajes, datos, lo aprendido",
        "referrals": "referencias, referidos, contactos sugeridos, contactos, "
        "personas recomendadas",
        "quotes": "citas, frases",
        "reflection": "reflexión, reflexiones, impresiones",
        "follow-up": "seguimiento, próximos pasos, tareas, pendientes",
        "log": "historial, registro, bitácora",
        "private": "privado, confidencial",
    },
    "pt": {
        "prep": "preparação, antes",
        "advice": "conselhos, conselho, dicas, recomendações",
        "information": "informações, informação, aprendizados, aprendizagens",
        "referrals": "indicações, referências, contatos sugeridos",
        "quotes": "citações, frases",
        "reflection": "reflexão, reflexões, impressões",
        "follow-up": "acompanhamento, próximos passos, tarefas, pendências",
        "log": "histórico, registro, registo",
        "private": "privado, particular",
    },
    "it": {
        "prep": "preparazione, prima",
        "advice": "consigli, consiglio, suggerimenti",
        "information": "informazioni, appreso, cosa ho imparato",
        "referrals": "referenze, segnalazioni, contatti suggeriti, persone da sentire",
        "quotes": "citazioni",
        "reflection": "riflessione, riflessioni, impressioni",
        "follow-up": "seguito, prossimi passi, da fare, azioni",
        "log": "cronologia, registro, storico",
        "private": "privato, riservato",
    },
    "nl": {
        "prep": "voorbereiding, vooraf",
        "advice": "advies, adviezen, tips",
        "information": "informatie, geleerd, inzichten",
        "referrals": "doorverwijzingen, aanbevelingen, nieuwe contacten",
        "quotes": "citaten",
        "reflection": "reflectie, indruk, gedachten",
        "follow-up": "opvolging, vervolgstappen, acties, te doen, vervolg",
        "log": "logboek, geschiedenis, verloop",
        "private": "privé, vertrouwelijk",
    },
    "pl": {
        "prep": "przygotowanie, przed rozmową",
        "advice": "rady, porady, wskazówki",
        "information": "informacje, czego się dowiedziałem, wnioski",
        "referrals": "polecenia, kontakty, polecone osoby",
        "quotes": "cytaty",
        "reflection": "refleksja, refleksje, wrażenia",
        "follow-up": "następne kroki, kolejne kroki, zadania, do zrobienia",
        "log": "historia, dziennik, przebieg",
        "private": "prywatne, poufne",
    },
    "sv": {
        "prep": "förberedelse, förberedelser, inför",
        "advice": "råd, tips",
        "information": "information, lärdomar, fakta",
        "referrals": "hänvisningar, rekommendationer, kontakter",
        "quotes": "citat",
        "reflection": "reflektion, reflektioner, intryck",
        "follow-up": "uppföljning, nästa steg, att göra",
        "log": "logg, historik, förlopp",
        "private": "privat, konfidentiellt",
    },
    "tr": {
        "prep": "hazırlık",
        "advice": "tavsiyeler, tavsiye, öneriler, öğütler",
        "information": "bilgiler, bilgi, öğrendiklerim",
        "referrals": "yönlendirmeler, referanslar, önerilen kişiler",
        "quotes": "alıntılar",
        "reflection": "değerlendirme, düşünceler, izlenimler",
        "follow-up": "takip, sonraki adımlar, yapılacaklar",
        "log": "geçmiş, kayıt, günlük",
        "private": "özel, gizli",
    },
    "ru": {
        "prep": "подготовка",
        "advice": "советы, совет, рекомендации",
        "information": "информация, сведения, что узнал, факты",
        "referrals": "контакты, кого посоветовали, знакомства, с кем поговорить",
        "quotes": "цитаты",
        "reflection": "размышления, впечатления, рефлексия",
        "follow-up": "следующие шаги, задачи, что сделать, дальше",
        "log": "журнал, история, хронология, лог",
        "private": "личное, конфиденциально",
    },
    "zh": {
        "prep": "准备, 準備",
        "advice": "建议, 建議",
        "information": "信息, 资讯, 收获, 要点",
        "referrals": "推荐, 引荐, 推荐人选, 转介",
        "quotes": "引述, 引用, 原话",
        "reflection": "反思, 感想, 思考",
        "follow-up": "后续, 跟进, 下一步, 待办",
        "log": "记录, 联系记录, 日志, 往来",
        "private": "私密, 保密",
    },
    "ja": {
        "prep": "準備, 事前準備",
        "advice": "アドバイス, 助言, 教え",
        "information": "情報, 学び, 学んだこと",
        "referrals": "紹介, 紹介された人, ご紹介",
        "quotes": "引用, 言葉",
        "reflection": "振り返り, 感想, 所感",
        "follow-up": "フォローアップ, 次のステップ, やること, 宿題, タスク",
        "log": "記録, 履歴, 経緯, ログ, 連絡履歴",
        "private": "非公開, 内緒",
    },
    "ar": {
        "prep": "التحضير, تحضير",
        "advice": "نصائح, النصائح, نصيحة",
        "information": "معلومات, المعلومات, ما تعلمته",
        "referrals": "ترشيحات, الترشيحات, إحالات, الإحالات, توصيات",
        "quotes": "اقتباسات, الاقتباسات",
        "reflection": "تأملات, انطباعات, تأمل",
        "follow-up": "متابعة, المتابعة, الخطوات التالية, المهام",
        "log": "السجل, سجل, سجل التواصل",
        "private": "خاص, سري",
    },
}

# What says when a note was made is no day of a meeting, and a birthday none either.
NO_MEETING_DAY: Final = (
    "created, updated, modified, date created, date modified, creation date, ctime, "
    "mtime, last modified, birthday, birthdate, born, erstellt, geändert, geburtstag, "
    "créé, modifié, anniversaire, creado, modificado, cumpleaños, criado, aniversário, "
    "creato, modificato, compleanno, aangemaakt, gewijzigd, verjaardag, utworzono, "
    "zmieniono, urodziny, skapad, ändrad, födelsedag, oluşturuldu, değiştirildi, "
    "doğum günü, создано, изменено, день рождения, 创建时间, 创建日期, 修改时间, 生日, "
    "作成日, 更新日, 誕生日, تاريخ الإنشاء, تاريخ الميلاد, last contact, last contacted"
)
# A list of links under one of these names those who were there, or related notes.
NO_REFERRALS: Final = (
    "attendees, participants, present, people, related, see also, links, backlinks, "
    "references, teilnehmer, anwesend, siehe auch, verwandt, participants, présents, "
    "voir aussi, asistentes, participantes, presentes, ver también, veja também, "
    "partecipanti, presenti, vedi anche, deelnemers, aanwezig, zie ook, uczestnicy, "
    "zobacz też, deltagare, se även, katılımcılar, ayrıca bakınız, участники, "
    "присутствовали, см также, 与会者, 参加者, 参与者, 相关, 出席者, 関連, المشاركون, "
    "الحضور, انظر أيضا, colleagues, team, family, kollegen"
)
QUESTION_WORDS: Final = frozenset(
    "what how why which who when where was wie warum welche welcher wer wann wo "
    "que quoi comment pourquoi quel quelle qui quando come perche quale chi "
    "como por cual quien qual quem wat hoe waarom welke co jak dlaczego kto vad hur "
    "varför vem ne nasil neden kim что как почему какой какие кто ما كيف لماذا من "
    "do does did is are could would should can may".split()
)


@lru_cache(maxsize=65536)
def fold_word(text: str) -> str:
    """Fold a word: no case, accents, numbers or signs around it, single spaces."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = (c if c.isalnum() else " " for c in plain if not _is_mark(c))
    words = " ".join("".join(kept).split()).replace("ß", "ss")
    return re.sub(r"^(?:\d+ )+(?=\D)", "", words)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Cf"}


def split_words(words: str) -> frozenset[str]:
    """Return the folded words of a list with commas."""
    return frozenset(fold_word(one) for one in words.split(","))


class Vocabulary:
    """The words of all languages, by what they mean."""

    def __init__(self, words: Words) -> None:
        self._meanings: dict[str, dict[str, None]] = {}
        self._languages: dict[str, set[str]] = {}
        for language, meanings in words.items():
            for meaning, listed in meanings.items():
                for word in split_words(listed):
                    self._meanings.setdefault(word, {})[meaning] = None
                    self._languages.setdefault(word, set()).add(language)

    def meanings(self, text: str) -> tuple[str, ...]:
        """Return what a word may mean, in no special order; none: it is unknown."""
        return tuple(self._meanings.get(fold_word(text), ()))

    def languages(self, text: str) -> frozenset[str]:
        """Return the languages that have the word."""
        return frozenset(self._languages.get(fold_word(text), ()))


PLACE_VOCABULARY: Final = Vocabulary(PLACES)
KEY_VOCABULARY: Final = Vocabulary(KEY_WORDS)
SECTION_VOCABULARY: Final = Vocabulary(SECTION_WORDS)
NO_DAY: Final = split_words(NO_MEETING_DAY)
NOT_NAMED: Final = split_words(NO_REFERRALS)
EVERY: Final[Mapping[str, Vocabulary]] = {
    "folders": PLACE_VOCABULARY,
    "keys": KEY_VOCABULARY,
    "sections": SECTION_VOCABULARY,
}
