"""Words: everything that is said, in Ukrainian and in English."""

import json
from collections.abc import Iterable
from typing import Any

from contest.verifier.sentences_about_file import FILE_SENTENCES
from contest.verifier.sentences_about_judging import JUDGING_SENTENCES

LANGUAGES = ("uk", "en")
LONGEST_SHOWN = 120  # Characters of the file's own text in a sentence.
MESSAGES = {**FILE_SENTENCES, **JUDGING_SENTENCES}
LABELS = {
    "good": (
        "УСЕ ГАРАЗД: протокол цілий, правил дотримано, рейтинг збігається з перерахунком.",
        "ALL IS RIGHT: the protocol is whole, the rules were kept, the ranking equals the one computed anew."),
    "good_unfinished": (
        "ПОКИ ЩО ВСЕ ГАРАЗД: порушень не знайдено, але протокол не закінчено.",
        "ALL IS RIGHT SO FAR: no faults were found, but the protocol is unfinished."),
    "bad": ("ЗНАЙДЕНО ПОРУШЕННЯ: {count}.", "FAULTS FOUND: {count}."),
    "unread": ("ПРОТОКОЛ НЕ ПРОЧИТАНО.", "THE PROTOCOL WAS NOT READ."),
    "facts": (
        "Конкурс: {edition}. Подій: {events}. Враховано оцінок: {evaluations}.",
        "Edition: {edition}. Events: {events}. Evaluations counted: {evaluations}."),
    "last": (
        ("Відбиток останньої події: {hash}\nЗвірте його з оприлюдненим деінде: без цього не видно, чи не переписано весь "
         "протокол і чи не відрізано його кінець."),
        ("Hash of the last event: {hash}\nCompare it with the one published elsewhere: without that nobody can see whether "
         "the whole protocol was rewritten or its end was cut off.")),
    "faults": ("Порушення:", "Faults:"),
    "notices": ("Зауваги (не порушення):", "Remarks (no faults):"),
    "more": ("… і ще {count}.", "… and {count} more."),
    "event": ("Подія {event}: {text}", "Event {event}: {text}"),
    "ranking": ("Рейтинг за перерахунком:", "The ranking computed anew:"),
    "category": ("Категорія «{category}»", "Category “{category}”"),
    "place": ("{place}. {entry} — {score} (оцінок: {evaluations})", "{place}. {entry} — {score} ({evaluations} evaluations)"),
    "tie": ("рівність: {entries} — розвʼязано: {by}", "tie: {entries} — broken by: {by}"),
    "unbroken": ("рівність: {entries} — не розвʼязано", "tie: {entries} — not broken"),
    "quorum": ("без кворуму: {entries}", "without quorum: {entries}"),
    "winner_list": ("переможці: {entries}", "winners: {entries}"),
    "award_line": ("Відзнака «{award}»: {entry}", "Award “{award}”: {entry}"),
    "nobody": ("жодної заявки", "no entry"),
}  # fmt: skip
DIFFERS = {
    True: ("відмінне від рейтингу", "different from the ranking"),
    False: ("згідне з рейтингом", "in accord with the ranking"),
}


def label(name: str, language: str, **values: Any) -> str:
    """Return one of the fixed phrases."""
    return LABELS[name][LANGUAGES.index(language)].format(**values)


def shown(value: Any) -> str:
    """Return the file's own value so that no terminal obeys it and no sentence drowns in it."""
    if isinstance(value, (list, dict)):
        return "[…]" if isinstance(value, list) else "{…}"
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    clean = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[: LONGEST_SHOWN + 1])
    return clean if len(clean) <= LONGEST_SHOWN else f"{clean[: LONGEST_SHOWN - 1]}…"


def listed(entries: Iterable[str | None]) -> tuple[str, str]:
    """Return the entries as an enumeration, in both languages; None is no entry."""
    text = ", ".join(shown(entry) for entry in entries if entry is not None)
    return (text, text) if text else LABELS["nobody"]
