"""All that an import leaves behind, to compare two ways of getting there."""

import re

from django.apps import apps
from django.db.models import DateTimeField, ForeignKey
from procrastinate.contrib.django.models import ProcrastinateJob

APPS = ("articles", "wire")
# They name keys and moments, or count how often something was done.
OWN = {
    ("transition", "hash"),
    ("transition", "previous_hash"),
    ("article", "history_head"),
    ("edition", "number"),
    ("edition", "second"),
}
# Of the run, beside what Django stamps.
MOMENTS = {"at", "saved_at", "first_shown_at", "raised_at", "decided_at", "stale_since"}
AS_SAID = {("publishedversion", "published_at")}


def everything():
    """Every row of both apps by model, in order of their keys, which stand as places; moments of the run as there or
    not. Then the jobs that were deferred."""
    models = [model for name in APPS for model in apps.get_app_config(name).get_models(include_auto_created=True)]
    places = {model: {key: place for place, key in enumerate(_keys(model))} for model in models}
    found = {model._meta.model_name: [_row(row, places) for row in model.objects.order_by("pk")] for model in models}
    for name in ("byline", "publicationbyline", "article_topics", "publication_topics", "publication_pictures"):
        found[name].sort(key=repr)  # nobody asks in which order they came
    return found | {"jobs": sorted(ProcrastinateJob.objects.values_list("task_name", flat=True))}


def as_places(sentence, places):
    """A sentence that names stories by their keys, with their places instead."""
    return re.sub(r"#(\d+)", lambda found: f"#{places[int(found[1])]}", sentence)


def _keys(model):
    return model.objects.order_by("pk").values_list("pk", flat=True)


def _row(row, places):
    return {field.attname: _value(row, field, places) for field in row._meta.concrete_fields if _counts(row, field)}


def _counts(row, field):
    name = row._meta.model_name
    return (name, field.name) not in OWN and not (field.primary_key and not isinstance(field, ForeignKey))


def _value(row, field, places):
    value = getattr(row, field.attname)
    if isinstance(field, ForeignKey) and field.related_model in places:
        return places[field.related_model].get(value)
    if isinstance(field, DateTimeField):
        is_of_the_run = field.name in MOMENTS or field.auto_now or field.auto_now_add
        is_of_the_run |= (row._meta.model_name, field.name) in AS_SAID
        return value is not None if is_of_the_run else value
    if field.name == "translation_group":
        article = next(model for model in places if model._meta.model_name == "article")
        return places[article][value]
    if (row._meta.model_name, field.name) == ("wireitem", "reason"):
        article = next(model for model in places if model._meta.model_name == "article")
        return as_places(value, places[article])
    if field.name == "details":  # a move names timed changes and blocks by their keys
        return sorted(value)
    return value
