"""All that an import leaves behind, to compare two ways of getting there."""

import re

from django.apps import apps
from django.db.models import DateTimeField, ForeignKey
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Article, Image, Revision

APPS = ("articles", "wire")
# They name keys and moments, or count how often something was done.
OWN = {
    ("transition", "hash"),
    ("transition", "previous_hash"),
    ("article", "history_head"),
    ("edition", "number"),
    ("edition", "second"),
    ("polling", "counts"),
}
# Of the run, beside what Django stamps.
MOMENTS = {
    *("at", "saved_at", "first_shown_at", "raised_at", "decided_at", "stale_since"),
    *("asked_at", "answered_at", "next_at"),
}
OF_RUNS = {"poll"}  # tells of every look by itself, also of one that was ended
AS_SAID = {("publishedversion", "published_at")}


def everything():
    """Every row of both apps by model, in order of their keys, which stand as places; moments of the run as there or
    not. Then the jobs that were deferred."""
    tables = [model for name in APPS for model in apps.get_app_config(name).get_models(include_auto_created=True)]
    models = [model for model in tables if model._meta.model_name not in OF_RUNS]
    places = {model: {key: place for place, key in enumerate(_keys(model))} for model in models}
    digests = {revision.digest: _without_keys(revision.content, places) for revision in Revision.objects.all()}
    found = {
        model._meta.model_name: [_row(row, places, digests) for row in model.objects.order_by("pk")] for model in models
    }
    for name in ("byline", "publicationbyline", "article_topics", "publication_topics", "publication_pictures"):
        found[name].sort(key=repr)  # nobody asks in which order they came
    return found | {"jobs": sorted(ProcrastinateJob.objects.values_list("task_name", flat=True))}


def as_places(sentence, places):
    """A sentence that names stories by their keys, with their places instead."""
    return re.sub(r"#(\d+)", lambda found: f"#{places[int(found[1])]}", sentence)


def _without_keys(content, places):
    """A text that is kept, with places of pictures in place of their keys."""
    lead = places[Image].get(content["lead_image_id"])
    return content | {"body": _of_pictures(content["body"], places), "lead_image_id": lead}


def _of_pictures(body, places):
    return re.sub(r'data-picture="(\d+)"', lambda found: f'data-picture="{places[Image][int(found[1])]}"', body)


def _keys(model):
    return model.objects.order_by("pk").values_list("pk", flat=True)


def _row(row, places, digests):
    fields = row._meta.concrete_fields
    return {field.attname: _value(row, field, places, digests) for field in fields if _counts(row, field)}


def _counts(row, field):
    name = row._meta.model_name
    return (name, field.name) not in OWN and not (field.primary_key and not isinstance(field, ForeignKey))


def _value(row, field, places, digests):
    value = getattr(row, field.attname)
    if isinstance(field, ForeignKey) and field.related_model in places:
        return places[field.related_model].get(value)
    if isinstance(field, DateTimeField):
        is_of_the_run = field.name in MOMENTS or field.auto_now or field.auto_now_add
        is_of_the_run |= (row._meta.model_name, field.name) in AS_SAID
        # What is published anew is of the run where its source names no moment.
        is_of_the_run |= field.name == "updated_at" and value != row.first_published_at
        return value is not None if is_of_the_run else value
    match (row._meta.model_name, field.name):
        case ("wireitem", "reason"):
            return as_places(value, places[Article])
        case ("revision", "content"):
            return _without_keys(value, places)
        case ("revision", "digest") | ("transition", "revision_digest"):
            return digests.get(value, value)
        case ("polling", "pictures_left"):
            return value or []  # unknown, which makes the next look a longer one, or none
        case ("image", "original"):
            return bool(value)  # under a random name
        case (_model, "translation_group"):
            return places[Article][value]
        case (_model, "details"):  # a move names timed changes and blocks by their keys
            return sorted(value)
    return _of_pictures(value, places) if isinstance(value, str) else value
