from django.apps import AppConfig, apps
from django.db import connections
from django.db.backends.signals import connection_created


class FreshnessConfig(AppConfig):
    name = "freshness"

    def ready(self) -> None:
        from freshness import watch  # noqa: PLC0415 - the tables are known only now

        watch.know_tables(
            model._meta.db_table.lower()
            for model in apps.get_models(include_auto_created=True)
            if not model._meta.proxy
        )
        connection_created.connect(watch.watch_new_connection, dispatch_uid="freshness")
        for connection in connections.all(initialized_only=True):
            watch.watch_connection(connection)
