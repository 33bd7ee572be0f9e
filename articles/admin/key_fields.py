"""Choices by key on a form. Django's own take what `int` takes: spaces, signs, zeros before, digits of any script."""

from django import forms

from .keys import key_of


class KeyField(forms.ModelChoiceField):
    def to_python(self, value):
        if isinstance(value, str) and value not in self.empty_values and key_of(value) is None:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
            )
        return super().to_python(value)


class KeysField(forms.ModelMultipleChoiceField):
    def clean(self, value):
        if isinstance(value, list | tuple) and (strange := [key for key in value if key_of(str(key)) is None]):
            raise forms.ValidationError(
                self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": strange[0]}
            )
        return super().clean(value)
