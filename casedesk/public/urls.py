"""Addresses of the companies' pages."""

from django.urls import path

from casedesk.public import views

app_name = "public"
urlpatterns = [
    path("mat-khau/<str:token>/", views.password, name="password"),
    path("tra-cuu/<str:number>/<slug:token>/", views.lookup, name="lookup"),
]
