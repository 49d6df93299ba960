from django.urls import URLPattern, path

from . import views

app_name = "logbook"
urlpatterns: list[URLPattern] = [
    path("systems/<uuid:pk>/asks/", views.asks, name="asks"),
    path("systems/<uuid:pk>/ask/", views.ask_of, name="ask_of"),
    path("asks/<uuid:pk>/", views.ask, name="ask"),
    path("asks/<uuid:pk>/answer/", views.answer_ask, name="answer_ask"),
    path("answers/<uuid:pk>/", views.answer, name="answer"),
    path("promises/<uuid:pk>/answer/", views.answer_voice, name="answer_voice"),
    path("promises/<uuid:pk>/take-on/", views.take_on, name="take_on"),
    path("promises/<uuid:pk>/let-bring/", views.let_bring, name="let_bring"),
    path("attachments/<uuid:pk>/", views.attachment, name="attachment"),
    path("entries/<uuid:pk>/widen/", views.widen, name="widen"),
    path("entries/<uuid:pk>/lower/", views.lower, name="lower"),
    path("entries/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
]
