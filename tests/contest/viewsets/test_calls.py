"""The secretariat's form of a call: drafts, publishing, what is refused and how it is told."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from contest.models import Call, Question
from tests.contest.factories import make_call, make_question
from tests.factories import make_category, make_edition

ADD = "/cms/contest/calls/add/"
TEXTS = ("about", "who", "judging", "rules")
DATES = {
    "opens_at": "2030-03-01 10:00", "closes_at": "2030-04-01 18:00", "judging_opens_at": "2030-04-10 10:00",
    "judging_closes_at": "2030-05-10 18:00", "results_at": "2030-05-20 12:00",
}  # fmt: skip
RELATIONS = (
    "categories", "special_awards", "criteria", "eligibility_questions", "questions", "documents", "frequent_questions",
    "checklist",
)  # fmt: skip


def criterion(**changes):
    return {
        "name_uk": "Взаємодія", "name_en": "Working together", "description_uk": "", "description_en": "", "category": "",
        "weight": "1", "scale_min": "0", "scale_max": "5", "steps": inline_formset([]), **changes,
    }  # fmt: skip


def question(code="", kind="short_text", *, options=(), **changes):
    rows = [{"label_uk": words, "label_en": f"{words} (en)"} for words in options]
    return {
        "code": code, "kind": kind, "label_uk": f"Запитання {code or 'нове'}", "label_en": f"Question {code or 'new'}",
        "help_uk": "", "help_en": "", "min_words": "", "max_words": "", "min_number": "", "max_number": "",
        "shown_if_question": "", "shown_if_value": "", "options": inline_formset(rows), "for_jurors": "on", **changes,
    }  # fmt: skip


def call_form(edition, **changes):
    """What the form of a complete call sends."""
    rows = {name: [] for name in RELATIONS} | {
        "categories": [{"category": make_category().pk, "intro_uk": "", "intro_en": "", "min_words": "", "max_words": ""}],
        "criteria": [criterion()],
    }  # fmt: skip
    rows |= {name: changes.pop(name) for name in RELATIONS if name in changes}
    texts = {f"{name}_{code}": rich_text(f"<p>{name} {code}</p>") for name in TEXTS for code in ("uk", "en")}
    return nested_form_data({
        "edition": edition.pk, **texts, "contact_email": "contest@example.org", "time_zone": "Europe/Kyiv",
        "grace_seconds": "120", "drafts_kept_months": "6", "personal_data_kept_months": "36", **DATES,
        **{name: inline_formset(each) for name, each in rows.items()}, **changes,
    })  # fmt: skip


PUBLISH = {"action-publish": "1"}


@pytest.fixture
def edition(db):
    return make_edition(3, slug="third")


def edit_address(call):
    return f"/cms/contest/calls/edit/{call.pk}/"


def errors_of(answer):
    """Everything that the form complains of: sentences for the whole, then those at rows and fields."""
    form = answer.context["form"]
    found = [
        *form.non_field_errors(),
        *(text for name, texts in form.errors.items() if name != "__all__" for text in texts),
    ]
    for formset in form.formsets.values():
        for row in formset.forms:
            found += [text for texts in row.errors.values() for text in texts]
        found += formset.non_form_errors()
    return found


def test_draft_needs_an_edition_and_no_more(secretary, edition):
    empty = {name: rich_text("") for name in (f"{text}_{code}" for text in TEXTS for code in ("uk", "en"))}
    form = call_form(edition, categories=[], criteria=[], contact_email="", **dict.fromkeys(DATES, ""))
    answer = secretary.post(ADD, {**form, **empty})
    call = Call.objects.get()
    assert (answer.status_code, call.live, call.edition) == (302, False, edition)


def test_complete_call_is_published_with_its_rows(secretary, edition):
    answer = secretary.post(ADD, call_form(edition, questions=[question("visit", "yes_no")], **PUBLISH))
    call = Call.objects.get()
    assert (answer.status_code, call.live, [row.code for row in call.questions.all()]) == (
        302,
        True,
        ["visit"],
    )
    assert ModelLogEntry.objects.filter(action="wagtail.publish", user=secretary.user).count() == 1


def test_incomplete_call_is_not_published_and_told_why_with_nothing_lost(secretary, edition):
    answer = secretary.post(
        ADD, call_form(edition, about_en=rich_text(""), criteria=[], results_at="", **PUBLISH)
    )
    assert answer.status_code == 200
    assert errors_of(answer) == [
        "“What the contest is, in English” is empty.",
        "“Results come out” is empty.",
        "“Youth engagement” has no criterion to be judged by.",
    ]
    assert (Call.objects.count(), "about uk" in answer.content.decode()) == (0, True)


def test_hours_are_read_in_the_zone_of_the_call(secretary, edition):
    secretary.post(ADD, call_form(edition, time_zone="Europe/Brussels"))
    assert Call.objects.get().opens_at.isoformat() == "2030-03-01T09:00:00+00:00"


def test_hours_are_shown_in_the_zone_of_the_call_whatever_zone_the_person_is_in(secretary, edition):
    secretary.post(ADD, call_form(edition))
    html = secretary.get(edit_address(Call.objects.get())).content.decode()
    assert re.findall(r'name="(opens_at|closes_at)" value="([^"]+)"', html) == [
        ("opens_at", "2030-03-01 10:00"), ("closes_at", "2030-04-01 18:00"),
    ]  # fmt: skip


@pytest.mark.parametrize("hour", ["2030-03-31 03:30", "2030-10-27 03:30"], ids=["skipped", "repeated"])
def test_hour_that_the_clocks_skip_or_repeat_is_refused(secretary, edition, hour):
    answer = secretary.post(ADD, call_form(edition, opens_at=hour))
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["opens_at"])


def test_dates_out_of_order_are_told_at_the_field_in_a_draft_too(secretary, edition):
    answer = secretary.post(ADD, call_form(edition, closes_at="2030-02-01 18:00"))
    assert dict(answer.context["form"].errors) == {"closes_at": ["Applications close before they open."]}


def test_second_call_for_an_edition_is_not_offered(secretary, edition):
    make_call(edition=edition)
    answer = secretary.post(ADD, call_form(edition))
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["edition"])


def test_questions_get_short_names_that_do_not_clash(secretary, edition):
    rows = [question(), question(), question("question-new-2")]
    secretary.post(ADD, call_form(edition, questions=rows))
    assert [row.code for row in Question.objects.order_by("sort_order")] == [
        "question-new", "question-new-3", "question-new-2",
    ]  # fmt: skip


def test_two_questions_with_the_same_short_name_are_refused(secretary, edition):
    answer = secretary.post(ADD, call_form(edition, questions=[question("same"), question("same")]))
    assert (answer.status_code, Call.objects.count()) == (200, 0)


def test_options_with_the_same_words_get_codes_of_their_own(secretary, edition):
    secretary.post(ADD, call_form(edition, questions=[question("q", "choice", options=("Так", "Так"))]))
    assert [option.code for option in Question.objects.get().options.all()] == ["tak-en", "tak-en-2"]


@pytest.mark.parametrize("words", ["Друге", "друге (EN)", "druhe-en"])
def test_answer_waited_for_may_be_named_by_its_words(secretary, edition, words):
    rows = [
        question("first", "choice", options=("Перше", "Друге")),
        question("second", shown_if_question="first", shown_if_value=words),
    ]
    secretary.post(ADD, call_form(edition, questions=rows, **PUBLISH))
    assert Question.objects.get(code="second").shown_if_value == "druhe-en"


def test_condition_that_cannot_come_true_is_told_at_its_question(secretary, edition):
    rows = [question("second", shown_if_question="first", shown_if_value="yes"), question("first", "yes_no")]
    answer = secretary.post(ADD, call_form(edition, questions=rows))
    assert errors_of(answer) == [
        "“Question second” waits for “first”, and no earlier question has this short name."
    ]


def test_meaning_of_a_score_outside_its_scale_is_refused(secretary, edition):
    steps = inline_formset([{"score": "6", "text_uk": "а", "text_en": "a"}])
    answer = secretary.post(ADD, call_form(edition, criteria=[criterion(steps=steps)]))
    form = answer.context["form"]
    assert form.formsets["criteria"].forms[0].formsets["steps"].forms[0].errors == {
        "score": ["The score lies outside the scale of the criterion."]
    }
    assert (answer.status_code, Call.objects.count()) == (200, 0)


# Once it is public


@pytest.fixture
def public(secretary, edition):
    """A published call whose dates lie ahead."""
    secretary.post(ADD, call_form(edition, **PUBLISH))
    return Call.objects.get()


def edited(call, **changes):
    """What the form of the public call sends, with the rows it has."""
    empty = dict.fromkeys(("intro_uk", "intro_en", "min_words", "max_words"), "")
    categories = [{"id": row.pk, "category": row.category_id, **empty} for row in call.categories.all()]
    criteria = [criterion(id=row.pk) for row in call.criteria.all()]
    kept = {"categories": categories, "criteria": criteria}
    form = call_form(call.edition, **{**kept, **changes})
    for name in ("categories", "criteria"):
        form[f"{name}-INITIAL_FORMS"] = str(len(kept[name]))
    return form


def open_now(call):
    """Let the call have opened yesterday, as time would."""
    shift = timezone.now() - timedelta(days=1) - call.opens_at
    names = ("opens_at", "closes_at", "judging_opens_at", "judging_closes_at", "results_at")
    for name in names:
        setattr(call, name, (getattr(call, name) + shift).replace(second=0, microsecond=0))
    call.save()
    return {name: getattr(call, name).astimezone(call.zone).strftime("%Y-%m-%d %H:%M") for name in names}


def test_draft_of_a_public_call_leaves_what_is_public(secretary, public):
    before = public.about_uk
    secretary.post(edit_address(public), edited(public, about_uk=rich_text("<p>Нове</p>")))
    call = Call.objects.get()
    assert (call.about_uk, call.has_unpublished_changes) == (before, True)
    assert "Нове" in call.get_latest_revision_as_object().about_uk


def test_published_change_replaces_what_was_public(secretary, public):
    secretary.post(edit_address(public), edited(public, about_uk=rich_text("<p>Нове</p>"), **PUBLISH))
    assert "Нове" in Call.objects.get().about_uk


@pytest.mark.parametrize("action", [{}, PUBLISH], ids=["draft", "publish"])
def test_open_call_loses_no_category_not_even_in_a_draft(secretary, public, action):
    hours = open_now(public)
    form = edited(public, **hours, **action) | {"categories-0-DELETE": "on"}
    answer = secretary.post(edit_address(public), form)
    assert answer.status_code == 200
    assert (
        "Category of the call “Youth engagement” cannot be removed since applications opened."
        in errors_of(answer)
    )
    assert Call.objects.get().categories.count() == 1


def test_texts_of_an_open_call_may_be_corrected(secretary, public):
    hours = open_now(public)
    answer = secretary.post(
        edit_address(public), edited(public, about_uk=rich_text("<p>Виправлено</p>"), **hours, **PUBLISH)
    )
    assert (answer.status_code, "Виправлено" in Call.objects.get().about_uk) == (302, True)


def test_deadline_of_an_open_call_may_be_moved_later_and_not_earlier(secretary, public):
    hours = open_now(public)
    closes = timezone.now().replace(second=0, microsecond=0)
    outcomes = []
    for days in (10, 35):
        moved = (closes + timedelta(days=days)).astimezone(public.zone)
        form = edited(public, **{**hours, "closes_at": moved.strftime("%Y-%m-%d %H:%M")}, **PUBLISH)
        outcomes.append(secretary.post(edit_address(public), form).status_code)
    assert outcomes == [200, 302]


def test_form_of_an_open_call_says_what_may_still_change(secretary, public):
    before = "people rely on what the call says" in secretary.get(edit_address(public)).content.decode()
    open_now(public)
    after = "people rely on what the call says" in secretary.get(edit_address(public)).content.decode()
    assert (before, after) == (False, True)


def test_form_of_a_draft_lists_what_is_missing(secretary, edition):
    secretary.post(ADD, call_form(edition, results_at=""))
    html = secretary.get(edit_address(Call.objects.get())).content.decode()
    assert "“Results come out” is empty." in html


def test_history_tells_who_published(secretary, public):
    html = secretary.get(f"/cms/contest/calls/history/{public.pk}/").content.decode()
    assert secretary.user.email in html


@pytest.mark.parametrize("number", [1, 3])
def test_list_needs_the_same_queries_for_1_and_3(secretary, db, number, django_assert_num_queries):
    for index in range(number):
        call = make_call(edition=make_edition(3 + index))
        call.save_revision(clean=False)
    secretary.get("/cms/contest/calls/")
    with django_assert_num_queries(10):
        assert len(secretary.get("/cms/contest/calls/").context["object_list"]) == number


@pytest.mark.parametrize("saved_in", ["uk", "en"])
def test_call_is_named_in_the_language_of_the_reader_whoever_saved_its_draft(secretary, db, saved_in):
    call = make_call(edition=make_edition(3, name_uk="Третій конкурс", name_en="Third contest"))
    with translation.override(saved_in):
        call.save_revision(clean=False)
    for address in ("", f"edit/{call.pk}/", f"history/{call.pk}/", f"unpublish/{call.pk}/"):
        html = secretary.get(f"/cms/contest/calls/{address}").content.decode()
        assert (address, "Third contest" in html, "Третій конкурс" in html) == (address, True, False)


def test_call_is_named_after_the_edition_of_its_latest_draft(secretary, db):
    call = make_call(edition=make_edition(3, name_en="Third contest"), live=False)
    call.edition = make_edition(4, name_en="Fourth contest")
    call.save_revision(clean=False)
    words = re.sub(r"<[^>]+>", " ", secretary.get("/cms/contest/calls/").content.decode())
    assert ("Fourth contest" in words, "Third contest" in words) == (True, False)


def test_list_says_where_each_call_stands_and_when_it_closes(secretary, db):
    make_call(opens_at=timezone.now() - timedelta(days=10))
    html = secretary.get("/cms/contest/calls/").content.decode()
    assert ("open for applications" in html, "Kyiv time" in html, "Оновлено" in html) == (True, True, False)


def test_unused_hostile_name_is_shown_as_text(secretary, db):
    make_call(edition=make_edition(3, name_en="<script>alert(1)</script>"), questions=[make_question("q")])
    html = secretary.get("/cms/contest/calls/").content.decode()
    assert ("<script>alert(1)" in html, "&lt;script&gt;alert(1)" in html) == (False, True)


def test_preview_shows_the_unsaved_call_in_each_mode(secretary, public):
    address = reverse(f"{Call.snippet_viewset.url_namespace}:preview_on_edit", args=[public.pk])
    form = edited(
        public, about_uk=rich_text("<p>Ще не збережено</p>"), questions=[question("visit", "yes_no")]
    )
    assert secretary.post(address, form).json() == {"is_valid": True, "is_available": True}
    pages = {
        mode: secretary.get(address, {"mode": mode}).content.decode() for mode, _label in public.preview_modes
    }
    assert "Ще не збережено" in pages["uk:page"]
    assert ('<html lang="uk">' in pages["uk:page"], '<html lang="en">' in pages["en:page"]) == (True, True)
    assert ("Запитання visit" in pages["uk:form"], "Question visit" in pages["en:form"]) == (True, True)
    headlines = [
        re.search(r'headline" id="call-state">([^<]+)<', pages[mode]).group(1) for mode in list(pages)[4:]
    ]
    assert [headline.replace("\u00a0", " ") for headline in headlines] == [
        "Незабаром приймаємо заявки", "Триває приймання заявок", "Приймання заявок завершено", "Журі читає заявки",
        "Результати оголошено",
    ]  # fmt: skip
    assert Call.objects.get().about_uk == public.about_uk
