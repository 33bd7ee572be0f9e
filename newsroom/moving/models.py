"""What came along with stories, so that it comes only once: comments by their number."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from newsroom.responses.models import Letter


class TakenComment(models.Model):
    """A comment that became a letter. It stays when its reader's letters are erased: they do not come back."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    external_id = models.CharField(max_length=64)
    letter = models.ForeignKey(Letter, null=True, on_delete=models.SET_NULL, related_name="+")  # what replies lead to

    class Meta:
        verbose_name = _("comment from elsewhere")
        verbose_name_plural = _("comments from elsewhere")
        constraints = [models.UniqueConstraint(fields=["article", "external_id"], name="taken_comment_once")]

    def __str__(self):
        return self.external_id
