"""Перевірка протоколу суддівства. Потрібен лише Python 3.9 або новіший:

    python verify_protocol.py protocol-third.json

Програма перевіряє, чи протокол ніхто не змінював, чи дотримано правил суддівства, і сама рахує рейтинг наново.
Код завершення: 0 — усе гаразд, 1 — знайдено порушення, 2 — файл не вдалося прочитати.

Checks the protocol of a contest's judging; all it needs is Python 3.9 or newer (add --lang en for English). It checks
that nobody altered the protocol and that the rules of judging were kept, and computes the ranking anew by itself.
Exit code: 0 — all is right, 1 — faults were found, 2 — the file could not be read.

How it counts: a juror's points for an entry are 100 × Σ w(s − low)/(high − low) / Σ w over the criteria, in fractions,
without rounding. Compared are whole millionths of a point: floor(x × 1,000,000 + 0.6180339887498949). The strictness of
jurors, where the policy asks for it, is what least squares gives for points = entry + juror, with the strictness of all
jurors of a category adding up to 0.
"""

from __future__ import annotations  # For Python 3.9, which knows no `int | None`.

import sys

if sys.version_info < (3, 9):  # noqa: UP036 — the site needs a newer Python, its readers do not.
    sys.exit("Потрібен Python 3.9 або новіший. / Python 3.9 or newer is needed.")
