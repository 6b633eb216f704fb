"""Addresses of accounts, cards, recovery and invitations."""

from django.urls import path

from konbit.people import views

app_name = "people"

urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/data.json", views.my_data, name="my_data"),
    path("account/leave/", views.leave, name="leave"),
    path("account/card/", views.my_card, name="my_card"),
    path("account/card/pin/", views.my_pin, name="my_pin"),
    path("account/card/new/", views.new_card_of_mine, name="new_card_of_mine"),
    path("account/recovery/stop/", views.stop_recovery, name="stop_recovery"),
    path("hand-over/", views.hand_over, name="hand_over"),
    path("card/", views.card_sign_in, name="card_sign_in"),
    path("cards/in/<str:scope>/", views.cards, name="cards"),
    path("cards/<int:card_id>/", views.card_paper, name="card_paper"),
    path("cards/<int:card_id>/renew/", views.card_renew, name="card_renew"),
    path("cards/<int:card_id>/block/", views.card_block, name="card_block"),
    path("recover/", views.recover, name="recover"),
    path("recover/finish/", views.recover_finish, name="recover_finish"),
    path("recoveries/", views.recoveries, name="recoveries"),
    path("recoveries/<int:recovery_id>/confirm/", views.recovery_confirm, name="recovery_confirm"),
    path("invitations/in/<str:scope>/", views.invitations, name="invitations"),
    path("invitations/<int:invitation_id>/close/", views.invitation_close, name="invitation_close"),
    path("join/<str:token>/", views.join, name="join"),
]
