"""Sentences about the file, its chain and the rules in it, in Ukrainian and in English."""

FILE_SENTENCES = {
    # The file as a whole.
    "no_such_file": ("Такого файлу немає.", "There is no such file."),
    "no_file": ("Файл не вдалося відкрити: {why}.", "The file could not be opened: {why}."),
    "too_big": (
        ("Файл більший за {limit} МБ, тому його не прочитано. Якщо це справді протокол, додайте --max-megabytes з більшим "
         "числом."),
        "The file is larger than {limit} MB, so it was not read. If it really is a protocol, add --max-megabytes with more."),
    "memory": ("Щоб прочитати файл, забракло памʼяті.", "There was not enough memory to read the file."),
    "not_utf8": ("Файл не є текстом у кодуванні UTF-8.", "The file is not text in UTF-8."),
    "not_json": (
        "Файл не є правильним JSON: помилка в рядку {line}, знак {column}.",
        "The file is not valid JSON: an error in line {line}, character {column}."),
    "too_deep": (
        "Дужки у файлі вкладено глибше, ніж буває в протоколі.",
        "Brackets in the file stand deeper inside each other than in any protocol."),
    "not_protocol": (
        "Це не протокол: очікується обʼєкт із полями «format», «edition» і «events».",
        "This is no protocol: an object with the fields “format”, “edition” and “events” is expected."),
    "no_events": ("У протоколі немає жодної події.", "There is not a single event in the protocol."),
    # Values.
    "float": (
        "число {found} записано з крапкою або степенем; у протоколі бувають лише цілі числа, а дроби пишуть текстом.",
        ("the number {found} is written with a point or an exponent; a protocol has whole numbers only, fractions stand as "
         "text.")),
    "not_number": ("«{found}» не є числом.", "“{found}” is no number."),
    "long_number": (
        "число {found} надто довге: очікується щонайбільше 15 цифр.",
        "the number {found} is too long: at most 15 digits are expected."),
    "doubled_key": (
        "поле «{field}» записано двічі, тож його можна прочитати по-різному.",
        "the field “{field}” stands twice, so it can be read in two ways."),
    "not_nfc": (
        "текст «{found}» не зведено до форми NFC: однакові на вигляд слова мали б різні відбитки.",
        "the text “{found}” is not in the form NFC: words that look alike would have different fingerprints."),
    "broken_text": ("текст «{found}» містить половину знака.", "the text “{found}” has half a character in it."),
    "nested": (
        "дужки вкладено глибше, ніж буває в протоколі.",
        "brackets stand deeper inside each other than in any protocol."),
    "field_missing": ("бракує поля «{field}».", "the field “{field}” is missing."),
    "field_unknown": ("поля «{field}» тут не має бути.", "the field “{field}” should not be here."),
    "field_wrong": (
        "у полі «{field}» має стояти {expected}, а стоїть {found}.",
        "the field “{field}” should hold {expected}, but holds {found}."),
    "kind_unknown": ("невідомий вид події «{found}».", "the kind of event “{found}” is unknown."),
    # The chain.
    "missing": ("її немає в протоколі.", "is not in the protocol."),
    "missing_many": (
        "її та наступних до події {last} включно немає в протоколі.",
        "is not in the protocol, nor are those that follow, up to event {last}."),
    "doubled": (
        "подію записано кілька разів ({times}); має бути один раз.",
        "the event stands there several times ({times}); once is expected."),
    "number_shared": (
        "під цим номером стоять різні події ({times}); має бути одна, решту вставлено.",
        "different events bear this number ({times}); one is expected: the others were inserted."),
    "order": (
        "стоїть у файлі на місці {place}, хоча події мають іти за номерами.",
        "stands at place {place} in the file, though events should stand in the order of their numbers."),
    "hash": (
        "вміст не відповідає відбитку: подію змінили. Записано {stated}, а за вмістом має бути {expected}.",
        ("the content does not match the hash: the event was altered. {stated} is written, {expected} follows from the "
         "content.")),
    "link": (
        ("посилається на попередню подію з відбитком {stated}, а в події {before} відбиток {expected}: попередню подію "
         "замінили або між ними щось вилучили чи вставили."),
        ("refers to a previous event with the hash {stated}, but event {before} has the hash {expected}: the previous event "
         "was replaced, or something between them was taken out or put in.")),
    "first_link": (
        "це перша подія, тож поле «previous» має складатися з 64 нулів, а стоїть {stated}.",
        "this is the first event, so “previous” should be 64 zeros, but is {stated}."),
    "last_hash": (
        "Протокол закінчується відбитком {found}, а очікується {expected}: це інший протокол або кінець його відрізано.",
        ("The protocol ends with the hash {found}, but {expected} is expected: this is another protocol, or its end was cut "
         "off.")),
    "time_back": (
        "датована {at}, раніше за попередню подію ({before}); час не може йти назад.",
        "is dated {at}, earlier than the event before ({before}); time cannot go back."),
    # The policy.
    "first_not_policy": (
        "першою має бути подія «policy_frozen» із правилами суддівства, а стоїть «{found}».",
        "the first event should be “policy_frozen” with the rules of judging, but is “{found}”."),
    "policy_again": (
        "правила суддівства фіксують лише раз, на самому початку.",
        "the rules of judging are frozen once only, at the very beginning."),
    "fingerprint": (
        "відбиток правил суддівства {stated}, а за їхнім змістом має бути {expected}.",
        "the fingerprint of the rules of judging is {stated}, but {expected} follows from what they say."),
    "policy_repeats": (
        "у правилах «{found}» повторюється в полі «{field}».",
        "in the rules, “{found}” is repeated in “{field}”."),
    "policy_scale": (
        "шкала критерію «{criterion}» у категорії «{category}» має починатися нижче, ніж закінчується.",
        "the scale of the criterion “{criterion}” in the category “{category}” should begin below its end."),
    "policy_criterion": (
        "правила називають критерій «{found}», якого немає в жодній категорії.",
        "the rules name the criterion “{found}”, which no category has."),
    "policy_trim": (
        "для усіченого середнього правила мають називати «trim_percent».",
        "for the trimmed mean the rules should name “trim_percent”."),
    "no_policy": (
        "Правил суддівства прочитати не вдалося, тож ні дотримання їх, ні рейтинг не перевірено.",
        "The rules of judging could not be read, so neither their keeping nor the ranking was checked."),
    "edition": (
        "правила зафіксовано для конкурсу «{stated}», а протокол названо протоколом конкурсу «{expected}».",
        "the rules were frozen for the edition “{stated}”, but the protocol says it is that of the edition “{expected}”."),
    "edition_loose": (
        "Назва конкурсу в протоколі не захищена відбитками: звірте її самі.",
        "The edition's name in the protocol is not protected by the hashes: check it yourself."),
}  # fmt: skip
