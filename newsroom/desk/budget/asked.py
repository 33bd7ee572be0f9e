"""Which day and section a budget is asked for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Section
from newsroom.desk.periods import DayField, SectionField, in_order, today, with_days


class BudgetForm(forms.Form):
    """Without a day, today in the newsroom's zone, which the form then shows; without a section, all of them."""

    day = DayField(label=_("Day"))
    section = SectionField()

    def __init__(self, asked):
        super().__init__(with_days(asked, day=today()))
        self.fields["section"].offer(in_order(Section.objects.all()))
