"""Romanisation by the resolution's own examples, and page addresses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.text.romanisation import romanise, slug_of

# Every example of the table in the Cabinet of Ministers' resolution № 55 of 27 January 2010 that is one name.
OFFICIAL = dict(
    pair.split(" → ")
    for pair in """
Алушта → Alushta
Андрій → Andrii
Борщагівка → Borshchahivka
Борисенко → Borysenko
Вінниця → Vinnytsia
Володимир → Volodymyr
Гадяч → Hadiach
Богдан → Bohdan
Згурський → Zghurskyi
Ґалаґан → Galagan
Ґорґани → Gorgany
Донецьк → Donetsk
Дмитро → Dmytro
Рівне → Rivne
Олег → Oleh
Есмань → Esman
Єнакієве → Yenakiieve
Гаєвич → Haievych
Короп’є → Koropie
Житомир → Zhytomyr
Жанна → Zhanna
Жежелів → Zhezheliv
Закарпаття → Zakarpattia
Казимирчук → Kazymyrchuk
Медвин → Medvyn
Михайленко → Mykhailenko
Іванків → Ivankiv
Іващенко → Ivashchenko
Їжакевич → Yizhakevych
Кадиївка → Kadyivka
Мар’їне → Marine
Йосипівка → Yosypivka
Стрий → Stryi
Олексій → Oleksii
Київ → Kyiv
Коваленко → Kovalenko
Лебедин → Lebedyn
Леонід → Leonid
Миколаїв → Mykolaiv
Маринич → Marynych
Ніжин → Nizhyn
Наталія → Nataliia
Одеса → Odesa
Онищенко → Onyshchenko
Полтава → Poltava
Петро → Petro
Решетилівка → Reshetylivka
Рибчинський → Rybchynskyi
Суми → Sumy
Соломія → Solomiia
Тернопіль → Ternopil
Троць → Trots
Ужгород → Uzhhorod
Уляна → Uliana
Фастів → Fastiv
Філіпчук → Filipchuk
Харків → Kharkiv
Христина → Khrystyna
Біла Церква → Bila Tserkva
Стеценко → Stetsenko
Чернівці → Chernivtsi
Шевченко → Shevchenko
Шостка → Shostka
Кишеньки → Kyshenky
Щербухи → Shcherbukhy
Гоща → Hoshcha
Гаращенко → Harashchenko
Юрій → Yurii
Корюківка → Koriukivka
Яготин → Yahotyn
Ярошенко → Yaroshenko
Костянтин → Kostiantyn
Знам’янка → Znamianka
Феодосія → Feodosiia
Шепетівка → Shepetivka
""".strip().splitlines()
)
UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
words = st.text(alphabet=UKRAINIAN + UKRAINIAN.upper() + "’'ʼ` -", max_size=60)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize(("name", "latin"), OFFICIAL.items(), ids=OFFICIAL.values())
def test_official_example_is_romanised_officially(name, latin):
    assert romanise(name) == latin


@pytest.mark.parametrize(
    "name", ["Мар’їне", "Мар'їне", "Марʼїне", "Мар`їне", "Мар´їне", "Мар‘їне", "Мар′їне"]
)
def test_every_apostrophe_is_taken_for_one(name):
    assert romanise(name) == "Marine"


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Івано-Франківськ", "Ivano-Frankivsk"),
        ("Асканія-Нова", "Askaniia-Nova"),
        ("Нова Ятрань", "Nova Yatran"),
        ("Нью-Йорк", "Niu-York"),
        ("Чинадійово", "Chynadiiovo"),
        ("Тур’є-Реметівська", "Turie-Remetivska"),
        ("Йорданешти", "Yordaneshty"),
        ("ЗГУРІВКА", "ZGHURIVKA"),
        ("Розгін", "Rozghin"),
    ],
)
def test_name_of_several_parts_or_in_capitals(name, latin):
    assert romanise(name) == latin


def test_letter_typed_as_two_characters_is_one_letter():
    assert romanise("Краи\u0306 і\u0308жака") == "Krai yizhaka"


@pytest.mark.parametrize("text", ["", "Riznobarvya", "don't", "rock 'n' roll", "№ 5, 2023–2024"])
def test_text_without_ukrainian_words_stays(text):
    assert romanise(text) == text


def test_quotation_marks_around_a_word_stay():
    assert romanise("«Юність», 'Юність' і ’Юність’") == "«Yunist», 'Yunist' i ’Yunist’"


@given(words)
def test_no_ukrainian_letter_is_left(text):
    assert set(romanise(text).lower()) & set(UKRAINIAN) == set()


@given(st.text(alphabet=st.characters(exclude_characters=UKRAINIAN + UKRAINIAN.upper(), max_codepoint=0x2FF)))
def test_only_ukrainian_words_change(text):
    romanised = romanise(f"{text} Київ {text}")
    assert romanise(romanised) == romanised


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Обовʼязок і честь", "oboviazok-i-chest"),
        ("Don’t stop", "dont-stop"),
        ("«Куб»: молодіжний простір — 2023", "kub-molodizhnyi-prostir-2023"),
        ("Café Łódź", "cafe-odz"),
        ("  --  ", ""),
        ("Ь", ""),
    ],
)
def test_slug_of_a_title(text, slug):
    assert slug_of(text) == slug


@pytest.mark.parametrize(
    ("max_length", "slug"),
    [(20, "molodizhnyi-prostir"), (19, "molodizhnyi-prostir"), (18, "molodizhnyi"), (5, "molod"), (0, "")],
)
def test_slug_is_cut_at_the_end_of_a_word(max_length, slug):
    assert slug_of("Молодіжний простір громади", max_length=max_length) == slug


@given(st.one_of(st.text(), words), st.integers(0, 90))
def test_slug_is_always_well_formed(text, max_length):
    slug = slug_of(text, max_length=max_length)
    assert slug == "" or SLUG.fullmatch(slug)
    assert len(slug) <= max_length
    assert slug_of(slug, max_length=max_length) == slug
