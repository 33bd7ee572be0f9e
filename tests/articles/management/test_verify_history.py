import io

import pytest
from django.core.management import CommandError, call_command

from tests.articles.test_history import tamper
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_verify_history_counts_what_is_whole():
    make_article("approved")
    said = io.StringIO()

    call_command("verify_history", stdout=said)

    assert said.getvalue() == "3 moves verified: every chain is whole.\n"


def test_verify_history_names_the_first_broken_row():
    article = make_article("approved")
    tamper("UPDATE articles_transition SET reason = 'x' WHERE number > 1")

    with pytest.raises(CommandError, match=f"Article {article.pk}, move 2 ") as refusal:
        call_command("verify_history")

    assert refusal.value.returncode == 1
