"""Fills the database of the site in the browser: `python -m tests.browser.planting`, with development's settings.

One process does what a newcomer's commands do, as each of them would take seconds to begin.
"""

COMMANDS = ("migrate", "load_communities", "load_stories", "load_call", "create_demo_accounts")

if __name__ == "__main__":
    import django

    django.setup()
    from django.core.management import call_command

    for command in COMMANDS:
        call_command(command, verbosity=0 if command == "migrate" else 1)
