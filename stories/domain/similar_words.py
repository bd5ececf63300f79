"""Which words two stories both come back to."""

from collections.abc import Collection

from stories.models import SearchDocument
from stories.text.lemmas import keys_of

# Every other story of a catalogue of communities comes back to these.
_EVERYWHERE = frozenset(
    key
    for word in (
        "громада", "громадський", "місто", "міський", "село", "рада", "рік", "місяць", "день", "час", "місце", "люди",
        "людина", "проєкт", "програма", "робота", "мешканець", "україна", "область", "новий", "перший", "історія",
        "могти", "мати", "стати", "сам", "один", "два", "три", "другий", "друг", "місцевий", "кожен", "разом",
        "community", "city", "council", "town", "village", "year", "month", "day", "time", "place", "people", "person",
        "project", "programme", "work", "resident", "ukraine", "region", "new", "first", "story", "one", "two", "three",
        "second", "local", "hromada",
    )
    for key in keys_of(word)
)  # fmt: skip


def similar_by_words(story_id: int, *, candidates: Collection[int]) -> dict[int, list[str]]:
    """Return for each candidate the words that both stories come back to, those first that this one has most.

    Words that any story of the catalogue may come back to don't count. Candidates without such a word, or not in the
    index, are left out. One query.
    """
    documents = SearchDocument.objects.filter(pk__in=[story_id, *candidates])
    focus = {pk: dict(pairs) for pk, pairs in documents.values_list("pk", "focus")}
    own = {key: word for key, word in focus.pop(story_id, {}).items() if key not in _EVERYWHERE}
    shared = {pk: [word for key, word in own.items() if key in theirs] for pk, theirs in focus.items()}
    return {pk: words for pk, words in shared.items() if words}
