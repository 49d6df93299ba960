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
    path("measures/<uuid:pk>/stop/", views.stop, name="stop"),
    path("measures/<uuid:pk>/note/", views.write_note, name="write_note"),
    path("measures/<uuid:pk>/aside/", views.set_aside, name="set_aside"),
    path("measures/<uuid:pk>/hold/", views.hold_still, name="hold_still"),
    path("measures/<uuid:pk>/anew/", views.set_anew, name="set_anew"),
    path("measures/<uuid:pk>/keep/", views.keep_chart, name="keep_chart"),
    # What was written beside it.
    path("notes/<uuid:pk>/", views.note, name="note"),
    path("asides/<uuid:pk>/", views.aside, name="aside"),
    path("freezes/<uuid:pk>/", views.freeze, name="freeze"),
    path("resets/<uuid:pk>/", views.reset, name="reset"),
    path("charts/<uuid:pk>/", views.chart, name="chart"),
]
