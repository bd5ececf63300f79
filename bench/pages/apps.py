from django.apps import AppConfig


class BenchPagesConfig(AppConfig):
    name = "bench.pages"
    label = "bench_pages"
