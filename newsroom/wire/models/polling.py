"""How asking a source goes. Apart from the source itself: whoever saves its form must not undo what a job has noted."""

from django.db import models

from ..sentences import Sentence, read
from .source import Source

LONGEST_MARK = 500


class HasProblem(models.Model):
    """What went wrong, kept so that each reads it in their own language."""

    problem_kept = models.JSONField(default=dict)

    class Meta:
        abstract = True

    @property
    def problem(self) -> Sentence:
        return read(self.problem_kept)

    @problem.setter
    def problem(self, said: str) -> None:
        self.problem_kept = Sentence.of(said).kept if said else {}


class Polling(HasProblem):
    """When a source was asked, what came of it, and when it is asked again."""

    source = models.OneToOneField(Source, primary_key=True, on_delete=models.CASCADE, related_name="polling")
    next_at = models.DateTimeField(null=True, db_index=True)
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)  # records by what became of them
    # Stories whose pictures wait for the next time, by `Filing.key`; None: look at those of each story that comes.
    pictures_left = models.JSONField(null=True)
    moved_to = models.CharField(max_length=2000, blank=True)
    # What the server said of the last answer, to be asked for what has changed since; of this address alone.
    address = models.CharField(max_length=2000, blank=True)
    etag = models.CharField(max_length=LONGEST_MARK, blank=True)
    last_modified = models.CharField(max_length=LONGEST_MARK, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    def __str__(self):
        return str(self.source)


class Poll(HasProblem):
    """A look at a source and what it brought; those after it that brought nothing else are `times` the same one."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="polls")
    first_at = models.DateTimeField()
    at = models.DateTimeField()  # the last of them
    times = models.PositiveIntegerField(default=1)
    counts = models.JSONField(default=dict)  # records by what became of them

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.source} {self.at:%Y-%m-%d %H:%M}"


class SourceFile(models.Model):
    """A file of a source's folder, as it was seen last."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=1100)  # bytes that are no text are written as \\xNN
    size = models.BigIntegerField()
    modified_ns = models.BigIntegerField()
    is_read = models.BooleanField(default=False)  # else it may still grow
    seen_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "name"], name="wire_source_file_once")]

    def __str__(self):
        return self.name
