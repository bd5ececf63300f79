"""What is wrong with a file is told with the place, all at once, and nothing is imported."""

import pytest

from stories.domain.exchange.importing import import_stories
from stories.errors import ImportRefused
from stories.models import Organisation, StoryPage, StoryTag
from tests.factories import make_community, make_organisation, make_region
from tests.stories.domain.exchange.samples import (
    good_story,
    make_places,
    write_csv,
    write_json,
    write_xlsx,
)


@pytest.fixture(autouse=True)
def _places(indexes):
    make_places()


def faults(path):
    with pytest.raises(ImportRefused) as caught:
        import_stories(path, apply=True)
    assert (StoryPage.objects.count(), Organisation.objects.count(), StoryTag.objects.count()) == (0, 0, 0)
    return caught.value.faults


ROW = {"value": 5, "unit_uk": "осіб", "unit_en": "people", "label_uk": "прийшли", "label_en": "came"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"key": None}, "key: Це поле обовʼязкове."),
        ({"key": "Мій хаб"}, "key: «Мій хаб»: тут можуть стояти лише малі латинські літери, цифри й дефіси."),
        ({"community": "UA99999999999999999"}, "community: Громади з кодом UA99999999999999999 немає."),
        (
            {"community": "Нетакійська"},
            "community: Громади з назвою «Нетакійська» немає. Найнадійніше вказати код КАТОТТГ.",
        ),
        ({"category": "sport"}, "category: Категорії «sport» немає. Є такі: public-spaces."),
        (
            {"start": "2023-13"},
            "start: «2023-13» — не місяць. Напишіть рік і місяць, наприклад 2023-07, або лише рік.",
        ),
        (
            {"end": "2023-09", "ongoing": False},
            "end: Робота завершується раніше, ніж починається. Виправте один із двох місяців.",
        ),
        (
            {"end": "2024-01"},
            "end: Робота триває, тож завершення ще немає. Очистьте стовпець із кінцем або «ongoing».",
        ),
        ({"title_en": None}, "summary_en: Це загубилося б: без title_en сторінки цією мовою не буде."),
        ({"summary_uk": "х" * 281}, "summary_uk: Знаків: 281, а можна щонайбільше 280."),
        ({"summary_en": ""}, "summary_en: Мові, якою є назва, потрібен і короткий зміст."),
        ({"award": "winner"}, "edition: Відзнака належить певному конкурсу. Укажіть якому."),
        ({"challenges": ["щось"]}, "challenges: Проблеми «щось» у переліку немає. Є такі: —."),
        ({"goals": [18]}, "goals: «18» — не ціле число від 1 до 17."),
        (
            {"tags_en": "hub"},
            "tags_en: Тут тегів: 1, поруч: 2. Переліки мають збігатися за довжиною; порожнє місце пишуть так: «; ;».",
        ),
        ({"indicators": [{**ROW, "unit_uk": ""}]}, "indicators[1].unit_uk: Це поле обовʼязкове."),
        ({"indicators": [ROW, {**ROW, "value": None}]}, "indicators[2].value: Це поле обовʼязкове."),
        (
            {"stages": [{"title_uk": "А", "title_en": "A", "start": "2023-07", "end": "2023-06"}]},
            "stages[1].end: Етап завершується раніше, ніж починається. Виправте один із місяців.",
        ),
        (
            {"partners": [{"name_uk": "Рада"}]},
            "partners[1].organisation: «Рада» — нова організація, тож потрібен її сектор.",
        ),
        ({"stages": "щось"}, "stages: Тут потрібен масив обʼєктів JSON, як у файлах, що їх видає сайт."),
        (
            {"titel_uk": "Хаб"},
            "titel_uk: Такого стовпця немає. Виправте назву або почніть її знаком #, щоб стовпець пропустили.",
        ),
        ({"title_uk": ["Хаб"]}, "title_uk: Тут потрібен текст, а не список чи обʼєкт."),
    ],
)
def test_each_fault_is_told_with_its_place(tmp_path, changes, told):
    first, *_others = faults(write_json(tmp_path / "a.json", good_story(**changes)))
    assert first == f"історія 1, стовпець {told}"


def test_all_faults_of_a_file_are_told_in_its_order(tmp_path):
    path = write_csv(
        tmp_path / "a.csv",
        good_story(start="учора", community="Ніде"),
        good_story(key="two"),
        good_story(key="two", category="sport"),
    )
    assert faults(path) == [
        "рядок 2, стовпець start: «учора» — не місяць. Напишіть рік і місяць, наприклад 2023-07, або лише рік.",
        "рядок 2, стовпець community: Громади з назвою «Ніде» немає. Найнадійніше вказати код КАТОТТГ.",
        "рядок 4, стовпець key: Ключ «two» уже є тут: рядок 3.",
        "рядок 4, стовпець category: Категорії «sport» немає. Є такі: public-spaces.",
    ]


def test_place_in_a_workbook_names_the_sheet(tmp_path):
    story = good_story(indicators=[ROW, {**ROW, "unit_en": None}], title_uk="=1+1")
    assert faults(write_xlsx(tmp_path / "a.xlsx", story)) == [
        (
            "аркуш stories, рядок 2, стовпець title_uk: У клітинці формула (=1+1). Поставте замість неї значення, а "
            "перед текстом, що починається з =, — апостроф."
        ),
        "аркуш indicators, рядок 3, стовпець unit_en: Це поле обовʼязкове.",
    ]


def test_row_of_a_list_without_its_story_is_told(tmp_path):
    story = good_story()
    story["stages"][0]["key"] = "other"
    assert faults(write_xlsx(tmp_path / "a.xlsx", story)) == [
        "аркуш stages, рядок 2, стовпець key: На аркуші «stories» немає історії з ключем «other»."
    ]


def test_name_that_several_communities_have_is_told_with_their_codes(tmp_path):
    poltava = make_region("UA-53", "Полтавська область", "Poltava region")
    first = make_community("Миколаївська", "Миколаївка", code="UA53000000000000001", region=poltava)
    second = make_community("Миколаївська", "Миколаївка", code="UA61000000000000002")
    path = write_json(tmp_path / "a.json", good_story(community="Миколаївська громада"))
    assert faults(path) == [
        (
            "історія 1, стовпець community: Назву «Миколаївська громада» мають кілька громад. Укажіть код однієї з них: "
            f"{first.code} — {first}; {second.code} — {second}."
        )
    ]


def test_name_that_several_organisations_have_is_told_with_their_keys(tmp_path):
    for slug in ("rada", "rada-2"):
        make_organisation("Council", "Міська рада", slug=slug)
    with pytest.raises(ImportRefused) as caught:
        import_stories(write_json(tmp_path / "a.json", good_story()))
    assert caught.value.faults == [
        (
            "історія 1, стовпець partners[1].organisation: Таку назву мають кілька організацій; укажіть ключ однієї з "
            "них: rada, rada-2."
        )
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{}", "a.json: Потрібен масив історій або обʼєкт із масивом «stories»."),
        ("[]", "a.json: У файлі немає жодної історії."),
        ('{"stories": 5}', "a.json: Потрібен масив історій або обʼєкт із масивом «stories»."),
        ("[5]", "історія 1: Історія — це обʼєкт, у якому стовпці є назвами полів."),
    ],
)
def test_json_of_another_shape_is_refused(tmp_path, content, told):
    path = tmp_path / "a.json"
    path.write_text(content)
    assert faults(path) == [told]


def test_table_without_a_head_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("а,б\n1,2\n", encoding="utf-8")
    assert faults(path) == [
        "a.csv: Немає заголовка таблиці: в одному рядку мають стояти назви стовпців, зокрема «key»."
    ]
