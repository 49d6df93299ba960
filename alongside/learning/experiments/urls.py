from django.urls import URLPattern, path

from . import views

app_name = "experiments"
urlpatterns: list[URLPattern] = [
    path("systems/<uuid:pk>/tries/", views.tries, name="tries"),
    path("systems/<uuid:pk>/tries/new/", views.try_out, name="try_out"),
    path("tries/", views.tried, name="tried"),
    path("tries/surprises/", views.surprises, name="surprises"),
    path("tries/<uuid:pk>/", views.experiment, name="experiment"),
    path("tries/<uuid:pk>/learn/", views.learn, name="learn"),
    path("tries/<uuid:pk>/conclude/", views.conclude, name="conclude"),
    path("tries/<uuid:pk>/small/", views.cycles, name="cycles"),
    path("tries/<uuid:pk>/small/new/", views.begin_cycle, name="begin_cycle"),
    path("small/<uuid:pk>/", views.cycle, name="cycle"),
    path("systems/<uuid:pk>/costs/", views.cost_stories, name="cost_stories"),
    path("systems/<uuid:pk>/costs/new/", views.tell_costs, name="tell_costs"),
    path("costs/<uuid:pk>/", views.costs, name="costs"),
    path("learnings/<uuid:pk>/", views.learning, name="learning"),
    path("conclusions/<uuid:pk>/", views.conclusion, name="conclusion"),
]
