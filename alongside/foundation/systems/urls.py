from django.urls import URLPattern, path

from . import views

app_name = "systems"
urlpatterns: list[URLPattern] = [
    path("systems/", views.systems, name="systems"),
    path("systems/new/", views.found, name="found"),
    path("systems/<uuid:pk>/table/", views.table, name="table"),
    path("systems/<uuid:pk>/table/invite/", views.invite, name="invite"),
    path("invitations/", views.invitations, name="invitations"),
    path("invitations/<uuid:pk>/", views.answer_invitation, name="answer_invitation"),
    path("invitations/<uuid:pk>/back/", views.take_back_invitation, name="take_back_invitation"),
    path("systems/<uuid:pk>/table/no/", views.exclude, name="exclude"),
    path("seats/<uuid:pk>/end/", views.end_seat, name="end_seat"),
    path("exclusions/<uuid:pk>/back/", views.readmit, name="readmit"),
    path("systems/<uuid:pk>/words/", views.wordings, name="wordings"),
    path("systems/<uuid:pk>/words/<slug:part>/", views.word, name="word"),
    path("systems/<uuid:pk>/small-numbers/", views.hide_below, name="hide_below"),
    path("systems/<uuid:pk>/within/", views.within, name="within"),
    path("systems/<uuid:pk>/within/<uuid:outer>/out/", views.take_out, name="take_out"),
]
