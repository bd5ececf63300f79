"""Words that say nothing of what a text is about: a question may be full of them and must still be answered."""

_UKRAINIAN = """
а або але б би без бо був буде будуть була були було бути в вам вас весь ви від він вона вони воно все всі втім
далі де для до є ж же за завжди зі з із і й його йому інша інше інший інших інші її їй їм їх коли куди
лиш лише ми мені мене можна на навіть навіщо над нам нас наша наше наш наші не неї нею ні ніде нікуди ніхто ніщо
них о об однак ось от перед під по поки при про саме свій свого своє свої своїх себе скільки собі та так така таке
такий такі також там те тебе ти тим тих то тобі того той тому треба тут ту у усе усі хіба хоч хто це цей ці цих
цього цьому ця чи чий чим чого чому ще що щоб щодо я яка яке який яким яких якого якої якому якщо які як
"""
_ENGLISH = """
a about all also am an and any are as at be because been but by can could did do does for from had has have he her
here him his how i if in into is it its just let may me might must my no nor not of on or other others our ours out
over shall she should so some such than that the their them then there these they this those to too us very was we
were what when where which who whom whose why will with would you your
"""
STOP_WORDS = frozenset(f"{_UKRAINIAN} {_ENGLISH}".split())
