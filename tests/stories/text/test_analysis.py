"""What the index holds of a story."""

from stories.text.analysis import MOST_WORDS, StoryText, analyse


def test_words_stand_in_their_order_and_passages_apart():
    analysis = analyse(StoryText(title="Хаб у Шполі", summary="Простір.", body=("Молодь, молодь!",)))
    assert analysis.words == " хаб у шполі . простір . молодь молодь "


def test_keys_say_where_a_word_stands():
    analysis = analyse(StoryText(title="Громади", summary="Рада", body=("Хаби", "Хабу. Хабом: і далі")))
    assert analysis.keys.split() == [
        "=громад", "=рад", "=хаб", "a.громади", "a=громад", "b.рада", "b=рад", "c=хаб",
    ]  # fmt: skip


def test_hyphenated_word_of_a_title_is_also_one_word():
    analysis = analyse(StoryText(title="Веб-сайт"))
    assert {"вебсайт", "a.вебсайт", "a=вебсайт", "a.веб", "a=сайт"} <= set(analysis.keys.split())


def test_focus_is_what_a_text_comes_back_to_in_a_form_to_show():
    body = "Ветеранам, ветеранів, ветерани; здоровʼя, здоровʼям, здоровʼю; displaced displaced displaced; хаб хаби"
    assert analyse(StoryText(title="", body=(body,))).focus == (
        ("displace", "displaced"),
        ("ветеран", "ветеран"),
        ("здоров", "здоровʼя"),
    )


def test_vocabulary_keeps_the_apostrophe_that_the_words_leave_out():
    analysis = analyse(StoryText(title="Здоровʼя"))
    assert (analysis.words, analysis.vocabulary) == (" здоровя ", frozenset({"здоров'я"}))


def test_empty_story_has_empty_columns():
    analysis = analyse(StoryText(title=""))
    assert (analysis.words, analysis.keys, analysis.focus) == ("", "", ())


def test_endless_text_is_cut():
    analysis = analyse(StoryText(title="Назва", body=("слово " * MOST_WORDS, "кінець")))
    assert len(analysis.words.replace(" . ", " ").split()) == MOST_WORDS
    assert "кінець" not in analysis.vocabulary


def test_readable_text_is_a_passage_a_line():
    assert StoryText("Назва", "Підсумок", ("Категорія",), ("Абзац", "Другий"), ("Далі",)).readable == (
        "Підсумок\nАбзац\nДругий"
    )
