"""The account pages, in no language of their own. `account_login` and `mfa_authenticate` are allauth's names."""

from django.urls import path, register_converter

from articles.admin.by_key import RecordKey

from .views import account, factors, passwords, sign_in

register_converter(RecordKey, "factor_key")

urlpatterns = [
    path("", account.AccountView.as_view(), name="account_home"),
    path("login/", sign_in.to_sign_in, name="account_login"),
    path("login/code/", sign_in.SecondFactorView.as_view(), name="mfa_authenticate"),
    path("login/passkey/", sign_in.PasskeySignInView.as_view(), name="passkey_sign_in"),
    path("second-factor/", factors.ChoiceView.as_view(), name="second_factor"),
    path("second-factor/app/", factors.AppView.as_view(), name="add_app"),
    path("second-factor/passkey/", factors.NewPasskeyView.as_view(), name="add_passkey"),
    path("second-factor/codes/", factors.CodesView.as_view(), name="new_codes"),
    path("second-factor/<factor_key:number>/remove/", factors.RemovalView.as_view(), name="remove_factor"),
    path("second-factor/<factor_key:number>/name/", factors.NameView.as_view(), name="rename_passkey"),
    path("sessions/end/", account.EndSessionView.as_view(), name="end_session"),
    path("mail/", account.MailView.as_view(), name="change_mail"),
    path("mail/<str:token>/", passwords.ConfirmMailView.as_view(), name="confirm_mail"),
    path("password/forgotten/", passwords.ForgottenView.as_view(), name="admin_password_reset"),
    path("password/choose/", passwords.ChoosePasswordView.as_view(), name="choose_password"),
    path("password/<str:token>/", passwords.OpenLinkView.as_view(), name="open_link"),
]
