from django.urls import path

from . import views

app_name = "listening"
urlpatterns = [
    path("systems/<uuid:pk>/stories/", views.stories, name="stories"),
    path("systems/<uuid:pk>/stories/tell/", views.tell, name="tell"),
    path("systems/<uuid:pk>/stories/export/", views.export, name="export"),
    path("systems/<uuid:pk>/visits/", views.visits, name="visits"),
    path("systems/<uuid:pk>/visits/plan/", views.plan_visit, name="plan_visit"),
    path("systems/<uuid:pk>/listening/invite/", views.invite, name="invite"),
    path("listening/<uuid:pk>/", views.invitation, name="invitation"),
    path("listening/<uuid:pk>/not-me/", views.step_back, name="step_back"),
    path("listening/<uuid:pk>/with-whom/", views.aside, name="aside"),
    path("entries/<uuid:pk>/empathy/", views.draw_empathy, name="draw_empathy"),
    path("empathy/<uuid:pk>/", views.empathy, name="empathy"),
    path("empathy/<uuid:pk>/add/", views.add_empathy, name="add_empathy"),
    path("stories/<uuid:pk>/", views.story, name="story"),
    path("stories/<uuid:pk>/card/", views.card, name="card"),
    path("stories/<uuid:pk>/new-card/", views.make_card, name="make_card"),
    path("visits/<uuid:pk>/", views.visit, name="visit"),
    path("visits/<uuid:pk>/between/", views.between, name="between"),
    path("told/", views.mine, name="mine"),
    path("told/<uuid:pk>/read/<uuid:came>/", views.mark_read, name="mark_read"),
    path("told/<uuid:pk>/less/", views.less, name="less"),
    path("told/<uuid:pk>/take-back/", views.take_back, name="take_back"),
    path("code/", views.code, name="code"),
    path("news/", views.news, name="news"),
    path("news/leave/", views.leave, name="leave"),
]
