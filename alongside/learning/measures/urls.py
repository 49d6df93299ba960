from django.urls import URLPattern, path

from . import views

app_name = "measures"
urlpatterns: list[URLPattern] = [
    # What a table looks at, and one measure.
    path("systems/<uuid:pk>/measures/", views.measures, name="measures"),
    path("systems/<uuid:pk>/measures/new/", views.begin, name="begin"),
    path("systems/<uuid:pk>/aids/", views.aids, name="aids"),
    path("systems/<uuid:pk>/aids/new/", views.begin_aid, name="begin_aid"),
    path("measures/<uuid:pk>/", views.measure, name="measure"),
    path("measures/<uuid:pk>/define/", views.define, name="define"),
    path("measures/<uuid:pk>/people/", views.count_people, name="count_people"),
    path("measures/<uuid:pk>/stop/", views.stop, name="stop"),
    path("measures/<uuid:pk>/note/", views.write_note, name="write_note"),
    path("measures/<uuid:pk>/aside/", views.set_aside, name="set_aside"),
    path("measures/<uuid:pk>/hold/", views.hold_still, name="hold_still"),
    path("measures/<uuid:pk>/anew/", views.set_anew, name="set_anew"),
    path("measures/<uuid:pk>/rolling/", views.say_rolling, name="say_rolling"),
    path("measures/<uuid:pk>/keep/", views.keep_chart, name="keep_chart"),
    # What was written beside it.
    path("notes/<uuid:pk>/", views.note, name="note"),
    path("asides/<uuid:pk>/", views.aside, name="aside"),
    path("freezes/<uuid:pk>/", views.freeze, name="freeze"),
    path("resets/<uuid:pk>/", views.reset, name="reset"),
    path("rolling/<uuid:pk>/", views.rolling, name="rolling"),
    path("charts/<uuid:pk>/", views.chart, name="chart"),
    # What was counted.
    path("measures/<uuid:pk>/points/", views.counted, name="counted"),
    path("measures/<uuid:pk>/points/enter/", views.enter, name="enter"),
    path("measures/<uuid:pk>/points/paste/", views.paste, name="paste"),
    path("measures/<uuid:pk>/points/file/", views.bring, name="bring"),
    path("measures/<uuid:pk>/points.csv", views.export, name="export"),
    path("measures/<uuid:pk>/feeds/", views.feeds, name="feeds"),
    path("measures/<uuid:pk>/feeds/make/", views.make_feed, name="make_feed"),
    path("measures/<uuid:pk>/feeds/<uuid:feed>/stop/", views.stop_feed, name="stop_feed"),
    path("api/measures/<uuid:pk>/points", views.send, name="send"),
    # What is asked about how it is counted.
    path("systems/<uuid:pk>/measures/questions/", views.questions, name="questions"),
    path("measures/questions/<uuid:pk>/", views.question, name="question"),
    path("measures/answers/<uuid:pk>/", views.answer, name="answer"),
]
