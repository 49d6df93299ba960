from django.urls import path

from . import views

app_name = "signals"
urlpatterns = [
    path("api/signals", views.say, name="say"),
    path("systems/<uuid:pk>/sources/", views.sources, name="sources"),
    path("systems/<uuid:pk>/sources/begin/", views.begin_source, name="begin_source"),
    path("sources/<uuid:pk>/", views.source, name="source"),
    path("sources/<uuid:pk>/signs/", views.add_sign, name="add_sign"),
    path("sources/<uuid:pk>/token/", views.make_token, name="make_token"),
    path("sources/<uuid:pk>/token/<uuid:token>/stop/", views.stop_token, name="stop_token"),
    path("sources/<uuid:pk>/file/", views.bring_in, name="bring_in"),
    path("sources/<uuid:pk>/hold/", views.hold_source, name="hold_source"),
    path("sources/<uuid:pk>/take-up/", views.take_up_source, name="take_up_source"),
    path("sources/<uuid:pk>/end/", views.end_source, name="end_source"),
    path("sources/<uuid:pk>/pause-all/", views.ask_pause_for_all, name="ask_pause_for_all"),
    path("systems/<uuid:pk>/doors/", views.doors, name="doors"),
    path("systems/<uuid:pk>/why-we-came/", views.why, name="why"),
    path("knocks/<uuid:pk>/", views.knock, name="knock"),
    path("knocks/<uuid:pk>/card/", views.card, name="card"),
    path("knocks/<uuid:pk>/take/", views.take, name="take"),
    path("knocks/<uuid:pk>/put-back/", views.put_back, name="put_back"),
    path("knocks/<uuid:pk>/tried/", views.tried, name="tried"),
    path("knocks/<uuid:pk>/talked/", views.talked, name="talked"),
    path("knocks/<uuid:pk>/rather-not/", views.rather_not, name="rather_not"),
    path("knocks/<uuid:pk>/false-alarm/", views.false_alarm, name="false_alarm"),
    path("knocks/<uuid:pk>/pause/", views.ask_pause, name="ask_pause"),
    path("systems/<uuid:pk>/pauses/", views.pauses, name="pauses"),
    path("systems/<uuid:pk>/pauses/all/", views.answer_all, name="answer_all"),
    path("pauses/<uuid:pk>/", views.pause, name="pause"),
]
