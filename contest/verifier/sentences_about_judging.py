"""Sentences about the jury's work and its ranking, in Ukrainian and in English."""

JUDGING_SENTENCES = {
    # What the jury did.
    "category_unknown": ("категорії «{category}» немає в правилах.", "the category “{category}” is not in the rules."),
    "award_unknown": ("відзнаки «{award}» немає в правилах.", "the award “{award}” is not in the rules."),
    "entry_unknown": ("заявки {entry} ніхто не допускав до суддівства.", "the entry {entry} was never admitted."),
    "entry_removed": (
        "заявку {entry} на цей час уже знято з суддівства (подія {since}).",
        "the entry {entry} had been removed from judging by then (event {since})."),
    "entry_twice": ("заявку {entry} допущено вдруге.", "the entry {entry} was admitted a second time."),
    "entry_elsewhere": (
        "заявка {entry} належить до категорії «{expected}», а не «{category}».",
        "the entry {entry} belongs to the category “{expected}”, not “{category}”."),
    "juror_unknown": ("{juror} не входить до журі.", "{juror} is not on the jury."),
    "juror_left": ("{juror} на цей час уже не в журі (подія {since}).", "{juror} had left the jury by then (event {since})."),
    "panel": (
        "{juror} не судить категорії «{category}», до якої належить заявка {entry}.",
        "{juror} does not judge the category “{category}”, to which the entry {entry} belongs."),
    "conflict": (
        "{juror} має конфлікт інтересів із заявкою {entry} (подія {since}), тож не може її судити.",
        "{juror} has a conflict of interest with the entry {entry} (event {since}), so may not judge it."),
    "conflict_unknown": (
        "знято конфлікт інтересів, якого не було записано: {juror}, заявка {entry}, підстава «{ground}».",
        "a conflict of interest is lifted that was not on record: {juror}, entry {entry}, ground “{ground}”."),
    "not_assigned": (
        "{juror} оцінює заявку {entry}, не призначену цьому членові журі.",
        "{juror} scores the entry {entry} without having been assigned it."),
    "unassigned": (
        "{juror} оцінює заявку {entry}, яку вже забрано (подія {since}).",
        "{juror} scores the entry {entry}, which had been taken away (event {since})."),
    "recused": (
        "{juror} оцінює заявку {entry} після самовідводу (подія {since}).",
        "{juror} scores the entry {entry} after having recused from it (event {since})."),
    "criterion_unknown": (
        "{juror} оцінює заявку {entry} за критерієм «{criterion}», якого немає в категорії «{category}».",
        "{juror} scores the entry {entry} by the criterion “{criterion}”, which the category “{category}” does not have."),
    "scale": (
        "{juror} ставить заявці {entry} за критерієм «{criterion}» {score}; шкала — від {low} до {high}.",
        "{juror} gives the entry {entry} {score} by the criterion “{criterion}”; the scale is {low} to {high}."),
    "incomplete": (
        "{juror} оцінює заявку {entry} не за всіма критеріями, тож ця оцінка не рахується.",
        "{juror} scores the entry {entry} by some of the criteria only, so this evaluation does not count."),
    "revision": (
        "{juror}, заявка {entry}: номер редакції оцінки {found}, а має бути {expected}.",
        "{juror}, entry {entry}: the revision of the evaluation is {found}, but {expected} is expected."),
    "submitted_again": (
        "{juror} подає оцінку заявки {entry} вдруге; оцінку можна лише змінити, пояснивши чому.",
        "{juror} submits the evaluation of the entry {entry} a second time; it can only be changed, with a reason."),
    "changed_before_submitted": (
        "{juror} змінює оцінку заявки {entry}, якої ще не було подано.",
        "{juror} changes an evaluation of the entry {entry} that had not been submitted."),
    "no_reason": (
        "немає відбитка пояснення (поле «{field}»): пояснення тут обовʼязкове.",
        "the hash of a reason is missing (the field “{field}”): a reason is needed here."),
    # After the scoring.
    "closed_again": ("суддівство вже закрито (подія {since}).", "the judging had been closed (event {since})."),
    "after_closing": (
        "подія «{kind}» після закриття суддівства (подія {since}) не дозволена; вона не врахована.",
        "an event “{kind}” is not allowed after the judging was closed (event {since}); it was not counted."),
    "before_closing": (
        "подія «{kind}» можлива лише після закриття суддівства.",
        "an event “{kind}” is possible only after the judging was closed."),
    "late_change": (
        "Після закриття суддівства: {juror}, заявка {entry}, «{kind}». Від цього може змінитися рейтинг.",
        "After the judging was closed: {juror}, entry {entry}, “{kind}”. This can change the ranking."),
    "late_admission": (
        "Заявку {entry} повернуто вже після закриття суддівства. Від цього може змінитися рейтинг.",
        "The entry {entry} was admitted again after the judging had been closed. This can change the ranking."),
    "late_removal": (
        "Заявку {entry} знято вже після закриття суддівства.",
        "The entry {entry} was removed after the judging had been closed."),
    "not_closed": (
        "Суддівство не закрито: протокол не закінчено або відрізано.",
        "The judging is not closed: the protocol is unfinished or cut off."),
    "no_ranking": (
        "Рейтингу не оголошено, тож порівнювати немає з чим: протокол не закінчено або відрізано.",
        "No ranking is declared, so there is nothing to compare with: the protocol is unfinished or cut off."),
    "tie_repeats": (
        "у рішенні щодо рівності заявка {entry} стоїть двічі.",
        "in the decision on a tie the entry {entry} stands twice."),
    "tie_unforeseen": (
        "правила не передбачають рішення щодо рівності, тож воно нічого не змінює.",
        "the rules know no decision on ties, so it changes nothing."),
    "decided_what": (
        "рішення «{outcome}» має називати щось одне: категорію (для переможця) або відзнаку.",
        "the decision “{outcome}” should name one thing: a category (for a winner) or an award."),
    "decided_whom": (
        "рішення «{outcome}» має називати заявку, а рішення нікому не присуджувати відзнаку — жодної.",
        "the decision “{outcome}” should name an entry, and one that nobody gets an award should name none."),
    "withheld_differs": (
        "рішення нікому не присуджувати відзнаку «{award}» позначено як {stated}, а насправді воно {expected}.",
        "the decision that nobody gets the award “{award}” is marked as {stated}, but is {expected}."),
    "withheld_departure": (
        "рішення журі нікому не присуджувати відзнаку «{award}» відрізняється від рейтингу; відбиток пояснення є.",
        "the jury's decision that nobody gets the award “{award}” differs from the ranking; the hash of a reason is there."),
    "withheld_no_reason": (
        "рішення нікому не присуджувати відзнаку «{award}» відрізняється від рейтингу, а відбитка пояснення немає.",
        "the decision that nobody gets the award “{award}” differs from the ranking, but the hash of a reason is missing."),
    "decided_twice": (
        "відзнаку «{award}» вже присуджено заявці {before}.",
        "the award “{award}” had been given to the entry {before}."),
    "differs": (
        "рішення щодо заявки {entry} позначено як {stated}, а насправді воно {expected}.",
        "the decision on the entry {entry} is marked as {stated}, but is {expected}."),
    "departure": (
        "рішення журі щодо заявки {entry} відрізняється від рейтингу; відбиток пояснення є.",
        "the jury's decision on the entry {entry} differs from the ranking; the hash of a reason is there."),
    "outdated": (
        "Після останнього оголошення рейтингу сталися події, які його змінюють.",
        "After the ranking was last declared there are events that change it."),
    "differs_no_reason": (
        "рішення щодо заявки {entry} відрізняється від рейтингу, а відбитка пояснення немає.",
        "the decision on the entry {entry} differs from the ranking, but the hash of a reason is missing."),
    # The ranking.
    "rank_missing": (
        "рейтинг «{category}»: немає заявки {entry}; вона має бути на місці {place} з балом {score}.",
        "ranking “{category}”: the entry {entry} is missing; it should have place {place} with the score {score}."),
    "rank_extra": (
        "рейтинг «{category}»: заявки {entry} в ньому не має бути.",
        "ranking “{category}”: the entry {entry} should not be in it."),
    "rank_twice": (
        "рейтинг «{category}»: заявка {entry} стоїть двічі.",
        "ranking “{category}”: the entry {entry} stands twice."),
    "rank_order": (
        "рейтинг «{category}»: заявка {entry} стоїть не за порядком місць.",
        "ranking “{category}”: the entry {entry} is not listed in the order of places."),
    "rank_place": (
        "рейтинг «{category}», заявка {entry}: оголошено місце {found}, за перерахунком — {expected}.",
        "ranking “{category}”, entry {entry}: place {found} is declared, {expected} is computed."),
    "rank_score": (
        "рейтинг «{category}», заявка {entry}: оголошено бал {found}, за перерахунком — {expected}.",
        "ranking “{category}”, entry {entry}: the score {found} is declared, {expected} is computed."),
    "rank_raw": (
        "рейтинг «{category}», заявка {entry}: оголошено бал без поправки {found}, за перерахунком — {expected}.",
        "ranking “{category}”, entry {entry}: the raw score {found} is declared, {expected} is computed."),
    "rank_evaluations": (
        "рейтинг «{category}», заявка {entry}: оголошено оцінок {found}, за протоколом — {expected}.",
        "ranking “{category}”, entry {entry}: {found} evaluations are declared, the protocol has {expected}."),
    "without_quorum": (
        "категорія «{category}»: оголошено без кворуму: {found}; за перерахунком: {expected}.",
        "category “{category}”: declared without quorum: {found}; computed: {expected}."),
    "winners": (
        "категорія «{category}»: оголошено переможців: {found}; за правилами мають бути: {expected}.",
        "category “{category}”: winners declared: {found}; winners by the rules: {expected}."),
    "award": (
        "відзнака «{award}»: оголошено: {found}; за правилами має бути: {expected}.",
        "award “{award}”: declared: {found}; by the rules: {expected}."),
    "disconnected": (
        ("Категорія «{category}»: журі розпадається на групи без спільних заявок ({parts}), тож суворість порівняти не "
         "можна; рейтинг — без поправки."),
        ("Category “{category}”: the jury falls into groups without common entries ({parts}), so strictness cannot be "
         "compared; the ranking is without adjustment.")),
    "floats": (
        ("Категорія «{category}»: журі велике ({jurors}), тож суворість обчислено наближено, у числах із рухомою комою; "
         "різниця на одну мільйонну може бути похибкою."),
        ("Category “{category}”: the jury is large ({jurors}), so strictness was computed approximately, in floating point; "
         "a difference of one millionth may be an error of rounding.")),
    "undecided": (
        "Категорія «{category}»: рівність на межі призових місць не розвʼязано: {entries}.",
        "Category “{category}”: a tie at the edge of the winning places is undecided: {entries}."),
    "award_undecided": (
        "Відзнака «{award}»: рівність не розвʼязано: {entries}.",
        "Award “{award}”: a tie is undecided: {entries}."),
}  # fmt: skip
